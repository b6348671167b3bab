/* coroutine.c: the functions of the coroutine library that change which thread runs. The stock ones do not tell, and an
 * interrupt must know where to set its hook. They keep the behaviour and the messages of stock Lua. */
#include "host.h"

static lua_State *check_coroutine(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co, 1, "thread");
    return co;
}

/* Why code may not resume a task: a host function in it would take the values for what it waits for. */
static const char *task_refusal(lua_State *task) {
    lua_Debug record;
    if (lua_status(task) == LUA_YIELD) return "cannot resume a task that waits";
    return lua_getstack(task, 0, &record) ? "cannot resume non-suspended coroutine" : "cannot resume dead coroutine";
}

/* Moves `arguments` values to `co` and runs it. The count of its results, now on top of L, or -1 with the error. */
static int run(lua_State *L, lua_State *co, int arguments) {
    if (is_task(co)) {
        lua_pushstring(L, task_refusal(co));
        return -1;
    }
    if (!lua_checkstack(co, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    clua_Host *host = host_of(L);
    int results;
    lua_xmove(L, co, arguments);
    host->running = co;
    if (host->interrupt) host_rearm(host, co);
    int status = lua_resume(co, L, arguments, &results);
    host->running = L;
    if (host->interrupt) host_rearm(host, L);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_xmove(co, L, 1);
        return -1;
    }
    if (!lua_checkstack(L, results + 1)) {
        lua_pop(co, results);
        lua_pushliteral(L, "too many results to resume");
        return -1;
    }
    lua_xmove(co, L, results);
    return results;
}

static int reset(lua_State *L, lua_State *co) {
    clua_Host *host = host_of(L);
    host->running = co;
    int status = lua_resetthread(co);
    host->running = L;
    if (host->interrupt) host_rearm(host, L);
    return status;
}

static int resume(lua_State *L) {
    lua_State *co = check_coroutine(L);
    int results = run(L, co, lua_gettop(L) - 1);
    if (results < 0) {
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    lua_pushboolean(L, 1);
    lua_insert(L, -(results + 1));
    return results + 1;
}

static int call_wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = run(L, co, lua_gettop(L));
    if (results >= 0) return results;
    int status = lua_status(co);
    /* It died of the error: close what it left open. Not while an interrupt is on: it raised inside a hook, and until
     * the thread is gone Lua runs no hook in it, so a handler that loops could not be stopped. */
    if (status != LUA_OK && status != LUA_YIELD && !host_of(L)->interrupt) {
        lua_pop(L, 1);
        status = reset(L, co);
        lua_xmove(co, L, 1);
    }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    return 1;
}

static int wrap(lua_State *L) {
    create(L);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

/* A task of the host yields to the host only: its scheduler would not know what to do with the values. */
static int yield(lua_State *L) {
    if (host_of(L)->task == L) return luaL_error(L, "attempt to yield from outside a coroutine");
    return lua_yield(L, lua_gettop(L));
}

static int is_closable(lua_State *L, lua_State *co) {
    if (L == co) return 0;
    if (lua_status(co) != LUA_OK) return 1; /* suspended in a yield, or dead of an error */
    lua_Debug record;
    return !lua_getstack(co, 0, &record); /* with frames and no yield it waits for one it resumed */
}

static const char *status_name(lua_State *L, lua_State *co) { return L == co ? "running" : "normal"; }

static int close(lua_State *L) {
    lua_State *co = check_coroutine(L);
    if (is_task(co) && lua_status(co) == LUA_YIELD) return luaL_error(L, "cannot close a task that waits");
    if (!is_closable(L, co)) return luaL_error(L, "cannot close a %s coroutine", status_name(L, co));
    if (reset(L, co) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(co, L, 1);
    return 2;
}

void install_coroutine_functions(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"close", close}, {"resume", resume}, {"wrap", wrap}, {"yield", yield}, {NULL, NULL},
    };
    luaL_setfuncs(L, functions, 0);
}

int clua_resume(lua_State *thread, lua_State *from, int arguments, int *results) {
    clua_Host *host = host_of(thread);
    lua_State *task = host->task;
    Crossing crossing = enter_lua(host, thread);
    host->task = thread;
    mark_task(thread);
    if (host->interrupt) host_rearm(host, thread);
    int status = lua_resume(thread, from, arguments, results);
    host->task = task;
    leave_lua(host, crossing);
    return status;
}

int clua_can_suspend(lua_State *L) { return host_of(L)->task == L && lua_isyieldable(L); }

void clua_reset_thread(lua_State *thread) {
    clua_Host *host = host_of(thread);
    if (host->interrupt) return; /* as in call_wrapped; cutting the stack would run the handlers too, unprotected */
    Crossing crossing = enter_lua(host, thread);
    lua_resetthread(thread);
    leave_lua(host, crossing);
    lua_settop(thread, 0);
}
