/* trampoline.c: Lua functions whose body is the host's. The body returns before anything is raised or yielded. */
#include "host.h"

typedef struct Box {
    clua_Function function;
    clua_Release release;
    void *context;
} Box;

static const char box_key = 0;

/* A host yield has come back: (true, values...) returns the values, (false, value) raises it. */
static int resumed(lua_State *L, int status, lua_KContext base) {
    (void)status;
    int first = (int)base + 1;
    if (lua_toboolean(L, first)) return lua_gettop(L) - first;
    lua_settop(L, first + 1);
    return lua_error(L);
}

static int call_box(lua_State *L) {
    Box *box = lua_touserdata(L, lua_upvalueindex(1));
    if (box->function == NULL) return luaL_error(L, "host function was released");
    clua_Host *host = host_of(L);
    int saved = host->in_swift; /* a finalizer may call this while another Swift frame allocates */
    host->in_swift = 1;
    int status = box->function(L, box->context);
    host->in_swift = saved;
    if (status >= 0) return status;
    if (status == CLUA_RAISE) return lua_error(L);
    int values = CLUA_YIELD - status;
    return lua_yieldk(L, values, lua_gettop(L) - values, resumed);
}

static int release_box(lua_State *L) {
    Box *box = lua_touserdata(L, 1);
    if (box == NULL || box->function == NULL) return 0;
    box->function = NULL;
    clua_Host *host = host_of(L);
    int saved = host->in_swift;
    host->in_swift = 1;
    box->release(box->context);
    host->in_swift = saved;
    return 0;
}

void install_box_metatable(lua_State *L) {
    lua_createtable(L, 0, 3);
    lua_pushcfunction(L, release_box);
    lua_setfield(L, -2, "__gc");
    lua_pushliteral(L, "host function");
    lua_setfield(L, -2, "__name");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &box_key);
}

void clua_pushfunction(lua_State *L, clua_Function function, void *context, clua_Release release) {
    Box *box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = (Box){function, release, context};
    lua_rawgetp(L, LUA_REGISTRYINDEX, &box_key);
    lua_setmetatable(L, -2);
    lua_pushcclosure(L, call_box, 1);
}
