/* api.c: small stack functions, and the proof that CLua.h tells the truth about lua.h. */
#include "host.h"

_Static_assert(CLUA_OK == LUA_OK && CLUA_YIELDED == LUA_YIELD && CLUA_ERRRUN == LUA_ERRRUN, "status codes");
_Static_assert(CLUA_ERRSYNTAX == LUA_ERRSYNTAX && CLUA_ERRMEM == LUA_ERRMEM && CLUA_ERRERR == LUA_ERRERR, "status codes");
_Static_assert(CLUA_TNONE == LUA_TNONE && CLUA_TNIL == LUA_TNIL && CLUA_TBOOLEAN == LUA_TBOOLEAN, "types");
_Static_assert(CLUA_TLIGHTUSERDATA == LUA_TLIGHTUSERDATA && CLUA_TNUMBER == LUA_TNUMBER, "types");
_Static_assert(CLUA_TSTRING == LUA_TSTRING && CLUA_TTABLE == LUA_TTABLE && CLUA_TFUNCTION == LUA_TFUNCTION, "types");
_Static_assert(CLUA_TUSERDATA == LUA_TUSERDATA && CLUA_TTHREAD == LUA_TTHREAD, "types");
_Static_assert(CLUA_REGISTRYINDEX == LUA_REGISTRYINDEX && CLUA_MULTRET == LUA_MULTRET, "indices");
_Static_assert(CLUA_REFNIL == LUA_REFNIL && CLUA_NOREF == LUA_NOREF, "references");

void clua_settop(lua_State *L, int index) { lua_settop(L, index); }

int clua_rawgetfield(lua_State *L, int index, const char *key, size_t length) {
    index = lua_absindex(L, index);
    lua_pushlstring(L, key, length);
    return lua_rawget(L, index);
}

void clua_rawsetfield(lua_State *L, int index, const char *key, size_t length) {
    index = lua_absindex(L, index);
    lua_pushlstring(L, key, length);
    lua_insert(L, -2);
    lua_rawset(L, index);
}

void clua_rawsetvalue(lua_State *L, int index) {
    int is_nan = lua_type(L, -2) == LUA_TNUMBER && !lua_isinteger(L, -2) && lua_tonumber(L, -2) != lua_tonumber(L, -2);
    if (lua_isnil(L, -2) || is_nan) {
        lua_pop(L, 2);
        return;
    }
    lua_rawset(L, index);
}

int clua_location(lua_State *L, int level, char *source, size_t size, int *line) {
    lua_Debug record;
    if (!lua_getstack(L, level, &record) || !lua_getinfo(L, "Sl", &record) || record.currentline <= 0) return 0;
    size_t i = 0;
    for (; i + 1 < size && record.short_src[i] != '\0'; i++) source[i] = record.short_src[i];
    source[i] = '\0';
    *line = record.currentline;
    return 1;
}

int clua_source(lua_State *L, int level) {
    lua_Debug record;
    if (!lua_getstack(L, level, &record) || !lua_getinfo(L, "S", &record)) return 0;
    lua_pushlstring(L, record.source, record.srclen);
    return 1;
}

int clua_function_source(lua_State *L, int index, int *first, int *last) {
    if (lua_type(L, index) != LUA_TFUNCTION || lua_iscfunction(L, index)) return 0;
    lua_Debug record;
    lua_pushvalue(L, index);
    if (!lua_getinfo(L, ">S", &record)) return 0;
    *first = record.linedefined;
    *last = record.lastlinedefined;
    lua_pushlstring(L, record.source, record.srclen);
    return 1;
}

void clua_rawsetpairs(lua_State *L, int index, int count) {
    index = lua_absindex(L, index);
    int first = lua_gettop(L) - 2 * count + 1;
    for (int pair = 0; pair < count; pair++) {
        lua_pushvalue(L, first + 2 * pair);
        lua_pushvalue(L, first + 2 * pair + 1);
        lua_rawset(L, index);
    }
    lua_settop(L, first - 1);
}

static const char tag_key = 0;

void clua_set_tag(lua_State *L, int tag) {
    lua_pushinteger(L, tag);
    lua_rawsetp(L, -2, &tag_key);
}

int clua_metatable_tag(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return 0;
    int tag = lua_rawgetp(L, -1, &tag_key) == LUA_TNUMBER ? (int)lua_tointeger(L, -1) : 0;
    lua_pop(L, 2);
    return tag;
}
