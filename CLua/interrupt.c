/* interrupt.c: stopping Lua code from outside, whichever coroutine it is in. */
#include "host.h"

static const char value_key = 0;

void push_interrupt_value(lua_State *L, int reason) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &value_key) == LUA_TTABLE) {
        int type = lua_rawgeti(L, -1, reason);
        lua_remove(L, -2);
        if (type != LUA_TNIL) return;
    }
    lua_pop(L, 1);
    lua_pushliteral(L, "interrupted!");
}

static int pass_on(lua_State *L) {
    (void)L;
    return 1;
}

/* How far to look for the xpcall that an error will reach; finding a level costs as many steps as it is deep. */
enum { LEVELS = 256 };

/* A hook that raises has the message handler run while hooks are off: one that loops could not be stopped any more. So
 * the handler of the nearest xpcall, the second value of its frame, is exchanged for one that returns what it gets. */
static void take_handler_away(lua_State *L) {
    clua_Host *host = host_of(L);
    lua_Debug record;
    for (int level = 0; level < LEVELS && lua_getstack(L, level, &record); level++) {
        lua_getinfo(L, "f", &record);
        lua_CFunction function = lua_tocfunction(L, -1);
        lua_pop(L, 1);
        if (function == NULL) continue;
        if (function == host->pcall) return;
        if (function != host->xpcall) continue;
        lua_pushcfunction(L, pass_on);
        if (lua_setlocal(L, &record, 2) == NULL) lua_pop(L, 1);
        return;
    }
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
    take_handler_away(L);
    push_interrupt_value(L, reason);
    lua_error(L);
}

void host_rearm(clua_Host *host, lua_State *L) {
    (void)host;
    lua_sethook(L, hook, LUA_MASKCALL | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

/* debug.sethook must not remove the hook of an interrupt that arrives while it works. */
static int set_hook(lua_State *L) {
    int results = lua_tocfunction(L, lua_upvalueindex(1))(L);
    clua_Host *host = host_of(L);
    if (host->interrupt) host_rearm(host, L);
    return results;
}

void install_interrupts(lua_State *L) {
    clua_Host *host = host_of(L);
    lua_getglobal(L, "pcall");
    host->pcall = lua_tocfunction(L, -1);
    lua_getglobal(L, "xpcall");
    host->xpcall = lua_tocfunction(L, -1);
    lua_getglobal(L, LUA_DBLIBNAME);
    lua_getfield(L, -1, "sethook");
    lua_pushcclosure(L, set_hook, 1);
    lua_setfield(L, -2, "sethook");
    lua_pop(L, 3);
}

int clua_has_hook(lua_State *L) { return lua_gethook(L) != NULL && lua_gethook(L) != hook; }

void clua_drop_hook(lua_State *L) {
    if (clua_has_hook(L)) lua_sethook(L, NULL, 0, 0);
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
