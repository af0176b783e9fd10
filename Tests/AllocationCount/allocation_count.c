#include "allocation_count.h"

#include <errno.h>
#include <stdlib.h>

static _Thread_local size_t count, smallest;

size_t allocation_count(void) { return count; }

void allocation_count_from(size_t size) { smallest = size; }

#if defined(__GLIBC__)

// The C library allows these to be replaced, and offers its own under other names.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t number, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

bool allocation_count_is_supported(void) { return true; }

static void note(size_t size) {
  if (size >= smallest) count++;
}

void *malloc(size_t size) {
  note(size);
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  note(number * size);
  return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size) {
  note(size);
  return __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  note(size);
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  note(size);
  *memory = __libc_memalign(alignment, size);
  return *memory ? 0 : ENOMEM;
}

#else

bool allocation_count_is_supported(void) { return false; }

#endif
