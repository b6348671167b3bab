/* exit.c: os.exit ends the process by the host's way out, which gives account of what is under way. Its arguments and
 * messages are those of stock Lua. */
#include "host.h"

#include <stdlib.h>

static int exit_process(lua_State *L) {
    clua_Host *host = host_of(L);
    if (host->exit == NULL) return lua_tocfunction(L, lua_upvalueindex(1))(L);
    int status = lua_isboolean(L, 1) ? (lua_toboolean(L, 1) ? EXIT_SUCCESS : EXIT_FAILURE)
                                     : (int)luaL_optinteger(L, 1, EXIT_SUCCESS);
    host->in_swift = 1;
    host->exit(host->context, status, lua_toboolean(L, 2));
    abort(); /* it does not return */
}

void install_exit(lua_State *L) {
    lua_getglobal(L, LUA_OSLIBNAME);
    lua_getfield(L, -1, "exit");
    lua_pushcclosure(L, exit_process, 1);
    lua_setfield(L, -2, "exit");
    lua_pop(L, 1);
}

void clua_set_exit(lua_State *L, clua_Exit function) { host_of(L)->exit = function; }
