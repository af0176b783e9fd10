// The classes of 64 bytes as bit maps: what a level of SIMD has to compute, and all it computes.
#ifndef TRACEVEIL_CSCANNER_BLOCK_H
#define TRACEVEIL_CSCANNER_BLOCK_H

#include "cscanner.h"

#include <string.h>

typedef struct {
  uint64_t digit;
  uint64_t word;       // letters and digits
  uint64_t token;      // these, and what else tokens and addresses hold: see cscanner_class_low
  uint64_t separator;  // colons, hyphens, dots, and a few others
  uint64_t odd;        // bytes a disguise can begin with
  uint64_t literal;    // positions where a literal may begin
} cscanner_block;

// A byte is of a class when both tables, by its low and its high nibble, have a bit of it in common.
//
// Signs are `+-./;=>?[]^_`: tokens and addresses hold most of them. Separators are `-.:` and `*=>`, letters take two
// bits, odd bytes three: `#`, `%`, `&`, `+`, `=`, `^`, the backslash, the escape character and three other controls. The
// order of the bits is what x86 reads with the fewest instructions.
enum {
  CSCANNER_SIGN = 0x80,
  CSCANNER_DIGIT = 0x40,
  CSCANNER_LETTER = 0x30,
  CSCANNER_SEPARATOR = 8,
  CSCANNER_ODD = 7
};
static const uint8_t cscanner_class_low[16] = {
    [0x0] = 0x50,     [0x1] = 0x70,     [0x2] = 0x70,         [0x3] = 0x70 | 1, [0x4] = 0x70, [0x5] = 0x70 | 1,
    [0x6] = 0x70 | 1, [0x7] = 0x70,     [0x8] = 0x70,         [0x9] = 0x70, [0xa] = 0x38, [0xb] = 0xa0 | 1,
    [0xc] = 0x20 | 4, [0xd] = 0xa8 | 2, [0xe] = 0xa8 | 4,     [0xf] = 0xa0};
static const uint8_t cscanner_class_high[16] = {
    [0x1] = 1, [0x2] = 0x88 | 1, [0x3] = 0xc8 | 2, [0x4] = 0x20, [0x5] = 0x90 | 4, [0x6] = 0x20, [0x7] = 0x10};

// The same for the UTF-8 lead bytes of characters that `cscanner_unmask` takes for ASCII ones or leaves out; letters
// of most scripts, and most emoji, begin with others.
static const uint8_t cscanner_far_low[16] = {
    [0x0] = 4 | 8, [0x1] = 4, [0x2] = 1 | 4, [0x3] = 4, [0x8] = 2,
    [0x9] = 2,     [0xa] = 4, [0xb] = 2,     [0xd] = 1, [0xf] = 2 | 4};
static const uint8_t cscanner_far_high[16] = {[0xc] = 1, [0xd] = 2, [0xe] = 4, [0xf] = 8};

#define CSCANNER_INLINE static inline __attribute__((always_inline))
#if defined(__x86_64__)
#define CSCANNER_AVX2_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#endif

// Reads the block, and three bytes more for literals that start at its end: of these, the `available` ones. What
// lies behind them is zero.
typedef void (*cscanner_classifier)(const cscanner_table *table, const uint8_t *bytes, size_t available,
                                    cscanner_block *block);

// What a classifier reads of a block and behind it.
enum { CSCANNER_BLOCK_READ = 64 + 3, CSCANNER_PADDED = 96 };

// A copy of the `available` bytes of a block, of which there are less than a classifier reads, and zeros behind them.
CSCANNER_INLINE const uint8_t *cscanner_pad(const uint8_t *bytes, size_t available, uint8_t padded[CSCANNER_PADDED]) {
  memset(padded, 0, CSCANNER_PADDED);
  // Two copies that may overlap, of a length that is known: most texts are no longer than a block.
  if (available >= 32) {
    memcpy(padded, bytes, 32);
    if (available >= 64) memcpy(padded + 32, bytes + 32, 32);
    memcpy(padded + available - 32, bytes + available - 32, 32);
  } else if (available >= 16) {
    memcpy(padded, bytes, 16);
    memcpy(padded + available - 16, bytes + available - 16, 16);
  } else if (available >= 8) {
    memcpy(padded, bytes, 8);
    memcpy(padded + available - 8, bytes + available - 8, 8);
  } else {
    for (size_t i = 0; i < available; i++) padded[i] = bytes[i];
  }
  return padded;
}

// Whether a disguise can begin with this byte.
CSCANNER_INLINE bool cscanner_is_odd(uint8_t byte) {
  unsigned near = cscanner_class_low[byte & 15] & cscanner_class_high[byte >> 4] & CSCANNER_ODD;
  return (near | (cscanner_far_low[byte & 15] & cscanner_far_high[byte >> 4])) != 0;
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

// A hash of the first three bytes of `word`, whatever their case.
CSCANNER_INLINE uint32_t cscanner_hash(uint64_t word) { return ((uint32_t)word & 0xdfdfdf) * 0x9e3779b1u; }

// Where literals and prefixes that begin like `word` are.
CSCANNER_INLINE unsigned cscanner_slot(uint64_t word) { return cscanner_hash(word) >> 22; }

CSCANNER_INLINE bool cscanner_has_bit(const uint64_t *bits, unsigned index) {
  return bits[index >> 6] >> (index & 63) & 1;
}

// Whether a literal of any length may begin `word`, which nearly always it does not. The two bytes behind the first one,
// which come first in `behind`, choose a word of the map, the low six bits of the first one a bit of that. So a literal of
// one byte is a bit of every word, and costs nothing.
CSCANNER_INLINE bool cscanner_may_begin(const cscanner_table *table, uint64_t word, uint64_t behind) {
  return table->beginnings[cscanner_hash(behind & 0xffff) >> 23] >> (word & 63) & 1;
}

// A hash of the first `length` bytes of `word`, whatever their case.
CSCANNER_INLINE unsigned cscanner_literal_key(uint64_t word, unsigned length) {
  return (unsigned)((word << (64 - 8 * length) & 0xdfdfdfdfdfdfdfdf) * 0x9e3779b97f4a7c15 >> 49);
}

// A hash of the first four bytes of `word`, whatever their case.
CSCANNER_INLINE unsigned cscanner_start_key(uint64_t word) {
  return ((uint32_t)word & 0xdfdfdfdf) * 0x9e3779b1u >> 17;
}

// Whether a literal of three bytes or more may begin `word`: words like `token` and `pass` are in many texts, but few go
// on like a literal. Its first four bytes rule most words out, whatever lengths there are.
CSCANNER_INLINE bool cscanner_may_be_literal(const cscanner_table *table, uint64_t word) {
  if (!cscanner_has_bit(table->literal_starts, cscanner_start_key(word))) return false;
  for (unsigned lengths = table->literal_lengths[cscanner_slot(word)]; lengths; lengths &= lengths - 1) {
    unsigned length = (unsigned)__builtin_ctz(lengths) + 1;
    if (cscanner_has_bit(table->literal_keys, cscanner_literal_key(word, length))) return true;
  }
  return false;
}

// Two bits of each of two bytes in ASCII that follow each other: whether it is a digit or sign, a letter of either case,
// and in which half of these.
CSCANNER_INLINE unsigned cscanner_pair(uint8_t first, uint8_t second) {
  return (unsigned)(first & 0x50) >> 4 | (unsigned)(second & 0x50) >> 3;
}

CSCANNER_INLINE unsigned cscanner_prefix_key(uint64_t word) { return cscanner_hash(word) >> 17; }

#endif
