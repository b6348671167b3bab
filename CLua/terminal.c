/* terminal.c: the functions of the stock library that use the terminal or wait for a child tell the host before and
 * after: what it has drawn there must go first, and a child that a Ctrl-C ended swallowed that Ctrl-C. They keep the
 * behaviour and the messages of stock Lua. */
#include "host.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static void tell(clua_Host *host, int use) {
    int saved = host->in_swift;
    host->in_swift = 1;
    host->terminal(host->context, use);
    host->in_swift = saved;
}

static lua_CFunction original(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1)); }

/* The stream that a function is about to use: that of `file` in file:write, else the default one, which liolib.c keeps in
 * the registry by the name in the second upvalue. NULL for a wrong or closed one. */
static FILE *stream_of(lua_State *L) {
    luaL_Stream *stream;
    if (lua_isnil(L, lua_upvalueindex(2))) {
        stream = luaL_testudata(L, 1, LUA_FILEHANDLE);
    } else {
        lua_pushvalue(L, lua_upvalueindex(2));
        lua_rawget(L, LUA_REGISTRYINDEX);
        stream = luaL_testudata(L, -1, LUA_FILEHANDLE);
        lua_pop(L, 1);
    }
    return stream != NULL && stream->closef != NULL ? stream->f : NULL;
}

static int write_text(lua_State *L) {
    clua_Host *host = host_of(L);
    if (!host->terminal_is_shared) return original(L)(L);
    FILE *stream = stream_of(L);
    if (stream != stdout && stream != stderr) return original(L)(L);
    size_t length = 0;
    const char *last = NULL;
    if (lua_gettop(L) > 0 && lua_type(L, -1) == LUA_TSTRING) last = lua_tolstring(L, -1, &length);
    int ends_line = length > 0 && last[length - 1] == '\n';
    tell(host, CLUA_TERMINAL_BEFORE);
    int results = original(L)(L);
    tell(host, ends_line ? CLUA_TERMINAL_AFTER_LINE : CLUA_TERMINAL_WITHIN_LINE);
    return results;
}

static int use(lua_State *L) {
    clua_Host *host = host_of(L);
    if (!host->terminal_is_shared) return original(L)(L);
    tell(host, CLUA_TERMINAL_BEFORE);
    int results = original(L)(L);
    tell(host, CLUA_TERMINAL_AFTER_LINE);
    return results;
}

static int read_text(lua_State *L) {
    return host_of(L)->terminal_is_shared && stream_of(L) == stdin ? use(L) : original(L)(L);
}

/* While system() waits for the child it ignores Ctrl-C; a child that ended of it tells that one was pressed. */
static int execute(lua_State *L) {
    int results = use(L);
    if (results != 3 || lua_tointeger(L, -1) != SIGINT || lua_type(L, -2) != LUA_TSTRING) return results;
    clua_Host *host = host_of(L);
    if (host->terminal != NULL && strcmp(lua_tostring(L, -2), "signal") == 0) tell(host, CLUA_CHILD_INTERRUPTED);
    return results;
}

/* Wraps the function `name` of the table on top, if it is there; `stream` is the name of its default stream, if any. */
static void wrap(lua_State *L, const char *name, lua_CFunction wrapper, const char *stream) {
    lua_pushstring(L, name);
    lua_rawget(L, -2);
    if (lua_iscfunction(L, -1)) {
        lua_pushstring(L, stream); /* NULL is nil */
        lua_pushcclosure(L, wrapper, 2);
        lua_pushstring(L, name);
        lua_insert(L, -2);
        lua_rawset(L, -3);
    } else {
        lua_pop(L, 1);
    }
}

void install_terminal_functions(lua_State *L) {
    lua_getglobal(L, LUA_IOLIBNAME);
    wrap(L, "write", write_text, "_IO_output");
    wrap(L, "read", read_text, "_IO_input");
    wrap(L, "lines", use, NULL);
    wrap(L, "popen", use, NULL);
    lua_pop(L, 1);
    lua_getglobal(L, LUA_OSLIBNAME);
    wrap(L, "execute", execute, NULL);
    lua_pop(L, 1);
    luaL_getmetatable(L, LUA_FILEHANDLE);
    lua_getfield(L, -1, "__index");
    wrap(L, "write", write_text, NULL);
    wrap(L, "read", read_text, NULL);
    lua_pop(L, 2);
}

void clua_set_terminal(lua_State *L, clua_Terminal terminal, int is_shared) {
    host_of(L)->terminal = terminal;
    host_of(L)->terminal_is_shared = is_shared && terminal != NULL;
}
