/* restricted.c: stock functions of a state whose code is not trusted. What goes by names is taken away by the host; these
 * three stay and do less. */
#include "host.h"

#include <string.h>

static lua_CFunction original(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1)); }

/* load: text only, whatever the mode says. */
static int load_text(lua_State *L) {
    const char *mode = luaL_optstring(L, 3, "t");
    int takes_text = strchr(mode, 't') != NULL;
    if (lua_gettop(L) < 3) lua_settop(L, 3); /* without a fourth argument, which would count as an environment */
    lua_pushstring(L, takes_text ? "t" : "");
    lua_replace(L, 3);
    return original(L)(L);
}

/* setmetatable: no finalizers. They run where no limit reaches, and in what the host itself is doing. */
static int set_metatable(lua_State *L) {
    if (lua_type(L, 2) == LUA_TTABLE) {
        lua_pushliteral(L, "__gc");
        int type = lua_rawget(L, 2);
        lua_pop(L, 1);
        if (type != LUA_TNIL) return luaL_error(L, "setmetatable: __gc is refused when restricted");
    }
    return original(L)(L);
}

/* collectgarbage: looks and collects, but does not set how the collector works. */
static int collect(lua_State *L) {
    const char *option = luaL_optstring(L, 1, "collect");
    static const char *const allowed[] = {"collect", "count", "step", "isrunning", NULL};
    for (int i = 0; allowed[i] != NULL; i++) {
        if (strcmp(option, allowed[i]) == 0) return original(L)(L);
    }
    return luaL_error(L, "collectgarbage: '%s' is refused when restricted", option);
}

/* Replaces the global `name`. */
static void replace(lua_State *L, const char *name, lua_CFunction function) {
    lua_getglobal(L, name);
    lua_pushcclosure(L, function, 1);
    lua_setglobal(L, name);
}

static int restrict_library(lua_State *L) {
    replace(L, "load", load_text);
    replace(L, "setmetatable", set_metatable);
    replace(L, "collectgarbage", collect);
    /* The metatable of strings is every string's: nobody gets it. */
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    /* What require has loaded and may load. */
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, -4);
    }
    return 0;
}

int clua_restrict(lua_State *L) {
    clua_Host *host = host_of(L);
    lua_pushcfunction(L, restrict_library);
    Crossing crossing = enter_lua(host, L);
    int status = lua_pcall(L, 0, 0, 0);
    leave_lua(host, crossing);
    return status;
}
