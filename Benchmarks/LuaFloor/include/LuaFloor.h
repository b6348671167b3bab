/* LuaFloor.h: what building Lua's tables costs by the bare C API, for a reader of text to be compared with. */
#ifndef LUA_FLOOR_H
#define LUA_FLOOR_H

#include <stddef.h>
#include <stdint.h>

enum {
    FLOOR_NULL,
    FLOOR_FALSE,
    FLOOR_TRUE,
    FLOOR_INTEGER,
    FLOOR_NUMBER,
    FLOOR_STRING,
    FLOOR_KEY,
    FLOOR_ARRAY,
    FLOOR_OBJECT,
    FLOOR_END
};

typedef struct floor_Step {
    int kind;
    size_t size; /* of a text its length, of a container how many values or fields it has */
    union {
        long long integer;
        double number;
        const char *text;
    } value;
} floor_Step;

/* Pushes the value of the steps, of which each container says its size. `null` and `array`, two indices, are what stands for
 * null and the metatable of arrays. The steps are known to be right, and the stack to have room. */
void floor_build(void *state, const floor_Step *steps, size_t count, int null, int array);

#endif
