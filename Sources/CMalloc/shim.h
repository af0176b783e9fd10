/* Swift's module of glibc leaves <malloc.h> out. */
#ifndef TRACEVEIL_CMALLOC_H
#define TRACEVEIL_CMALLOC_H

#include <stddef.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

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

#endif
