#ifndef TRACEVEIL_ARENA_H
#define TRACEVEIL_ARENA_H

#include <protobuf-c/protobuf-c.h>
#include <stddef.h>
#include <string.h>

/* Memory for one message tree: allocation moves a pointer, release zeroes and
 * frees everything at once. Belongs to one thread at a time. */
typedef struct otlp_arena otlp_arena;

/* NULL when the system has no memory. `limit` bounds the bytes the arena takes
 * from the system. */
otlp_arena *otlp_arena_create(size_t limit);

/* Zeroes and frees all of it. NULL is allowed. */
void otlp_arena_destroy(otlp_arena *arena);

/* `size` zero bytes, aligned for any field of a message; NULL past the limit. */
void *otlp_arena_allocate(otlp_arena *arena, size_t size);

/* Zeroes all that was handed out and takes it back. Keeps at most `keep` bytes
 * for what comes next and frees the rest. */
void otlp_arena_reset(otlp_arena *arena, size_t keep);

/* Allocates from the arena; its free does nothing. Lives as long as the arena. */
ProtobufCAllocator *otlp_arena_allocator(otlp_arena *arena);

/* Bytes taken from the system. */
size_t otlp_arena_reserved(const otlp_arena *arena);

/* Bytes handed out since the last reset. */
size_t otlp_arena_used(const otlp_arena *arena);

/* The memory of the chunk at `index`, from 0, and its size in `*capacity`; NULL
 * past the last one. For tests, which look for what should have been zeroed. */
const void *otlp_arena_chunk(const otlp_arena *arena, size_t index, size_t *capacity);

/* Zeroes memory that is not read again; a compiler may not leave it out. */
void otlp_wipe(void *bytes, size_t count);

/* Bytes before the NUL of a text of a message. */
static inline size_t otlp_text_length(const char *text) { return strlen(text); }

#endif
