// The classes of 64 bytes as bit maps: what a level of SIMD has to compute, and all it computes.
#ifndef TRACEVEIL_CSCANNER_BLOCK_H
#define TRACEVEIL_CSCANNER_BLOCK_H

#include "cscanner.h"

#include <string.h>

typedef struct {
  uint64_t digit, upper, letter, hyphen, dot, colon;
  uint64_t joint;       // space, hyphen or dot: what joins digits
  uint64_t odd;         // bytes a disguise can begin with: see cscanner_class_low
  uint64_t sign;        // what tokens and addresses hold besides letters, digits and dots: see cscanner_class_low
  uint64_t literal;     // positions where a bucket may start
  uint8_t buckets[64];  // of the first eight literal buckets, those that may start here
} cscanner_block;

// A byte is odd or a sign when both tables, by its low and its high nibble, have a common bit.
//
// Odd are `%`, `&`, `+`, `=`, the backslash, and the UTF-8 lead bytes of characters that `cscanner_unmask` takes for
// ASCII ones or leaves out; letters of most scripts, and most emoji, begin with others. Signs are `+-/;=?[]_`: they
// have the top bit, what is odd has another one.
enum { CSCANNER_SIGN = 128, CSCANNER_ODD = 127 };
static const uint8_t cscanner_class_low[16] = {
    [0x0] = 16 | 32, [0x1] = 16, [0x2] = 4 | 16, [0x3] = 16,          [0x5] = 1, [0x6] = 1,
    [0x8] = 8,       [0x9] = 8,  [0xa] = 16,     [0xb] = 8 | 128 | 1, [0xc] = 2, [0xd] = 4 | 128 | 64,
    [0xf] = 8 | 16 | 128};
static const uint8_t cscanner_class_high[16] = {
    [0x2] = 1 | 128, [0x3] = 128 | 64, [0x5] = 2 | 128, [0xc] = 4, [0xd] = 8, [0xe] = 16, [0xf] = 32};

// Reads the block, and three bytes more for literals that start at its end: of these, the `available` ones. What
// lies behind them is zero.
typedef void (*cscanner_classifier)(const cscanner_table *table, const uint8_t *bytes, size_t available,
                                    cscanner_block *block);

#define CSCANNER_INLINE static inline __attribute__((always_inline))

// What a classifier that loads sixteen bytes at a time reads of a block and behind it.
enum { CSCANNER_BLOCK_READ = 64 + 16 };

// The bytes of a block with CSCANNER_BLOCK_READ bytes behind where it begins: in place, or copied if there are fewer.
CSCANNER_INLINE const uint8_t *cscanner_padded(const uint8_t *bytes, size_t available,
                                               uint8_t padded[CSCANNER_BLOCK_READ]) {
  if (available >= CSCANNER_BLOCK_READ) return bytes;
  memset(padded, 0, CSCANNER_BLOCK_READ);
  memcpy(padded, bytes, available);
  return padded;
}

void cscanner_classify_scalar(const cscanner_table *table, const uint8_t *bytes, size_t available,
                              cscanner_block *block);

// Kept out of the loop over blocks, so that the loop keeps its values in registers.
#define CSCANNER_SELDOM static __attribute__((noinline))

// A loop that has no work for vectors: setting them up costs more than the few rounds it takes.
#if defined(__clang__)
#define CSCANNER_FEW_ROUNDS _Pragma("clang loop vectorize(disable) unroll(disable)")
#else
#define CSCANNER_FEW_ROUNDS
#endif

// Literals of one byte have bucket 0, those of two bytes bucket 1: "anything may follow" would spoil others.
enum { CSCANNER_SHORT_BUCKETS = 3 };

// Hashes of the first three and of the first four bytes of `word`, whatever their case.
CSCANNER_INLINE unsigned cscanner_prefix_key(uint64_t word) {
  return (((uint32_t)word | 0x202020) & 0xffffff) * 0x9e3779b1u >> 20;
}
CSCANNER_INLINE unsigned cscanner_literal_key(uint64_t word) {
  return ((uint32_t)word | 0x20202020) * 0x9e3779b1u >> 16;
}

CSCANNER_INLINE bool cscanner_has_key(const uint64_t *keys, unsigned key) { return keys[key >> 6] >> (key & 63) & 1; }

// Where literals that begin like `word` are: by three bytes.
CSCANNER_INLINE unsigned cscanner_slot(uint64_t word) { return cscanner_prefix_key(word) >> 2; }

#endif
