/* protected.c: what may raise, done in C under a protected call, so that only C frames are ever jumped over. */
#include "host.h"

static const char traceback_key = 0;

/* Keeps the traceback beside the error, so that the error value itself stays what was raised. */
int keep_traceback(lua_State *L) {
    luaL_traceback(L, L, NULL, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &traceback_key);
    return 1;
}

int clua_pcall(lua_State *L, int arguments, int results, int traceback) {
    clua_Host *host = host_of(L);
    int handler = 0;
    int base = lua_gettop(L) - arguments - 1;
    if (traceback) {
        handler = ++base;
        lua_pushcfunction(L, keep_traceback);
        lua_insert(L, handler);
    }
    Crossing crossing = enter_lua(host, L);
    if (host->interrupt) host_rearm(host, L);
    int status = lua_pcall(L, arguments, results, handler);
    leave_lua(host, crossing);
    /* Code whose last act was to catch the interrupt did not come to its end. */
    if (status == LUA_OK && host->interrupt && host->running == NULL) {
        lua_settop(L, base);
        push_interrupt_value(L, host->interrupt);
        status = LUA_ERRRUN;
    }
    if (traceback) lua_remove(L, handler);
    return status;
}

int clua_take_traceback(lua_State *L) {
    int type = lua_rawgetp(L, LUA_REGISTRYINDEX, &traceback_key);
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &traceback_key);
    return type;
}

int clua_load(lua_State *L, const char *bytes, size_t length, const char *name, const char *mode) {
    clua_Host *host = host_of(L);
    Crossing crossing = enter_lua(host, L);
    int status = luaL_loadbufferx(L, bytes, length, name, mode);
    leave_lua(host, crossing);
    return status;
}

/* Runs `body` on the `operands` values on top of the stack; they are replaced by `results` values or by the error. */
static int protect(lua_State *L, lua_CFunction body, int operands, int results) {
    clua_Host *host = host_of(L);
    lua_pushcfunction(L, body);
    lua_insert(L, -operands - 1);
    Crossing crossing = enter_lua(host, L);
    if (host->interrupt) host_rearm(host, L);
    int status = lua_pcall(L, operands, results, 0);
    leave_lua(host, crossing);
    return status;
}

static int pushlstring(lua_State *L) {
    const clua_Name *text = lua_touserdata(L, 1);
    lua_pushlstring(L, text->start, text->length);
    return 1;
}

int clua_try_pushlstring(lua_State *L, const char *bytes, size_t length) {
    clua_Name text = {bytes, length};
    lua_pushlightuserdata(L, &text);
    return protect(L, pushlstring, 1, 1);
}

static int gettable(lua_State *L) {
    lua_gettable(L, 1);
    return 1;
}

static int settable(lua_State *L) {
    lua_settable(L, 1);
    return 0;
}

static int next(lua_State *L) {
    if (lua_next(L, 1)) return 2;
    lua_pushnil(L);
    lua_pushnil(L);
    return 2;
}

static int length(lua_State *L) {
    lua_pushinteger(L, luaL_len(L, 1));
    return 1;
}

static int tostring(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    return 1;
}

/* Puts a copy of the value at `index` below the `count` values on top. */
static void insert_copy(lua_State *L, int index, int count) {
    lua_pushvalue(L, index);
    lua_insert(L, -count - 1);
}

int clua_try_gettable(lua_State *L, int index) {
    insert_copy(L, index, 1);
    return protect(L, gettable, 2, 1);
}

int clua_try_settable(lua_State *L, int index) {
    insert_copy(L, index, 2);
    return protect(L, settable, 3, 0);
}

int clua_try_getfield(lua_State *L, int index, const char *key, size_t length) {
    lua_pushvalue(L, index);
    lua_pushlstring(L, key, length);
    return protect(L, gettable, 2, 1);
}

int clua_try_setfield(lua_State *L, int index, const char *key, size_t length) {
    insert_copy(L, index, 1);
    lua_pushlstring(L, key, length);
    lua_insert(L, -2);
    return protect(L, settable, 3, 0);
}

int clua_try_next(lua_State *L, int index, int *more) {
    insert_copy(L, index, 1);
    int status = protect(L, next, 2, 2);
    if (status != LUA_OK) return status;
    *more = !lua_isnil(L, -2);
    if (!*more) lua_pop(L, 2);
    return LUA_OK;
}

int clua_try_length(lua_State *L, int index) {
    lua_pushvalue(L, index);
    return protect(L, length, 1, 1);
}

int clua_try_tostring(lua_State *L, int index) {
    lua_pushvalue(L, index);
    return protect(L, tostring, 1, 1);
}
