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

// Looks any bytes up.
CSCANNER_INLINE uint8x16_t neon_any(const uint8_t *low, const uint8_t *high, uint8x16_t bytes) {
  uint8x16_t by_low = vqtbl1q_u8(vld1q_u8(low), vandq_u8(bytes, vdupq_n_u8(15)));
  return vandq_u8(by_low, vqtbl1q_u8(vld1q_u8(high), vshrq_n_u8(bytes, 4)));
}

CSCANNER_INLINE uint64_t neon_literals(const cscanner_table *table, int set, const uint8_t *bytes) {
  uint8x16_t found[4];
  for (int i = 0; i < 4; i++) {
    uint8x16_t buckets = vdupq_n_u8(0xff);
    for (int k = 0; k < 4; k++)
      buckets = vandq_u8(buckets, neon_any(table->low[set][k], table->high[set][k], vld1q_u8(bytes + 16 * i + k)));
    found[i] = vtstq_u8(buckets, buckets);
  }
  return neon_bits(found[0], found[1], found[2], found[3]);
}

CSCANNER_INLINE void classify_neon(const cscanner_table *table, const uint8_t *bytes, size_t available,
                                   cscanner_block *block) {
  uint8_t padded[CSCANNER_PADDED];
  if (available < CSCANNER_BLOCK_READ) bytes = cscanner_pad(bytes, available, padded);
  uint8x16_t v[4], class[4], w[4], all = vld1q_u8(bytes + CSCANNER_BLOCK_READ - 16);
  for (int i = 0; i < 4; i++) {
    v[i] = vld1q_u8(bytes + 16 * i);
    all = vorrq_u8(all, v[i]);
    // Bytes beyond ASCII have a high nibble that is of no class.
    class[i] = neon_any(cscanner_class_low, cscanner_class_high, v[i]);
  }
#define GATHER(expression)                                                  \
  ({                                                                        \
    for (int i = 0; i < 4; i++) w[i] = (expression);                        \
    neon_bits(w[0], w[1], w[2], w[3]);                                      \
  })
#define HAS(bits) GATHER(vtstq_u8(class[i], vdupq_n_u8(bits)))
  block->digit = HAS(CSCANNER_DIGIT);
  block->word = HAS(CSCANNER_DIGIT | CSCANNER_LETTER);
  block->token = HAS(CSCANNER_DIGIT | CSCANNER_LETTER | CSCANNER_SIGN);
  block->separator = HAS(CSCANNER_SEPARATOR);
  block->odd = HAS(CSCANNER_ODD);
  block->literal =
      neon_literals(table, 0, bytes) | neon_literals(table, 1, bytes) | neon_literals(table, 2, bytes);
  if (__builtin_expect(vmaxvq_u8(all) < 0x80, 1)) return;
  for (int i = 0; i < 4; i++) class[i] = neon_any(cscanner_far_low, cscanner_far_high, v[i]);
  block->odd |= HAS(0xff);
  block->literal |= neon_literals(table, 3, bytes);
#undef HAS
#undef GATHER
}

#endif
