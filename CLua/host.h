/* host.h: what the C files of CLua share. Not visible to Swift. */
#ifndef CLUA_HOST_H
#define CLUA_HOST_H

#include <lua5.4/lua.h>
#include <lua5.4/lauxlib.h>
#include <lua5.4/lualib.h>
#include <signal.h>

#include "CLua.h"
#include "pool.h"

/* One for each state, reached from every thread through its extra space (Lua copies that of the main thread to new ones). */
struct clua_Host {
    lua_State *main;
    /* The thread whose code runs now, NULL while no Lua code does: where an interrupt sets its hook. */
    lua_State *volatile running;
    /* The thread that clua_resume runs now, NULL outside of one. */
    lua_State *task;
    volatile sig_atomic_t interrupt;
    /* The stock functions, to be known when they are met on the stack. */
    lua_CFunction pcall, xpcall;
    /* True while a Swift frame is live: allocations must not fail then, for raising would jump over it. */
    int in_swift;
    /* What the state and its host hold, and the limit for both. */
    clua_Memory *memory;
    Pool pool;
    size_t fail_after;
    int fails_once, has_failed;
    void *context;
    clua_Warning warning;
    clua_Terminal terminal;
    clua_Exit exit;
    /* The host draws on the terminal too, so every use of it counts. */
    int terminal_is_shared;
};

/* In the extra space of a thread that is a task of the host: set in the lowest bit, which no pointer to a host has. */
enum { TASK_MARK = 1 };

static inline clua_Host *host_of(lua_State *L) {
    return (clua_Host *)(*(uintptr_t *)lua_getextraspace(L) & ~(uintptr_t)TASK_MARK);
}

/* Whether the host alone resumes and closes this thread. */
static inline int is_task(lua_State *L) {
    return (int)(*(uintptr_t *)lua_getextraspace(L) & TASK_MARK);
}

static inline void mark_task(lua_State *L) { *(uintptr_t *)lua_getextraspace(L) |= TASK_MARK; }

/* What changes while Swift hands the processor to Lua, to be put back after. */
typedef struct Crossing {
    lua_State *running;
    int in_swift;
} Crossing;

static inline Crossing enter_lua(clua_Host *host, lua_State *L) {
    Crossing crossing = {host->running, host->in_swift};
    host->running = L;
    host->in_swift = 0;
    return crossing;
}

void host_rearm(clua_Host *host, lua_State *L);
/* Pushes what an interrupt for this reason raises. */
void push_interrupt_value(lua_State *L, int reason);
/* The message handler of clua_pcall: an interrupt lets it run, so that the error being handled is not replaced. */
int keep_traceback(lua_State *L);

static inline void leave_lua(clua_Host *host, Crossing crossing) {
    host->running = crossing.running;
    host->in_swift = crossing.in_swift;
    /* An interrupt armed the inner thread only; whoever called it must raise too. */
    if (host->interrupt && crossing.running != NULL) host_rearm(host, crossing.running);
}

/* Replaces the stock functions of the coroutine library, whose table is on top. */
void install_coroutine_functions(lua_State *L);
/* Replaces the stock functions that use the terminal. */
void install_terminal_functions(lua_State *L);
/* Replaces os.exit. */
void install_exit(lua_State *L);
/* Learns the functions that an interrupt must know, and replaces debug.sethook. */
void install_interrupts(lua_State *L);
/* Makes the metatable of host functions' boxes and leaves it in the registry. */
void install_box_metatable(lua_State *L);

#endif
