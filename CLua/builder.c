/* builder.c: values made of steps, as a reader of text has them, by raw access.
 *
 * Texts have the same few names, and often the same few words, over and over. Each that was met stands on the stack of a
 * thread that is the builder's own, where it is found by its length, its first eight and its last eight bytes; so it need not
 * be looked for among all strings of the state. Nothing but Lua's own string is ever pushed for it, and only when it is
 * equal. */
#include "host.h"

#include <stdlib.h>
#include <string.h>

/* Names and values apart: a name is met again sooner than one of many values. */
enum { PLACES = 128, KINDS = 2 };

/* Longer texts are seldom met again, and the last ones that Lua interns are this long. */
enum { LONGEST = 40 };

/* Longer texts are refused as they are to Lua code. */
enum { LARGE = 4096 };

/* Room for as many containers is kept for the next value. */
enum { DEPTH_KEPT = 256 };

typedef struct Known {
    uint64_t first, last;
    const char *text; /* Lua's own */
} Known;

struct clua_Builder {
    lua_State *L;
    int marks, places; /* where on the stack the marks of null and arrays stand, and the first string that is known */
    int top;
    size_t depth, room;
    long long *items; /* of each container that is open: how many items an array has, -1 for an object */
    unsigned char lengths[KINDS][PLACES]; /* 0 where none is known */
    Known known[KINDS][PLACES];
};

clua_Builder *clua_open_builder(lua_State *L) {
    clua_Builder *builder = malloc(sizeof *builder);
    if (builder == NULL || !lua_checkstack(L, KINDS * PLACES + 8)) abort(); /* as the allocator does for Swift */
    memset(builder->lengths, 0, sizeof builder->lengths);
    builder->depth = builder->room = 0;
    builder->items = NULL;
    builder->L = L;
    builder->marks = lua_gettop(L) - 1;
    builder->places = lua_gettop(L) + 1;
    builder->top = builder->places + KINDS * PLACES - 1;
    lua_settop(L, builder->top);
    return builder;
}

void clua_close_builder(clua_Builder *builder) {
    free(builder->items);
    free(builder);
}

int clua_builder_is_intact(const clua_Builder *builder) { return lua_gettop(builder->L) == builder->top; }

void clua_finish_builder(clua_Builder *builder, lua_State *to) {
    if (to != NULL) lua_xmove(builder->L, to, 1);
    builder->top = builder->places + KINDS * PLACES - 1;
    lua_settop(builder->L, builder->top);
    builder->depth = 0;
    if (builder->room <= DEPTH_KEPT) return;
    free(builder->items);
    builder->items = NULL;
    builder->room = 0;
}

static uint64_t load8(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static uint32_t load4(const char *bytes) {
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* Pushes a text of 1 to LONGEST bytes. */
static void push_known(clua_Builder *builder, const char *text, size_t length, int kind) {
    uint64_t first, last;
    if (length >= 8) {
        first = load8(text);
        last = load8(text + length - 8);
    } else if (length >= 4) {
        first = load4(text);
        last = load4(text + length - 4);
    } else {
        first = (unsigned char)text[0] | (uint64_t)(unsigned char)text[length / 2] << 8;
        last = (unsigned char)text[length - 1];
    }
    uint64_t hash = (first ^ (last << 7 | last >> 57) ^ length) * 0x9E3779B97F4A7C15u;
    size_t place = hash >> 57;
    Known *known = &builder->known[kind][place];
    int index = builder->places + kind * PLACES + (int)place;
    unsigned char *known_length = &builder->lengths[kind][place];
    if (*known_length == length && known->first == first && known->last == last
        && (length <= 16 || memcmp(known->text + 8, text + 8, length - 16) == 0)) {
        lua_pushvalue(builder->L, index);
        return;
    }
    *known = (Known){first, last, lua_pushlstring(builder->L, text, length)};
    *known_length = (unsigned char)length;
    lua_copy(builder->L, -1, index);
}

/* 0 where there is no memory for it; then nothing is pushed. */
static int push_text(clua_Builder *builder, const char *text, size_t length, int kind) {
    if (length - 1 < LONGEST) {
        push_known(builder, text, length, kind);
    } else if (length <= LARGE) {
        lua_pushlstring(builder->L, text, length);
    } else if (clua_try_pushlstring(builder->L, text, length) != LUA_OK) {
        lua_pop(builder->L, 1); /* what was raised says no more, and an interrupt raises anew */
        return 0;
    }
    return 1;
}

/* Notes a container as open; 0 where there is no room for it. */
static int open(clua_Builder *builder, long long items) {
    if (builder->depth == builder->room) {
        size_t room = builder->room * 2 + 16;
        long long *wider = realloc(builder->items, room * sizeof *wider);
        if (wider == NULL) return 0;
        builder->items = wider;
        builder->room = room;
    }
    builder->items[builder->depth++] = items;
    return 1;
}

/* Places may be addresses, with nothing that they are counted from. */
static const char *text_at(const char *texts, const clua_Step *step) {
    return (const char *)((uintptr_t)texts + (uintptr_t)step->value.place);
}

static int size_of(uint64_t count) { return count > INT32_MAX ? INT32_MAX : (int)count; }

int clua_build(clua_Builder *builder, const clua_Step *steps, size_t count, const char *texts, const char *copies) {
    lua_State *L = builder->L;
    if (!clua_builder_is_intact(builder)) return CLUA_BUILD_NO_STACK; /* a finalizer closed the thread between portions */
    for (const clua_Step *step = steps, *end = steps + count; step < end; step++) {
        uint64_t size = step->head >> CLUA_STEP_BITS;
        switch (step->head & ((1 << CLUA_STEP_BITS) - 1)) {
        case CLUA_STEP_KEY:
            if (!push_text(builder, text_at(texts, step), size, 0)) return CLUA_BUILD_NO_MEMORY;
            continue;
        case CLUA_STEP_COPIED_KEY:
            if (!push_text(builder, text_at(copies, step), size, 0)) return CLUA_BUILD_NO_MEMORY;
            continue;
        case CLUA_STEP_COPIED_STRING:
            if (!push_text(builder, text_at(copies, step), size, 1)) return CLUA_BUILD_NO_MEMORY;
            break;
        case CLUA_STEP_STRING:
            if (!push_text(builder, text_at(texts, step), size, 1)) return CLUA_BUILD_NO_MEMORY;
            break;
        case CLUA_STEP_INTEGER: lua_pushinteger(L, step->value.integer); break;
        case CLUA_STEP_NUMBER: lua_pushnumber(L, step->value.number); break;
        case CLUA_STEP_FALSE: lua_pushboolean(L, 0); break;
        case CLUA_STEP_TRUE: lua_pushboolean(L, 1); break;
        case CLUA_STEP_NULL:
            /* Setting nil makes no field, and takes away one that the same key made before. */
            if (builder->depth > 0 && builder->items[builder->depth - 1] < 0) lua_pushnil(L);
            else lua_pushvalue(L, builder->marks);
            break;
        case CLUA_STEP_ARRAY:
        case CLUA_STEP_OBJECT: {
            int is_array = (step->head & ((1 << CLUA_STEP_BITS) - 1)) == CLUA_STEP_ARRAY;
            if (!lua_checkstack(L, 8)) return CLUA_BUILD_NO_STACK;
            if (!open(builder, is_array ? 0 : -1)) return CLUA_BUILD_NO_MEMORY;
            lua_createtable(L, is_array ? size_of(size) : 0, is_array ? 0 : size_of(size));
            continue;
        }
        default: /* CLUA_STEP_END */
            if (builder->items[--builder->depth] < 0) break;
            lua_pushvalue(L, builder->marks + 1);
            lua_setmetatable(L, -2);
        }
        if (builder->depth == 0) continue;
        long long *items = &builder->items[builder->depth - 1];
        if (*items < 0) lua_rawset(L, -3);
        else lua_rawseti(L, -2, ++*items);
    }
    builder->top = lua_gettop(L);
    return CLUA_BUILD_DONE;
}
