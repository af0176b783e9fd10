// How often this thread has allocated memory. Linked into a test bundle, it takes the place of malloc.
#ifndef TRACEVEIL_ALLOCATION_COUNT_H
#define TRACEVEIL_ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stddef.h>

// Allocations of this thread since it began; always 0 where they can't be counted.
size_t allocation_count(void);

// Counts only those of at least `size` bytes on this thread from now on.
void allocation_count_from(size_t size);

// Whether this platform lets malloc be replaced.
bool allocation_count_is_supported(void);

#endif
