/* CLua.h: everything of Lua that Swift can see.
 *
 * Swift frames must never be jumped over, so this header does not include lua.h. It re-declares by hand the functions
 * that the Lua manual marks `-` (never raises) or `m` (raises on lack of memory only; the allocator in state.c does not
 * fail while a Swift frame is live). Whatever may raise otherwise is a `clua_` function that does its work in C under a
 * protected call. api.c includes both headers, so a prototype that differs from Lua's does not compile.
 */
#ifndef CLUA_H
#define CLUA_H

#include <stddef.h>
#include <stdint.h>

typedef struct lua_State lua_State;
typedef struct clua_Host clua_Host;

/* --- constants: macros of lua.h, checked against it in api.c --- */

enum {
    CLUA_OK = 0,
    CLUA_YIELDED = 1,
    CLUA_ERRRUN = 2,
    CLUA_ERRSYNTAX = 3,
    CLUA_ERRMEM = 4,
    CLUA_ERRERR = 5
};

enum {
    CLUA_TNONE = -1,
    CLUA_TNIL = 0,
    CLUA_TBOOLEAN = 1,
    CLUA_TLIGHTUSERDATA = 2,
    CLUA_TNUMBER = 3,
    CLUA_TSTRING = 4,
    CLUA_TTABLE = 5,
    CLUA_TFUNCTION = 6,
    CLUA_TUSERDATA = 7,
    CLUA_TTHREAD = 8
};

enum { CLUA_REGISTRYINDEX = -1001000, CLUA_MULTRET = -1, CLUA_REFNIL = -1, CLUA_NOREF = -2 };

/* --- functions that never raise --- */

extern int lua_absindex(lua_State *L, int index);
extern int lua_gettop(lua_State *L);
extern void lua_pushvalue(lua_State *L, int index);
extern void lua_rotate(lua_State *L, int index, int n);
extern void lua_copy(lua_State *L, int from, int to);
extern int lua_checkstack(lua_State *L, int n);
extern void lua_xmove(lua_State *from, lua_State *to, int n);
extern int lua_type(lua_State *L, int index);
extern int lua_isinteger(lua_State *L, int index);
extern int lua_iscfunction(lua_State *L, int index);
extern double lua_tonumberx(lua_State *L, int index, int *isnum);
extern long long lua_tointegerx(lua_State *L, int index, int *isnum);
extern int lua_toboolean(lua_State *L, int index);
extern void *lua_touserdata(lua_State *L, int index);
extern lua_State *lua_tothread(lua_State *L, int index);
extern const void *lua_topointer(lua_State *L, int index);
extern int lua_rawequal(lua_State *L, int a, int b);
extern const char *lua_getupvalue(lua_State *L, int function, int n);
extern void lua_pushnil(lua_State *L);
extern void lua_pushnumber(lua_State *L, double n);
extern void lua_pushinteger(lua_State *L, long long n);
extern void lua_pushboolean(lua_State *L, int b);
extern void lua_pushlightuserdata(lua_State *L, void *p);
extern int lua_rawget(lua_State *L, int index);
extern int lua_rawgeti(lua_State *L, int index, long long n);
extern int lua_getmetatable(lua_State *L, int index);
extern int lua_setmetatable(lua_State *L, int index);
extern int lua_status(lua_State *L);
extern int lua_isyieldable(lua_State *L);
extern void luaL_unref(lua_State *L, int table, int ref);

/* --- functions that raise on lack of memory only --- */

extern const char *lua_pushlstring(lua_State *L, const char *bytes, size_t length);
extern const char *lua_tolstring(lua_State *L, int index, size_t *length);
extern void lua_createtable(lua_State *L, int array, int hash);
extern void *lua_newuserdatauv(lua_State *L, size_t size, int uservalues);
extern lua_State *lua_newthread(lua_State *L);
extern void lua_rawseti(lua_State *L, int index, long long n);
extern int luaL_ref(lua_State *L, int table);
extern void luaL_traceback(lua_State *L, lua_State *of, const char *message, int level);
extern void luaL_where(lua_State *L, int level);

/* --- the state (state.c) --- */

/* Receives one piece of a warning; `more` when the next piece belongs to the same message. Must only return. */
typedef void (*clua_Warning)(void *context, const char *piece, int more);

/* What is held, in bytes. Each word is read and written as a whole, on any thread. */
typedef struct clua_Memory {
    size_t lua;   /* by the state; changed by its allocator only */
    size_t held;  /* by the host for the state's code; changed by the host only */
    size_t limit; /* the most that both may be, 0 for no limit: Lua code is refused more. What is allocated while a Swift
                     frame is live is counted, never refused. */
} clua_Memory;

/* A new state with the stock libraries, this library's coroutine functions and its allocator; NULL without memory. `memory`
 * lives at least as long. */
lua_State *clua_open(clua_Memory *memory);
/* Runs the finalizers, closes the state and releases the host. */
void clua_close(lua_State *L);
/* LUA_RELEASE. */
const char *clua_release(void);
clua_Host *clua_host(lua_State *L);
/* What the host keeps with the state. */
void *clua_context(lua_State *L);
void clua_set_context(lua_State *L, void *context);
void clua_set_warning(lua_State *L, clua_Warning warning);

/* Refuses the n-th allocation from now that Lua code makes, `once` or with all after it until it is called with 0. Lua
 * collects and asks once more, so that one refusal is often survived. Answers 1 when what was asked for before is still to
 * come. For tests. */
int clua_fail_allocation(clua_Host *host, size_t n, int once);

/* Makes the functions that stay for code one does not trust do less: load takes text only, setmetatable refuses __gc,
 * collectgarbage sets nothing; the metatable of strings is hidden, and nothing is preloaded. A status, as of clua_pcall. */
int clua_restrict(lua_State *L);

void clua_collect(lua_State *L);
int clua_collector_runs(lua_State *L);
/* Whether a finalizer runs. */
int clua_is_finalizing(lua_State *L);
/* Whether code has set a hook of its own. */
int clua_has_hook(lua_State *L);
/* Takes such a hook away. */
void clua_drop_hook(lua_State *L);
/* Answers whether the collector ran before. */
int clua_stop_collector(lua_State *L);
void clua_restart_collector(lua_State *L);

/* --- the terminal (terminal.c) --- */

/* What a stock function does with the terminal. */
enum {
    CLUA_TERMINAL_BEFORE = 0,      /* it is about to use it */
    CLUA_TERMINAL_AFTER_LINE = 1,  /* it has, and the cursor stands at the beginning of a line as far as is known */
    CLUA_TERMINAL_WITHIN_LINE = 2, /* it has written a part of a line */
    CLUA_CHILD_INTERRUPTED = 3     /* os.execute waited for a child that SIGINT ended */
};

/* Must only return. */
typedef void (*clua_Terminal)(void *context, int use);

/* `terminal` gets the context of clua_set_context; the uses of the terminal only where it `is_shared`. */
void clua_set_terminal(lua_State *L, clua_Terminal terminal, int is_shared);

/* --- the end of the process (exit.c) --- */

/* Ends the process as os.exit is asked to; does not return. */
typedef void (*clua_Exit)(void *context, int status, int closes);

/* `function` gets the context of clua_set_context. Without one os.exit is stock Lua's. */
void clua_set_exit(lua_State *L, clua_Exit function);

/* --- the stack (api.c) --- */

/* lua_settop; it raises only for to-be-closed slots, which are never made through this header. */
void clua_settop(lua_State *L, int index);
/* table[key] without metamethods; pushes the value and answers its type. */
int clua_rawgetfield(lua_State *L, int index, const char *key, size_t length);
/* table[key] = the value on top, popped, without metamethods. */
void clua_rawsetfield(lua_State *L, int index, const char *key, size_t length);
/* lua_rawset for the key and the value on top, both popped; a nil or NaN key, for which it would raise, does nothing. */
void clua_rawsetvalue(lua_State *L, int index);
/* lua_rawset for the `count` pairs of string key and value on top, the lowest first; all popped. A nil value removes. */
void clua_rawsetpairs(lua_State *L, int index, int count);

/* Gives the table on top a tag that no script can see or give; not 0. */
void clua_set_tag(lua_State *L, int tag);
/* The tag of the metatable of a value; 0 for none. */
int clua_metatable_tag(lua_State *L, int index);
/* The source and current line of a function at `level`; 0 when there is none. */
int clua_location(lua_State *L, int level, char *source, size_t size, int *line);

/* Pushes the name that the code at `level` was loaded under and answers 1; 0, and nothing is pushed, where there is none. */
int clua_source(lua_State *L, int level);

/* Where the Lua function at `index` was written: pushes its chunk's name as it was loaded and answers 1, with the first
 * and the last line; 0, and nothing is pushed, for any other value and for functions of C. */
int clua_function_source(lua_State *L, int index, int *first, int *last);

/* --- whole tables (tables.c) --- */

typedef struct clua_Name {
    const char *start;
    size_t length;
} clua_Name;

typedef struct clua_Keys {
    size_t names;         /* keys that are strings */
    size_t items;         /* keys that are integers from 1 on */
    long long largest;    /* the largest of those; 0 for none */
    size_t others;        /* all other keys */
    int other_type;       /* of the first of them: integers, floats, booleans, then the rest by their types; else LUA_TNONE */
    int other_is_integer; /* of a number */
    union {
        int truth;
        long long integer;
        double number;
    } other;
} clua_Keys;

/* Looks at all keys of a table. The first `capacity` names that are met are stored; they are valid while the table has
 * them. */
void clua_keys(lua_State *L, int index, clua_Keys *keys, clua_Name *names, size_t capacity);
/* The keys that are integers from 1 on, in their order; answers how many were stored. */
size_t clua_item_numbers(lua_State *L, int index, long long *numbers, size_t capacity);

/* A string key of a table and its value, or the value of an item; valid while the table has them. */
typedef struct clua_Field {
    const char *name;
    size_t name_length;
    uint64_t beginning; /* of the name, for sorting */
    int type;           /* of the value */
    int is_integer;     /* of a number */
    int place;          /* where on the stack a value stands that is not told here; 0 where there was no room for it */
    union {
        int truth;
        long long integer;
        double number;
        const char *text;
    } value;
    size_t text_length;
} clua_Field;

/* Counts all keys of a table and reads what stands in it. Of a table with items only, and none missing, the first `places`
 * items at most, and answers how many. Of any other the fields, at most `capacity`, in the order of their names' bytes, and
 * answers 0. At most `places` values are pushed; the caller has made room for them and four more. */
int clua_read_table(lua_State *L, int index, clua_Keys *keys, clua_Field *fields, size_t capacity, int places);
/* The values of `count` items of a table from `first` on, without names. Each may be pushed; the caller has made room. */
void clua_items(lua_State *L, int index, long long first, clua_Field *fields, size_t count);

/* --- values from steps (builder.c) --- */

/* One step towards a value: a part of it in the order of a text, the value of a key after the key. */
enum {
    CLUA_STEP_NULL = 0,
    CLUA_STEP_FALSE = 1,
    CLUA_STEP_TRUE = 2,
    CLUA_STEP_INTEGER = 3,
    CLUA_STEP_NUMBER = 4,
    CLUA_STEP_STRING = 5,
    CLUA_STEP_KEY = 6,
    CLUA_STEP_ARRAY = 7,
    CLUA_STEP_OBJECT = 8,
    CLUA_STEP_END = 9, /* of the innermost array or object */
    CLUA_STEP_COPIED_STRING = 10,
    CLUA_STEP_COPIED_KEY = 11,
    CLUA_STEP_BITS = 4
};

typedef struct clua_Step {
    uint64_t head; /* which of them, in the lowest bits; above, the length of a text, or how many items or fields a container
                      has as far as that is known, for which room is made */
    union {
        long long integer;
        double number;
        uint64_t place; /* of a text, counted from where the texts, or the copied texts, lie */
    } value;
} clua_Step;

typedef struct clua_Builder clua_Builder;

/* A builder on a thread that is nobody else's, which outlives it. What stands for null is second from the top, the metatable
 * of arrays on top. */
clua_Builder *clua_open_builder(lua_State *L);
void clua_close_builder(clua_Builder *builder);

/* Whether nobody touched the thread since the builder last did. */
int clua_builder_is_intact(const clua_Builder *builder);

enum { CLUA_BUILD_DONE = 0, CLUA_BUILD_NO_STACK = 1, CLUA_BUILD_NO_MEMORY = 2 };

/* Takes more steps, which must be those of one value in all. Texts are copied. A null makes no field and removes one that its
 * key made before; in an array it is what stands for it. */
int clua_build(clua_Builder *builder, const clua_Step *steps, size_t count, const char *texts, const char *copies);

/* Pushes the value on another thread, or drops what there is of it where that is NULL; the builder is ready for the next. */
void clua_finish_builder(clua_Builder *builder, lua_State *to);

/* --- values to JSON (writer.c) --- */

enum { CLUA_LONGEST_NUMBER = 32 };

typedef struct clua_JSONSink {
    void *context;
    const void *null; /* the userdata that stands for null */
    int array, page;  /* the tags of the metatables of lists; those of pages may have fields, which are left out */
    /* Takes text; 0 where it has no room. */
    int (*append)(void *context, const char *bytes, size_t count);
    /* Writes a float, CLUA_LONGEST_NUMBER bytes at most, and answers how many; 0 for what JSON has not. */
    size_t (*number)(double value, char *text);
} clua_JSONSink;

/* Writes a table as JSON; 0 where something about it is unusual, or wrong, and what was appended is of no use. */
int clua_write_json(lua_State *L, int index, const clua_JSONSink *sink);

/* --- host functions (trampoline.c) --- */

/* A host function only ever returns: a count of results, CLUA_RAISE to raise the value on top, or CLUA_YIELD - n. */
typedef int32_t (*clua_Function)(lua_State *L, void *context);
typedef void (*clua_Release)(void *context);

enum { CLUA_RAISE = -1, CLUA_YIELD = -2 };

/* Pushes a Lua function that calls `function`; `release` gets `context` once, when the function is collected. */
void clua_pushfunction(lua_State *L, clua_Function function, void *context, clua_Release release);

/* --- protected calls (protected.c): a status, and on failure the error value on top in place of the operands --- */

int clua_pcall(lua_State *L, int arguments, int results, int traceback);
/* Pushes the traceback that clua_pcall kept of the last failed call, or nil, and forgets it. */
int clua_take_traceback(lua_State *L);
int clua_load(lua_State *L, const char *bytes, size_t length, const char *name, const char *mode);
/* lua_pushlstring that is refused memory as Lua code is. */
int clua_try_pushlstring(lua_State *L, const char *bytes, size_t length);
int clua_try_gettable(lua_State *L, int index);
int clua_try_settable(lua_State *L, int index);
int clua_try_getfield(lua_State *L, int index, const char *key, size_t length);
int clua_try_setfield(lua_State *L, int index, const char *key, size_t length);
int clua_try_next(lua_State *L, int index, int *more);
int clua_try_length(lua_State *L, int index);
int clua_try_tostring(lua_State *L, int index);

/* --- coroutines (coroutine.c) --- */

/* Resumes a thread that belongs to the host: it may yield by CLUA_YIELD, and `coroutine.yield` called directly in it is
 * an error. After a host yield it is resumed with a boolean and values: true returns them, false raises the first. */
int clua_resume(lua_State *thread, lua_State *from, int arguments, int *results);
/* True while `L` is the thread that clua_resume runs and nothing on its stack forbids yielding. */
int clua_can_suspend(lua_State *L);
/* Closes what a suspended or failed thread left open and empties its stack; what a closing raises is dropped. While an
 * interrupt is on it does nothing: the thread is then left to the collector, which runs no handler. */
void clua_reset_thread(lua_State *thread);

/* --- interrupts (interrupt.c) --- */

/* Makes running Lua code raise at its next instruction, and go on raising until clua_clear_interrupt: a pcall cannot
 * swallow it. Async-signal-safe on the thread that owns the state. `reason` is not 0. */
void clua_interrupt(clua_Host *host, int reason);
int clua_interrupt_reason(const clua_Host *host);
void clua_clear_interrupt(clua_Host *host);
/* The value, popped from the top, that an interrupt for this reason raises. */
void clua_set_interrupt_value(lua_State *L, int reason);

#endif
