/* pool.c: Lua makes and frees small blocks by the hundred thousand, and tells the size of each when it frees it. So blocks of
 * one size share a chunk without a word of their own in front of them, and taking or giving one back is a few instructions.
 *
 * Chunks come from spans, which come from the C library: one by one their alignment would waste as much as they hold. What
 * is empty goes back, a chunk to its span for blocks of any size and a span to the library. But the chunk that is used next
 * stays, and a few spans do, or what comes and goes would make and release them each time. */
#include "pool.h"

#include <stdint.h>
#include <stdlib.h>

/* A chunk is as large as its alignment, so a block's address tells its chunk. */
enum { CHUNK = 16 << 10, SPAN = 1 << 20 };

/* So many empty spans are kept. */
enum { KEPT = 16 };

typedef struct Block {
    struct Block *next;
} Block;

typedef struct PoolSpan {
    /* Neighbours in the list of those with room; of no meaning in a full one. */
    struct PoolSpan *next, *previous;
    /* Chunks that came back, linked by `next`, and where those begin that were never taken. */
    struct PoolChunk *spare;
    char *memory, *fresh;
    size_t live;
} PoolSpan;

typedef struct PoolChunk {
    struct PoolChunk *next, *previous;
    PoolSpan *span;
    Block *spare;
    char *fresh, *end;
    size_t live;
} PoolChunk;

/* Before the first block of a chunk; a multiple of the alignment that Lua asks for. */
enum { HEAD = (sizeof(PoolChunk) + POOL_STEP - 1) / POOL_STEP * POOL_STEP };

/* Both kinds are linked alike. */
#define LINK(list, node)                                    \
    do {                                                    \
        (node)->previous = NULL;                            \
        (node)->next = (list);                              \
        if ((list) != NULL) (list)->previous = (node);      \
        (list) = (node);                                    \
    } while (0)
#define UNLINK(list, node)                                                  \
    do {                                                                    \
        if ((node)->previous != NULL) (node)->previous->next = (node)->next; \
        else (list) = (node)->next;                                         \
        if ((node)->next != NULL) (node)->next->previous = (node)->previous; \
    } while (0)

static PoolChunk *chunk_of(void *block) { return (PoolChunk *)((uintptr_t)block & ~(uintptr_t)(CHUNK - 1)); }

static int has_block(const PoolChunk *chunk) { return chunk->spare != NULL || chunk->fresh < chunk->end; }

static int has_chunk(const PoolSpan *span) { return span->spare != NULL || span->fresh < span->memory + SPAN; }

static PoolSpan *make_span(void) {
    PoolSpan *span = calloc(1, sizeof *span);
    if (span == NULL) return NULL;
    span->memory = span->fresh = aligned_alloc(CHUNK, SPAN);
    if (span->memory != NULL) return span;
    free(span);
    return NULL;
}

static void free_span(PoolSpan *span) {
    free(span->memory);
    free(span);
}

static PoolChunk *take_chunk(Pool *pool, size_t block) {
    PoolSpan *span = pool->spans;
    if (span == NULL) {
        span = make_span();
        if (span == NULL) return NULL;
        LINK(pool->spans, span);
        pool->empty++;
    }
    PoolChunk *chunk = span->spare;
    if (chunk != NULL) {
        span->spare = chunk->next;
    } else {
        chunk = (PoolChunk *)span->fresh;
        span->fresh += CHUNK;
    }
    if (span->live++ == 0) pool->empty--;
    if (!has_chunk(span)) UNLINK(pool->spans, span);
    char *first = (char *)chunk + HEAD;
    *chunk = (PoolChunk){.span = span, .fresh = first, .end = first + (CHUNK - HEAD) / block * block};
    return chunk;
}

static void give_chunk(Pool *pool, PoolChunk *chunk) {
    PoolSpan *span = chunk->span;
    int was_full = !has_chunk(span);
    chunk->next = span->spare;
    span->spare = chunk;
    span->live--;
    if (was_full) LINK(pool->spans, span);
    if (span->live > 0) return;
    if (pool->empty < KEPT) {
        pool->empty++;
        return;
    }
    UNLINK(pool->spans, span);
    free_span(span);
}

void *pool_take(Pool *pool, size_t size) {
    size_t class = pool_class(size);
    size_t block = (class + 1) * POOL_STEP;
    PoolChunk *chunk = pool->room[class];
    if (chunk == NULL) {
        chunk = take_chunk(pool, block);
        if (chunk == NULL) return NULL;
        LINK(pool->room[class], chunk);
    }
    void *taken = chunk->spare;
    if (taken != NULL) {
        chunk->spare = chunk->spare->next;
    } else {
        taken = chunk->fresh;
        chunk->fresh += block;
    }
    chunk->live++;
    if (!has_block(chunk)) UNLINK(pool->room[class], chunk);
    return taken;
}

void pool_give(Pool *pool, void *block, size_t size) {
    PoolChunk **room = &pool->room[pool_class(size)];
    PoolChunk *chunk = chunk_of(block);
    int was_full = !has_block(chunk);
    Block *given = block;
    given->next = chunk->spare;
    chunk->spare = given;
    chunk->live--;
    if (was_full) LINK(*room, chunk);
    if (chunk->live > 0 || *room == chunk) return;
    UNLINK(*room, chunk);
    give_chunk(pool, chunk);
}

void pool_close(Pool *pool) {
    for (size_t class = 0; class < POOL_CLASSES; class++) {
        while (pool->room[class] != NULL) {
            PoolChunk *chunk = pool->room[class];
            UNLINK(pool->room[class], chunk);
            give_chunk(pool, chunk);
        }
    }
    while (pool->spans != NULL) {
        PoolSpan *span = pool->spans;
        UNLINK(pool->spans, span);
        free_span(span);
    }
}
