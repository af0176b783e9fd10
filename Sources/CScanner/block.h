// The classes of 64 bytes as bit maps: what a level of SIMD has to compute, and all it computes.
#ifndef TRACEVEIL_CSCANNER_BLOCK_H
#define TRACEVEIL_CSCANNER_BLOCK_H

#include "cscanner.h"

#include <string.h>

typedef struct {
  uint64_t digit, upper, letter, space, hyphen, dot, colon;
  uint64_t backslash, percent, ampersand, non_ascii;
  uint64_t literal;     // positions with a bit in `buckets`
  uint8_t buckets[64];  // literal buckets that may start here
} cscanner_block;

// Reads 67 bytes: the block, and three more for literals that start at its end.
typedef void (*cscanner_classifier)(const cscanner_table *table, const uint8_t *bytes, cscanner_block *block);

void cscanner_classify_scalar(const cscanner_table *table, const uint8_t *bytes, cscanner_block *block);

#define CSCANNER_INLINE static inline __attribute__((always_inline))

#endif
