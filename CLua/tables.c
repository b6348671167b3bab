/* tables.c: whole tables, looked at by raw access.
 *
 * Where a key lies in a table, and so in which order lua_next meets it, depends on how the table grew and on the seed of the
 * state's hashes. Every answer here is one for all keys, whatever that order: what a table has is known only at the end of a
 * whole walk. lua_rawlen is no answer, for a table with holes has several lengths.
 *
 * lua_next raises only for a key that is not in the table. Nothing here allocates, so nothing else runs between two steps
 * and the key is always there. */
#include "host.h"

#include <stdlib.h>
#include <string.h>

/* Whether the key on top stands before the one that is noted: integers, floats, booleans, then the rest by their types. */
static int is_before(lua_State *L, const clua_Keys *keys) {
    int type = lua_type(L, -1);
    if (keys->others == 0) return 1;
    if (type != LUA_TNUMBER || keys->other_type != LUA_TNUMBER) {
        int rank = type == LUA_TNUMBER ? -1 : type;
        int noted = keys->other_type == LUA_TNUMBER ? -1 : keys->other_type;
        if (rank != noted || type != LUA_TBOOLEAN) return rank < noted;
        return lua_toboolean(L, -1) < keys->other.truth;
    }
    int is_integer = lua_isinteger(L, -1);
    if (is_integer != keys->other_is_integer) return is_integer;
    return is_integer ? lua_tointeger(L, -1) < keys->other.integer : lua_tonumber(L, -1) < keys->other.number;
}

/* Counts the key on top among those that are neither names nor items, and notes the first of them in their order. */
static void count_other(lua_State *L, clua_Keys *keys) {
    int is_first = is_before(L, keys);
    keys->others++;
    if (!is_first) return;
    keys->other_type = lua_type(L, -1);
    keys->other_is_integer = lua_isinteger(L, -1);
    if (keys->other_is_integer) keys->other.integer = lua_tointeger(L, -1);
    else if (keys->other_type == LUA_TNUMBER) keys->other.number = lua_tonumber(L, -1);
    else keys->other.truth = lua_toboolean(L, -1);
}

/* Counts the key on top. A float that is a key is no integer, for Lua makes integers of those that could be. */
static void count_key(lua_State *L, clua_Keys *keys) {
    if (lua_type(L, -1) == LUA_TSTRING) {
        keys->names++;
        return;
    }
    long long item = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    if (item < 1) {
        count_other(L, keys);
        return;
    }
    keys->items++;
    if (item > keys->largest) keys->largest = item;
}

void clua_keys(lua_State *L, int index, clua_Keys *keys, clua_Name *names, size_t capacity) {
    *keys = (clua_Keys){.other_type = LUA_TNONE};
    index = lua_absindex(L, index);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        size_t known = keys->names;
        count_key(L, keys);
        if (keys->names > known && known < capacity) names[known].start = lua_tolstring(L, -1, &names[known].length);
    }
}

static int order_of_numbers(const void *a, const void *b) {
    long long first = *(const long long *)a, second = *(const long long *)b;
    return (first > second) - (first < second);
}

size_t clua_item_numbers(lua_State *L, int index, long long *numbers, size_t capacity) {
    size_t count = 0;
    index = lua_absindex(L, index);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        lua_pop(L, 1);
        long long item = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
        if (item >= 1 && count < capacity) numbers[count++] = item;
    }
    qsort(numbers, count, sizeof *numbers, order_of_numbers);
    return count;
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

/* What objects usually have is sorted by insertion, and more by the library. */
enum { FEW = 32 };

/* Sorts the places of at most FEW fields, and then moves each field once: they are large. */
static void sort_few(clua_Field *fields, size_t count) {
    unsigned char from[FEW]; /* where the field for each place is */
    for (size_t next = 0; next < count; next++) {
        size_t place = next;
        for (; place > 0 && order(&fields[next], &fields[from[place - 1]]) < 0; place--) from[place] = from[place - 1];
        from[place] = (unsigned char)next;
    }
    for (size_t first = 0; first < count; first++) {
        if (from[first] == first) continue;
        clua_Field field = fields[first];
        size_t place = first;
        while (from[place] != first) {
            size_t next = from[place];
            fields[place] = fields[next];
            from[place] = (unsigned char)place;
            place = next;
        }
        fields[place] = field;
        from[place] = (unsigned char)place;
    }
}

static void sort(clua_Field *fields, size_t count) {
    if (count > FEW) qsort(fields, count, sizeof *fields, order_of);
    else sort_few(fields, count);
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

/* Reads the value on top into `field`, which has no name, and takes it off the stack, unless that is where it must stand:
 * then its key, which is above all else, stays on top of it where there is one. */
static void read_item(lua_State *L, clua_Field *field, int has_key) {
    field->name = NULL;
    field->name_length = 0;
    if (!read_value(L, field)) {
        lua_pop(L, 1);
        return;
    }
    if (has_key) lua_insert(L, -2);
    field->place = lua_gettop(L) - has_key;
}

/* How a walk ended. */
enum { MET_A_FIELD = -1, NOT_IN_ORDER = 0, IN_ORDER = 1 };

/* Reads the first `most` items of a table whose keys are met in the order 1, 2, 3 and so on to the last, as they nearly always
 * are in a list. Where the first key is a name it and its value are left on the stack, else nothing. */
static int read_in_order(lua_State *L, int index, clua_Keys *keys, clua_Field *fields, size_t most) {
    int top = lua_gettop(L);
    size_t count = 0;
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (!lua_isinteger(L, -2) || lua_tointeger(L, -2) != (long long)count + 1) {
            if (count == 0 && lua_type(L, -2) == LUA_TSTRING) return MET_A_FIELD;
            lua_settop(L, top);
            return NOT_IN_ORDER;
        }
        if (count < most) read_item(L, &fields[count], 1);
        else lua_pop(L, 1);
        count++;
    }
    keys->items = count;
    keys->largest = (long long)count;
    return IN_ORDER;
}

void clua_items(lua_State *L, int index, long long first, clua_Field *fields, size_t count) {
    index = lua_absindex(L, index);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, first + (long long)i);
        read_item(L, &fields[i], 0);
    }
}

/* Reads the fields, and counts all keys; where the walk has begun, the first key and its value are on the stack. */
static void read_fields(
    lua_State *L, int index, clua_Keys *keys, clua_Field *fields, size_t capacity, int places, int has_begun) {
    if (!has_begun) lua_pushnil(L);
    for (; has_begun || lua_next(L, index); has_begun = 0) {
        if (lua_type(L, -2) != LUA_TSTRING || keys->names >= capacity) {
            lua_pop(L, 1);
            count_key(L, keys);
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
}

int clua_read_table(lua_State *L, int index, clua_Keys *keys, clua_Field *fields, size_t capacity, int places) {
    *keys = (clua_Keys){.other_type = LUA_TNONE};
    index = lua_absindex(L, index);
    size_t most = capacity < (size_t)places ? capacity : (size_t)places;
    int walk = read_in_order(L, index, keys, fields, most);
    int is_read = walk == IN_ORDER;
    if (!is_read) read_fields(L, index, keys, fields, capacity, places, walk == MET_A_FIELD);
    if (keys->names > 0 || keys->others > 0 || keys->largest != (long long)keys->items) return 0;
    if (keys->items < most) most = keys->items;
    if (!is_read) clua_items(L, index, 1, fields, most);
    return (int)most;
}
