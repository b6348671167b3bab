/* interrupt.c: stopping Lua code from outside, whichever coroutine it is in. */
#include "host.h"

static const char value_key = 0;

static void push_interrupt_value(lua_State *L, int reason) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &value_key) == LUA_TTABLE && lua_rawgeti(L, -1, reason) != LUA_TNIL) return;
    lua_pushliteral(L, "interrupted!");
}

/* Stays set until the interrupt is cleared, so that every instruction after a pcall raises again. */
static void hook(lua_State *L, lua_Debug *record) {
    int reason = host_of(L)->interrupt;
    if (reason == 0) { /* left over on a coroutine that was suspended when the interrupt was cleared */
        lua_sethook(L, NULL, 0, 0);
        return;
    }
    if (record->event == LUA_HOOKCALL && lua_getinfo(L, "f", record)) {
        int is_handler = lua_tocfunction(L, -1) == keep_traceback;
        lua_pop(L, 1);
        if (is_handler) return;
    }
    push_interrupt_value(L, reason);
    lua_error(L);
}

void host_rearm(clua_Host *host, lua_State *L) {
    (void)host;
    lua_sethook(L, hook, LUA_MASKCALL | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

void clua_interrupt(clua_Host *host, int reason) {
    host->interrupt = reason;
    lua_State *running = host->running;
    if (running != NULL) host_rearm(host, running);
}

int clua_interrupt_reason(const clua_Host *host) { return host->interrupt; }

void clua_clear_interrupt(clua_Host *host) {
    host->interrupt = 0;
    if (lua_gethook(host->main) == hook) lua_sethook(host->main, NULL, 0, 0);
}

void clua_set_interrupt_value(lua_State *L, int reason) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &value_key) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_createtable(L, 4, 0);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &value_key);
    }
    lua_insert(L, -2);
    lua_rawseti(L, -2, reason);
    lua_pop(L, 1);
}
