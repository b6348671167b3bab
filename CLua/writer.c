/* writer.c: values as JSON text, the usual ones: by raw access, fields in the order of their names' bytes. What is wrong with
 * a value, and where in it, is for others to say: here it is only given up. */
#include "host.h"

#include <stdlib.h>
#include <string.h>

/* Text is handed on by so many bytes. */
enum { CHUNK = 16 << 10 };
/* Deeper values are seldom, or hold themselves. */
enum { DEEPEST = 100 };
/* So many values that are no scalars may stand on the stack for each table. */
enum { STANDING = 32 };

typedef struct Writer {
    lua_State *L;
    const clua_JSONSink *sink;
    clua_Field *fields;
    size_t count, capacity;
    size_t used;
    char chunk[CHUNK];
} Writer;

static int flush(Writer *writer) {
    size_t used = writer->used;
    writer->used = 0;
    return used == 0 || writer->sink->append(writer->sink->context, writer->chunk, used);
}

static inline int reserve(Writer *writer, size_t more) { return CHUNK - writer->used >= more || flush(writer); }

static inline int put(Writer *writer, char byte) {
    if (!reserve(writer, 1)) return 0;
    writer->chunk[writer->used++] = byte;
    return 1;
}

static int put_bytes(Writer *writer, const char *bytes, size_t length) {
    if (length > CHUNK / 2) return flush(writer) && writer->sink->append(writer->sink->context, bytes, length);
    if (!reserve(writer, length)) return 0;
    memcpy(writer->chunk + writer->used, bytes, length);
    writer->used += length;
    return 1;
}

static int put_integer(Writer *writer, long long value) {
    char digits[20];
    size_t first = sizeof digits;
    unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    do {
        digits[--first] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    return (value >= 0 || put(writer, '-')) && put_bytes(writer, digits + first, sizeof digits - first);
}

static int put_number(Writer *writer, double value) {
    if (!reserve(writer, CLUA_LONGEST_NUMBER)) return 0;
    size_t length = writer->sink->number(value, writer->chunk + writer->used);
    writer->used += length;
    return length > 0;
}

/* The top bit of each byte tells that it is a quotation mark, a backslash, a control byte or not ASCII; the lowest such mark is
 * always right, and no mark means that there is none. */
static inline uint64_t marks(uint64_t word) {
    const uint64_t ones = 0x0101010101010101u;
    uint64_t quote = word ^ ones * 0x22, backslash = word ^ ones * 0x5C;
    return (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) | ((word - ones * 0x20) & ~word) | word)
        & ones * 0x80;
}

static int is_plain(unsigned char byte) { return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\'; }

/* The length of the UTF-8 sequence that begins with a byte that is not ASCII; 0 where it is none. */
static size_t sequence(const unsigned char *bytes, size_t left) {
    unsigned char first = bytes[0], low = 0x80, high = 0xBF;
    size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || left < length) return 0;
    if (first == 0xE0) low = 0xA0;
    if (first == 0xED) high = 0x9F;
    if (first == 0xF0) low = 0x90;
    if (first == 0xF4) high = 0x8F;
    if (bytes[1] < low || bytes[1] > high) return 0;
    for (size_t i = 2; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) return 0;
    }
    return length;
}

static int put_escape(Writer *writer, unsigned char byte) {
    static const char hex[] = "0123456789abcdef";
    char text[6] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
    switch (byte) {
    case '"':
    case '\\': text[1] = (char)byte; break;
    case '\b': text[1] = 'b'; break;
    case '\t': text[1] = 't'; break;
    case '\n': text[1] = 'n'; break;
    case '\f': text[1] = 'f'; break;
    case '\r': text[1] = 'r'; break;
    default: return put_bytes(writer, text, 6);
    }
    return put_bytes(writer, text, 2);
}

/* The rest of a string, from a byte on that is not plain. */
static int put_unusual(Writer *writer, const char *text, size_t length) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t run = 0, place = 0;
    while (place < length) {
        if (is_plain(bytes[place])) {
            place++;
        } else if (bytes[place] >= 0x80) {
            size_t sequence_length = sequence(bytes + place, length - place);
            if (sequence_length == 0) return 0;
            place += sequence_length;
        } else {
            if (!put_bytes(writer, text + run, place - run) || !put_escape(writer, bytes[place])) return 0;
            run = ++place;
        }
    }
    return put_bytes(writer, text + run, length - run);
}

static int put_text(Writer *writer, const char *text, size_t length, char after) {
    if (length > CHUNK / 4) {
        return put(writer, '"') && put_unusual(writer, text, length) && put(writer, '"') && (after == 0 || put(writer, after));
    }
    if (!reserve(writer, length + 16)) return 0;
    char *target = writer->chunk + writer->used;
    *target++ = '"';
    size_t place = 0;
    while (length - place >= 8) {
        uint64_t word;
        memcpy(&word, text + place, 8);
        if (marks(word) != 0) goto unusual;
        memcpy(target + place, &word, 8);
        place += 8;
    }
    for (; place < length; place++) {
        if (!is_plain((unsigned char)text[place])) goto unusual;
        target[place] = text[place];
    }
    target[length] = '"';
    target[length + 1] = after;
    writer->used += length + 2 + (after != 0);
    return 1;
unusual:
    writer->used += 1 + place;
    return put_unusual(writer, text + place, length - place) && put(writer, '"') && (after == 0 || put(writer, after));
}

static int put_table(Writer *writer, int index, int depth);

static int put_other(Writer *writer, int index, int depth) {
    lua_State *L = writer->L;
    if (lua_type(L, index) == LUA_TTABLE) return put_table(writer, lua_absindex(L, index), depth);
    return lua_type(L, index) == LUA_TUSERDATA && lua_touserdata(L, index) == writer->sink->null
        && put_bytes(writer, "null", 4);
}

/* Writes a value that was read of the table at `index`. */
static int put_value(Writer *writer, const clua_Field *field, int index, int depth) {
    lua_State *L = writer->L;
    switch (field->type) {
    case LUA_TSTRING: return put_text(writer, field->value.text, field->text_length, 0);
    case LUA_TNUMBER:
        return field->is_integer ? put_integer(writer, field->value.integer) : put_number(writer, field->value.number);
    case LUA_TBOOLEAN: return field->value.truth ? put_bytes(writer, "true", 4) : put_bytes(writer, "false", 5);
    default:
        if (field->place != 0) return put_other(writer, field->place, depth);
        clua_rawgetfield(L, index, field->name, field->name_length);
        int is_done = put_other(writer, -1, depth);
        lua_pop(L, 1);
        return is_done;
    }
}

static int grow(Writer *writer, size_t more) {
    size_t capacity = writer->capacity * 2 > writer->count + more ? writer->capacity * 2 : writer->count + more;
    clua_Field *wider = realloc(writer->fields, capacity * sizeof *wider);
    if (wider == NULL) return 0;
    writer->fields = wider;
    writer->capacity = capacity;
    return 1;
}

/* Writes the fields from `first` on; the list of them may move meanwhile. */
static int put_fields(Writer *writer, size_t first, size_t count, int index, int depth) {
    for (size_t i = 0; i < count; i++) {
        clua_Field field = writer->fields[first + i];
        if (i > 0 && !put(writer, ',')) return 0;
        if (!put_text(writer, field.name, field.name_length, ':')) return 0;
        if (!put_value(writer, &field, index, depth)) return 0;
    }
    return 1;
}

static int put_items(Writer *writer, size_t first, size_t count, int index, int depth, int is_first) {
    for (size_t i = 0; i < count; i++) {
        clua_Field field = writer->fields[first + i];
        if ((i > 0 || !is_first) && !put(writer, ',')) return 0;
        if (!put_value(writer, &field, index, depth)) return 0;
    }
    return 1;
}

/* Writes a list of which the first `read` items were read. */
static int put_list(Writer *writer, size_t first, size_t read, size_t count, int index, int depth) {
    lua_State *L = writer->L;
    int top = lua_gettop(L);
    if (!put(writer, '[') || !put_items(writer, first, read, index, depth, 1)) return 0;
    for (size_t done = read; done < count;) {
        size_t most = count - done < STANDING ? count - done : STANDING;
        if (writer->capacity - first < most && !grow(writer, most)) return 0;
        /* What the first ones left there is not needed any more. */
        lua_settop(L, top);
        if (!lua_checkstack(L, STANDING + 8)) return 0;
        writer->count = first;
        clua_items(L, index, (long long)done + 1, writer->fields + first, most);
        writer->count = first + most;
        if (!put_items(writer, first, most, index, depth, done == 0)) return 0;
        done += most;
    }
    return put(writer, ']');
}

static int put_table(Writer *writer, int index, int depth) {
    lua_State *L = writer->L;
    /* A few tables that hold each other twice are millions to write. */
    if (depth > DEEPEST || host_of(L)->interrupt || !lua_checkstack(L, STANDING + 8)) return 0;
    int tag = clua_metatable_tag(L, index);
    if (tag != 0 && tag != writer->sink->array && tag != writer->sink->page) return 0;
    int top = lua_gettop(L);
    size_t first = writer->count;
    clua_Keys keys;
    int items;
    for (;;) {
        if (writer->capacity - first < STANDING && !grow(writer, STANDING)) return 0;
        items = clua_read_table(L, index, &keys, writer->fields + first, writer->capacity - first, STANDING);
        if (keys.others > 0) return 0;
        if (keys.names <= writer->capacity - first) break;
        lua_settop(L, top);
        if (!grow(writer, keys.names)) return 0;
    }
    writer->count = first + keys.names + (size_t)items;
    int is_done;
    if (keys.items > 0 || tag != 0) {
        int fits = (keys.names == 0 || tag == writer->sink->page) && keys.largest == (long long)keys.items;
        is_done = fits && put_list(writer, first, (size_t)items, keys.items, index, depth + 1);
    } else {
        is_done = put(writer, '{') && put_fields(writer, first, keys.names, index, depth + 1) && put(writer, '}');
    }
    writer->count = first;
    lua_settop(L, top);
    return is_done;
}

int clua_write_json(lua_State *L, int index, const clua_JSONSink *sink) {
    Writer *writer = malloc(sizeof *writer);
    if (writer == NULL) return 0;
    writer->L = L;
    writer->sink = sink;
    writer->fields = NULL;
    writer->count = writer->capacity = writer->used = 0;
    int top = lua_gettop(L);
    int is_done = lua_type(L, index) == LUA_TTABLE && put_table(writer, lua_absindex(L, index), 0) && flush(writer);
    lua_settop(L, top);
    free(writer->fields);
    free(writer);
    return is_done;
}
