/* floor.c: each step is one call of Lua's API, or two. */
#include "LuaFloor.h"

#include <lua5.4/lua.h>

enum { DEEPEST = 100 };

void floor_build(void *state, const floor_Step *steps, size_t count, int null, int array) {
    lua_State *L = state;
    long long items[DEEPEST]; /* of the open containers, -1 for an object */
    int depth = 0;
    for (const floor_Step *step = steps, *end = steps + count; step < end; step++) {
        switch (step->kind) {
        case FLOOR_KEY: lua_pushlstring(L, step->value.text, step->size); continue;
        case FLOOR_STRING: lua_pushlstring(L, step->value.text, step->size); break;
        case FLOOR_INTEGER: lua_pushinteger(L, step->value.integer); break;
        case FLOOR_NUMBER: lua_pushnumber(L, step->value.number); break;
        case FLOOR_TRUE: lua_pushboolean(L, 1); break;
        case FLOOR_FALSE: lua_pushboolean(L, 0); break;
        case FLOOR_NULL:
            if (depth > 0 && items[depth - 1] < 0) lua_pushnil(L);
            else lua_pushvalue(L, null);
            break;
        case FLOOR_ARRAY:
            lua_createtable(L, (int)step->size, 0);
            items[depth++] = 0;
            continue;
        case FLOOR_OBJECT:
            lua_createtable(L, 0, (int)step->size);
            items[depth++] = -1;
            continue;
        default:
            if (items[--depth] < 0) break;
            lua_pushvalue(L, array);
            lua_setmetatable(L, -2);
        }
        if (depth == 0) continue;
        if (items[depth - 1] < 0) lua_rawset(L, -3);
        else lua_rawseti(L, -2, ++items[depth - 1]);
    }
}
