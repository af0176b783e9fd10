// The classifier of AArch64, where NEON is always there.
#ifndef TRACEVEIL_CSCANNER_NEON_H
#define TRACEVEIL_CSCANNER_NEON_H

#include "block.h"

#include <arm_neon.h>

// NEON has no movemask: each byte keeps the bit of its place, and pairwise sums gather them.
CSCANNER_INLINE uint64_t neon_bits(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
  const uint8x16_t place = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t ab = vpaddq_u8(vandq_u8(a, place), vandq_u8(b, place));
  uint8x16_t cd = vpaddq_u8(vandq_u8(c, place), vandq_u8(d, place));
  uint8x16_t all = vpaddq_u8(ab, cd);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

CSCANNER_INLINE uint8x16_t neon_range(uint8x16_t bytes, uint8_t first, uint8_t width) {
  return vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(first)), vdupq_n_u8(width));
}

CSCANNER_INLINE uint8x16_t neon_buckets(const cscanner_table *table, int set, const uint8_t *bytes) {
  uint8x16_t buckets = vdupq_n_u8(0xff);
  for (int k = 0; k < 4; k++) {
    uint8x16_t at = vld1q_u8(bytes + k);
    uint8x16_t by_low = vqtbl1q_u8(vld1q_u8(table->low[set][k]), vandq_u8(at, vdupq_n_u8(15)));
    uint8x16_t by_high = vqtbl1q_u8(vld1q_u8(table->high[set][k]), vshrq_n_u8(at, 4));
    buckets = vandq_u8(buckets, vandq_u8(by_low, by_high));
  }
  return buckets;
}

CSCANNER_INLINE uint8x16_t neon_class(uint8x16_t bytes) {
  uint8x16_t by_low = vqtbl1q_u8(vld1q_u8(cscanner_class_low), vandq_u8(bytes, vdupq_n_u8(15)));
  return vandq_u8(by_low, vqtbl1q_u8(vld1q_u8(cscanner_class_high), vshrq_n_u8(bytes, 4)));
}

CSCANNER_INLINE void classify_neon(const cscanner_table *table, const uint8_t *bytes, size_t available,
                                   cscanner_block *block) {
  uint8_t padded[CSCANNER_BLOCK_READ];
  bytes = cscanner_padded(bytes, available, padded);
  const uint8x16_t lower = vdupq_n_u8(0x20);
  uint8x16_t v[4], w[4], u[4];
  for (int i = 0; i < 4; i++) v[i] = vld1q_u8(bytes + 16 * i);
#define GATHER(expression)                                                  \
  ({                                                                        \
    for (int i = 0; i < 4; i++) w[i] = (expression);                        \
    neon_bits(w[0], w[1], w[2], w[3]);                                      \
  })
#define EQUALS(c) GATHER(vceqq_u8(v[i], vdupq_n_u8(c)))
  block->digit = GATHER(neon_range(v[i], '0', 10));
  block->upper = GATHER(neon_range(v[i], 'A', 26));
  block->letter = GATHER(neon_range(vorrq_u8(v[i], lower), 'a', 26));
  block->hyphen = EQUALS('-');
  block->dot = EQUALS('.');
  block->colon = EQUALS(':');
  block->joint = EQUALS(' ') | block->hyphen | block->dot;
  for (int i = 0; i < 4; i++) u[i] = neon_class(v[i]);
  block->odd = GATHER(vtstq_u8(u[i], vdupq_n_u8(CSCANNER_ODD)));
  block->sign = GATHER(vcltzq_s8(vreinterpretq_s8_u8(u[i])));
  for (int i = 0; i < 4; i++) {
    u[i] = neon_buckets(table, 0, bytes + 16 * i);
    vst1q_u8(block->buckets + 16 * i, u[i]);
    u[i] = vorrq_u8(u[i], neon_buckets(table, 1, bytes + 16 * i));
  }
  block->literal = GATHER(vtstq_u8(u[i], u[i]));
#undef EQUALS
#undef GATHER
}

#endif
