/* pool.h: the small blocks of one state. Not visible to Swift. */
#ifndef CLUA_POOL_H
#define CLUA_POOL_H

#include <stddef.h>

/* Blocks of up to this many bytes come from the pool: nearly all tables, strings, nodes and closures. */
enum { POOL_LARGEST = 512, POOL_STEP = 8, POOL_CLASSES = POOL_LARGEST / POOL_STEP };

struct PoolChunk;
struct PoolSpan;

/* All zero, it is empty. */
typedef struct Pool {
    /* For each size the chunks that have room for a block, in a list. */
    struct PoolChunk *room[POOL_CLASSES];
    /* The spans that have room for a chunk, and how many of them are empty. */
    struct PoolSpan *spans;
    size_t empty;
} Pool;

/* A block of `size` bytes, which is not 0 and at most POOL_LARGEST; NULL without memory. */
void *pool_take(Pool *pool, size_t size);
/* Gives back a block that was taken with a size of the same class. */
void pool_give(Pool *pool, void *block, size_t size);
/* Releases what is left when every block was given back. */
void pool_close(Pool *pool);

/* Sizes of one class share blocks. */
static inline size_t pool_class(size_t size) { return (size - 1) / POOL_STEP; }

#endif
