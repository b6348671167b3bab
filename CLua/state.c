/* state.c: opening and closing a state, its allocator and its collector. */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Where an address sanitizer watches, each block is one of the C library's, or it would see no block's end. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_POOLED(size) 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_POOLED(size) 0
#endif
#endif
#ifndef IS_POOLED
#define IS_POOLED(size) ((size) <= POOL_LARGEST)
#endif

/* The words of clua_Memory are read and written on several threads, where it is enough that each is whole. Only the thread
 * of the state changes `lua`, so counting there costs what it costs for a plain variable. */
#define LOAD(word) __atomic_load_n(&(word), __ATOMIC_RELAXED)
#define STORE(word, value) __atomic_store_n(&(word), (value), __ATOMIC_RELAXED)

/* Whether Lua may not hold `more` bytes more. */
static int exceeds(const clua_Memory *memory, size_t more) {
    size_t limit = LOAD(memory->limit);
    return limit != 0 && LOAD(memory->lua) + LOAD(memory->held) + more > limit;
}

/* A block of another size with the same content; `block` is NULL for a new one. NULL without memory, and `block` stays. */
static void *resize(clua_Host *host, void *block, size_t old, size_t new_size) {
    if (block == NULL) return IS_POOLED(new_size) ? pool_take(&host->pool, new_size) : malloc(new_size);
    if (!IS_POOLED(old) && !IS_POOLED(new_size)) return realloc(block, new_size);
    if (IS_POOLED(old) && IS_POOLED(new_size) && pool_class(old) == pool_class(new_size)) return block;
    void *result = IS_POOLED(new_size) ? pool_take(&host->pool, new_size) : malloc(new_size);
    if (result == NULL) return NULL;
    memcpy(result, block, old < new_size ? old : new_size);
    if (IS_POOLED(old)) pool_give(&host->pool, block, old);
    else free(block);
    return result;
}

/* Refuses memory only where Lua may raise: raising under a live Swift frame would jump over it. There a real lack of
 * memory ends the process, as it does for any Swift allocation. */
static void *allocate(void *ud, void *block, size_t old_size, size_t new_size) {
    clua_Host *host = ud;
    size_t old = block == NULL ? 0 : old_size; /* for a new block Lua passes a type in old_size */
    if (new_size == 0) {
        if (block != NULL && IS_POOLED(old)) pool_give(&host->pool, block, old);
        else free(block);
        STORE(host->memory->lua, host->memory->lua - old);
        return NULL;
    }
    if (!host->in_swift && new_size > old) {
        if (exceeds(host->memory, new_size - old)) return NULL;
        if (host->fail_after == 1) {
            host->has_failed = 1;
            if (host->fails_once) host->fail_after = 0;
            return NULL;
        }
        if (host->fail_after != 0) host->fail_after--;
    }
    void *result = resize(host, block, old, new_size);
    if (result == NULL) {
        if (host->in_swift) abort();
        return NULL;
    }
    STORE(host->memory->lua, host->memory->lua + new_size - old);
    return result;
}

static void warn(void *ud, const char *piece, int more) {
    clua_Host *host = ud;
    if (host->warning == NULL) return;
    int saved = host->in_swift;
    host->in_swift = 1;
    host->warning(host->context, piece, more);
    host->in_swift = saved;
}

static int open_libraries(lua_State *L) {
    luaL_openlibs(L);
    install_box_metatable(L);
    lua_getglobal(L, LUA_COLIBNAME);
    install_coroutine_functions(L);
    install_terminal_functions(L);
    install_exit(L);
    install_interrupts(L);
    return 0;
}

/* As it comes, the heap of glibc gives 128 kB at its end back to the kernel, to ask for them again a moment later, and maps a
 * text of some megabytes anew each time. Both cost a page fault for each 4 kB. */
static void keep_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
    mallopt(M_TOP_PAD, 512 << 10);
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
#endif
}

/* After the state was closed. */
static void release(clua_Host *host) {
    pool_close(&host->pool);
    free(host);
}

lua_State *clua_open(clua_Memory *memory) {
    keep_freed_memory();
    clua_Host *host = calloc(1, sizeof *host);
    if (host == NULL) return NULL;
    host->memory = memory;
    lua_State *L = lua_newstate(allocate, host);
    if (L == NULL) {
        release(host);
        return NULL;
    }
    host->main = L;
    *(clua_Host **)lua_getextraspace(L) = host;
    lua_setwarnf(L, warn, host);
    lua_pushcfunction(L, open_libraries);
    if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
        lua_close(L);
        release(host);
        return NULL;
    }
    lua_gc(L, LUA_GCGEN, 0, 0);
    host->in_swift = 1;
    return L;
}

void clua_close(lua_State *L) {
    clua_Host *host = host_of(L);
    host->running = host->main;
    host->in_swift = 0;
    lua_close(host->main);
    release(host);
}

const char *clua_release(void) { return LUA_RELEASE; }

clua_Host *clua_host(lua_State *L) { return host_of(L); }

void *clua_context(lua_State *L) { return host_of(L)->context; }

void clua_set_context(lua_State *L, void *context) { host_of(L)->context = context; }

void clua_set_warning(lua_State *L, clua_Warning warning) { host_of(L)->warning = warning; }

int clua_fail_allocation(clua_Host *host, size_t n, int once) {
    int was_to_come = host->fail_after > 1 || (host->fail_after == 1 && !host->has_failed);
    host->fail_after = n;
    host->fails_once = once;
    host->has_failed = 0;
    return was_to_come;
}

void clua_collect(lua_State *L) {
    clua_Host *host = host_of(L);
    Crossing crossing = enter_lua(host, L);
    lua_gc(L, LUA_GCCOLLECT);
    leave_lua(host, crossing);
}

int clua_collector_runs(lua_State *L) { return lua_gc(L, LUA_GCISRUNNING); }

/* Inside of a finalizer the collector answers nothing else. */
int clua_is_finalizing(lua_State *L) { return lua_gc(L, LUA_GCISRUNNING) < 0; }

int clua_stop_collector(lua_State *L) {
    int running = lua_gc(L, LUA_GCISRUNNING);
    lua_gc(L, LUA_GCSTOP);
    return running;
}

void clua_restart_collector(lua_State *L) { lua_gc(L, LUA_GCRESTART); }
