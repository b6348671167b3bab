/* tables.c: whole tables, looked at in one walk by raw access.
 *
 * lua_next raises only for a key that is not in the table. Nothing here allocates, so nothing else runs between two steps
 * and the key is always there. */
#include "host.h"

#include <stdlib.h>
#include <string.h>

/* Counts the key on top; 0 for one that is neither a string nor an integer from 1 on. A float that is a key is no integer,
 * for Lua makes integers of those that could be. */
static int count_key(lua_State *L, clua_Keys *keys) {
    switch (lua_type(L, -1)) {
    case LUA_TSTRING: keys->names++; return 1;
    case LUA_TNUMBER: {
        int is_integer;
        long long item = lua_tointegerx(L, -1, &is_integer);
        if (!is_integer || item < 1) return 0;
        keys->items++;
        if (item > keys->largest) keys->largest = item;
        return 1;
    }
    default: return 0;
    }
}

int clua_keys(lua_State *L, int index, clua_Keys *keys, clua_Name *names, size_t capacity) {
    *keys = (clua_Keys){0, 0, 0};
    index = lua_absindex(L, index);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        size_t known = keys->names;
        if (!count_key(L, keys)) return 1;
        if (keys->names > known && known < capacity) names[known].start = lua_tolstring(L, -1, &names[known].length);
    }
    return 0;
}

/* The first eight bytes of a name as one number, of which the order is that of the bytes. */
static uint64_t beginning(const char *name, size_t length) {
    const unsigned char *bytes = (const unsigned char *)name;
    if (length >= 8) {
        uint64_t high = (uint64_t)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
        uint64_t low = (uint64_t)bytes[4] << 24 | bytes[5] << 16 | bytes[6] << 8 | bytes[7];
        return high << 32 | low;
    }
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++) number = number << 8 | bytes[i];
    return length == 0 ? 0 : number << (64 - 8 * length);
}

static int order(const clua_Field *a, const clua_Field *b) {
    if (a->beginning != b->beginning) return a->beginning < b->beginning ? -1 : 1;
    int bytes = memcmp(a->name, b->name, a->name_length < b->name_length ? a->name_length : b->name_length);
    if (bytes != 0) return bytes;
    return a->name_length < b->name_length ? -1 : a->name_length > b->name_length;
}

static int order_of(const void *a, const void *b) { return order(a, b); }

/* Sorts what objects usually have by insertion, and more by the library. */
static void sort(clua_Field *fields, size_t count) {
    if (count > 32) {
        qsort(fields, count, sizeof *fields, order_of);
        return;
    }
    for (size_t next = 1; next < count; next++) {
        if (order(&fields[next - 1], &fields[next]) <= 0) continue;
        clua_Field field = fields[next];
        size_t place = next;
        for (; place > 0 && order(&field, &fields[place - 1]) < 0; place--) fields[place] = fields[place - 1];
        fields[place] = field;
    }
}

/* Reads the value on top; 1 where it can only be told by where it stands. */
static int read_value(lua_State *L, clua_Field *field) {
    field->type = lua_type(L, -1);
    field->is_integer = 0;
    field->place = 0;
    switch (field->type) {
    case LUA_TBOOLEAN: field->value.truth = lua_toboolean(L, -1); return 0;
    case LUA_TNUMBER:
        field->is_integer = lua_isinteger(L, -1);
        if (field->is_integer) field->value.integer = lua_tointeger(L, -1);
        else field->value.number = lua_tonumber(L, -1);
        return 0;
    case LUA_TSTRING: field->value.text = lua_tolstring(L, -1, &field->text_length); return 0;
    default: return 1;
    }
}

/* Reads the items of a table that has nothing else, and no hole; else 0, and nothing is left on the stack. */
static int read_items(lua_State *L, int index, clua_Keys *keys, clua_Field *fields, size_t capacity, int places) {
    long long length = (long long)lua_rawlen(L, index);
    if (length == 0) return 0;
    int top = lua_gettop(L);
    for (long long item = 1; item <= length; item++) {
        clua_Field unused;
        clua_Field *field = (size_t)item <= capacity && item <= places ? &fields[item - 1] : &unused;
        lua_rawgeti(L, index, item);
        field->name = NULL;
        field->name_length = 0;
        if (read_value(L, field) && field != &unused) field->place = lua_gettop(L);
        else lua_pop(L, 1);
        if (field->type == LUA_TNIL) {
            lua_settop(L, top);
            return 0;
        }
    }
    lua_pushinteger(L, length);
    if (lua_next(L, index)) {
        lua_settop(L, top);
        return 0;
    }
    *keys = (clua_Keys){.items = (size_t)length, .largest = length};
    return 1;
}

int clua_read_table(
    lua_State *L, int index, clua_Keys *keys, clua_Field *fields, size_t capacity, int places, int *has_other) {
    *has_other = 0;
    index = lua_absindex(L, index);
    if (read_items(L, index, keys, fields, capacity, places)) {
        size_t most = capacity < (size_t)places ? capacity : (size_t)places;
        return (int)(keys->items < most ? keys->items : most);
    }
    *keys = (clua_Keys){0, 0, 0};
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) != LUA_TSTRING || keys->names >= capacity) {
            lua_pop(L, 1);
            if (!count_key(L, keys)) {
                *has_other = 1;
                return 0;
            }
            continue;
        }
        clua_Field *field = &fields[keys->names++];
        field->name = lua_tolstring(L, -2, &field->name_length);
        field->beginning = beginning(field->name, field->name_length);
        if (read_value(L, field) && places > 0) {
            places--;
            lua_insert(L, -2);
            field->place = lua_gettop(L) - 1;
        } else {
            lua_pop(L, 1);
        }
    }
    sort(fields, keys->names < capacity ? keys->names : capacity);
    return 0;
}

void clua_items(lua_State *L, int index, long long first, clua_Field *fields, size_t count) {
    index = lua_absindex(L, index);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, first + (long long)i);
        fields[i].name = NULL;
        fields[i].name_length = 0;
        if (read_value(L, &fields[i])) fields[i].place = lua_gettop(L);
        else lua_pop(L, 1);
    }
}
