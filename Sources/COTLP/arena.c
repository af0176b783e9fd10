#include "arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
  alignment = 8,
  smallest_chunk = 64 << 10,
  largest_chunk = 1 << 20,
};

typedef struct chunk {
  struct chunk *next;
  size_t capacity;
  size_t used;
  /* Bytes from mmap; 0 for memory from malloc. */
  size_t mapped;
  /* A flexible array of these keeps the bytes aligned. */
  uint64_t bytes[];
} chunk;

struct otlp_arena {
  ProtobufCAllocator allocator;
  chunk *first;
  /* Where small allocations go. Chunks behind it are empty. */
  chunk *current;
  size_t reserved;
  size_t limit;
  size_t next_capacity;
};

void otlp_wipe(void *bytes, size_t count) {
  if (count == 0) return;
  memset(bytes, 0, count);
  /* Tells the compiler that the zeroes are read. */
  __asm__ __volatile__("" : : "r"(bytes) : "memory");
}

static void *allocate_for_protobuf(void *arena, size_t size) { return otlp_arena_allocate(arena, size); }

static void free_nothing(void *arena, void *pointer) {
  (void)arena;
  (void)pointer;
}

otlp_arena *otlp_arena_create(size_t limit) {
  otlp_arena *arena = calloc(1, sizeof *arena);
  if (arena == NULL) return NULL;
  arena->allocator = (ProtobufCAllocator){allocate_for_protobuf, free_nothing, arena};
  arena->limit = limit;
  arena->next_capacity = smallest_chunk;
  return arena;
}

void otlp_arena_destroy(otlp_arena *arena) {
  if (arena == NULL) return;
  otlp_arena_reset(arena, 0);
  free(arena);
}

/* Large chunks are mapped: what malloc gets back it may keep, for each thread, as
 * much as the thread ever had. */
static chunk *new_chunk(size_t whole) {
  if (whole < largest_chunk) return calloc(1, whole);
  chunk *made = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (made == MAP_FAILED) return NULL;
  made->mapped = whole;
  return made;
}

static void free_chunk(chunk *one) {
  if (one->mapped > 0) {
    munmap(one, one->mapped);
  } else {
    free(one);
  }
}

/* An empty chunk, in no list yet. It is zero: a chunk handed out, wiped and
 * handed out again gives the same bytes as a new one. */
static chunk *make_chunk(otlp_arena *arena, size_t capacity) {
  size_t left = arena->limit - arena->reserved;
  if (left < sizeof(chunk) || left - sizeof(chunk) < capacity) return NULL;
  chunk *made = new_chunk(sizeof(chunk) + capacity);
  if (made == NULL) return NULL;
  made->capacity = capacity;
  arena->reserved += sizeof(chunk) + capacity;
  return made;
}

static void *take(chunk *from, size_t size) {
  void *bytes = (char *)from->bytes + from->used;
  from->used += size;
  return bytes;
}

/* Something large gets a chunk of its own, so that the rest of the current one
 * is not lost. */
static void *allocate_alone(otlp_arena *arena, size_t size) {
  chunk *made = make_chunk(arena, size);
  if (made == NULL) return NULL;
  made->next = arena->first;
  arena->first = made;
  if (arena->current == NULL) arena->current = made;
  return take(made, size);
}

static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

static void *allocate_from_next_chunk(otlp_arena *arena, size_t size) {
  chunk *current = arena->current;
  chunk *next = current == NULL ? arena->first : current->next;
  if (next == NULL || next->capacity < size) {
    size_t left = arena->limit - arena->reserved;
    size_t room = left < sizeof(chunk) ? 0 : (left - sizeof(chunk)) & ~(size_t)(alignment - 1);
    size_t capacity = smaller(arena->next_capacity, room);
    chunk *made = make_chunk(arena, capacity < size ? size : capacity);
    if (made == NULL) return NULL;
    arena->next_capacity = smaller(arena->next_capacity * 2, largest_chunk);
    made->next = next;
    if (current == NULL) {
      arena->first = made;
    } else {
      current->next = made;
    }
    next = made;
  }
  arena->current = next;
  return take(next, size);
}

void *otlp_arena_allocate(otlp_arena *arena, size_t size) {
  if (size > arena->limit) return NULL;
  size = (size + alignment - 1) & ~(size_t)(alignment - 1);
  chunk *current = arena->current;
  if (current != NULL && current->capacity - current->used >= size) return take(current, size);
  if (size > arena->next_capacity / 4) return allocate_alone(arena, size);
  return allocate_from_next_chunk(arena, size);
}

void otlp_arena_reset(otlp_arena *arena, size_t keep) {
  chunk **link = &arena->first;
  size_t kept = 0;
  while (*link != NULL) {
    chunk *one = *link;
    size_t whole = sizeof(chunk) + one->capacity;
    otlp_wipe(one->bytes, one->used);
    one->used = 0;
    if (whole <= keep - kept) {
      kept += whole;
      link = &one->next;
    } else {
      *link = one->next;
      arena->reserved -= whole;
      free_chunk(one);
    }
  }
  arena->current = arena->first;
  if (arena->first == NULL) arena->next_capacity = smallest_chunk;
}

ProtobufCAllocator *otlp_arena_allocator(otlp_arena *arena) { return &arena->allocator; }

size_t otlp_arena_reserved(const otlp_arena *arena) { return arena->reserved; }

size_t otlp_arena_used(const otlp_arena *arena) {
  size_t used = 0;
  for (const chunk *one = arena->first; one != NULL; one = one->next) used += one->used;
  return used;
}

const void *otlp_arena_chunk(const otlp_arena *arena, size_t index, size_t *capacity) {
  const chunk *one = arena->first;
  while (one != NULL && index-- > 0) one = one->next;
  *capacity = one == NULL ? 0 : one->capacity;
  return one == NULL ? NULL : one->bytes;
}
