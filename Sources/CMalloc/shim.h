/* Swift's module of glibc leaves <malloc.h> and `mremap` out, and no two systems zero memory by the same name. */
#ifndef TRACEVEIL_CMALLOC_H
#define TRACEVEIL_CMALLOC_H

#include <stddef.h>

/* Says whether this is glibc, which a compiler's own <stddef.h> does not. */
#if __has_include(<features.h>)
#include <features.h>
#endif

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#if defined(__linux__)
/* <sys/mman.h> has it under _GNU_SOURCE alone. */
extern void *mremap(void *start, size_t size, size_t new_size, int flags, ...);
#endif

/* Makes pages that `mmap` has given more, at another address if need be. NULL where that fails, and where the system
 * has no such thing; then they are as they were. */
static inline void *cmalloc_grow_pages(void *start, size_t size, size_t new_size) {
#if defined(__linux__)
  void *moved = mremap(start, size, new_size, 1 /* MREMAP_MAYMOVE */);
  return moved == (void *)-1 ? NULL : moved;
#else
  (void)start;
  (void)size;
  (void)new_size;
  return NULL;
#endif
}

/* <string.h> has it where a macro asks for it before anyone else includes that. */
#if defined(__APPLE__)
extern int memset_s(void *start, size_t room, int byte, size_t size);
#else
extern void explicit_bzero(void *start, size_t size);
#endif

/* Zeroes memory that is not read again, which a compiler may not leave out. */
static inline void cmalloc_wipe(void *start, size_t size) {
#if defined(__APPLE__)
  memset_s(start, size, 0, size);
#else
  explicit_bzero(start, size);
#endif
}

/* Has freed memory kept for what comes next: blocks of less than `block` bytes, and up to `kept` bytes for each thread
 * that allocates. Does nothing with another allocator than glibc's. */
static inline void cmalloc_keep(int block, int kept) {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, block);
  mallopt(M_TRIM_THRESHOLD, kept);
#else
  (void)block;
  (void)kept;
#endif
}

/* Gives freed memory of all threads back that `cmalloc_keep` has had kept, but for what is in use round it. */
static inline void cmalloc_trim(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

#endif
