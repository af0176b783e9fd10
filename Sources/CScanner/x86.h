// Classifiers of x86: AVX-512 with VBMI (Ice Lake, Zen 4 and later), AVX2, and SSSE3 (the literal prefilter is a
// table of nibbles and needs pshufb, which SSE2 alone lacks; a machine without it takes the scalar path).
#ifndef TRACEVEIL_CSCANNER_X86_H
#define TRACEVEIL_CSCANNER_X86_H

#include "block.h"

#include <immintrin.h>

#define CSCANNER_AVX512_TARGET \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx2,bmi,bmi2,popcnt,lzcnt")))
#define CSCANNER_SSSE3_TARGET __attribute__((target("ssse3")))

// The tables of nibbles, kept in registers from block to block.
typedef struct {
  __m256i class_low, class_high, low[2][4], high[2][4];
} avx2_lookup;

CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_table(const uint8_t *table) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE avx2_lookup avx2_load(const cscanner_table *table) {
  avx2_lookup lookup = {.class_low = avx2_table(cscanner_class_low), .class_high = avx2_table(cscanner_class_high)};
  for (int set = 0; set < 2; set++) {
    for (int k = 0; k < 4; k++) {
      lookup.low[set][k] = avx2_table(table->low[set][k]);
      lookup.high[set][k] = avx2_table(table->high[set][k]);
    }
  }
  return lookup;
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t avx2_bits(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_high_nibble(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

// Looks ASCII up. A byte beyond it is of no class, for pshufb gives zero where the top bit is set.
CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_near(__m256i low, __m256i high, __m256i bytes) {
  return _mm256_and_si256(_mm256_shuffle_epi8(low, bytes), _mm256_shuffle_epi8(high, avx2_high_nibble(bytes)));
}

// Where a literal in ASCII may begin. Both halves of a block at once: each table is loaded once.
CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t avx2_near_literals(const avx2_lookup *lookup, const uint8_t *bytes) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i first_a = _mm256_set1_epi8(-1), first_b = first_a, second_a = first_a, second_b = first_a;
  for (int k = 0; k < 4; k++) {
    __m256i a = _mm256_loadu_si256((const __m256i *)(bytes + k));
    __m256i b = _mm256_loadu_si256((const __m256i *)(bytes + 32 + k));
    first_a = _mm256_and_si256(first_a, avx2_near(lookup->low[0][k], lookup->high[0][k], a));
    first_b = _mm256_and_si256(first_b, avx2_near(lookup->low[0][k], lookup->high[0][k], b));
    second_a = _mm256_and_si256(second_a, avx2_near(lookup->low[1][k], lookup->high[1][k], a));
    second_b = _mm256_and_si256(second_b, avx2_near(lookup->low[1][k], lookup->high[1][k], b));
  }
  first_a = _mm256_cmpeq_epi8(_mm256_or_si256(first_a, second_a), zero);
  first_b = _mm256_cmpeq_epi8(_mm256_or_si256(first_b, second_b), zero);
  return ~avx2_bits(first_a, first_b);
}

// Looks any bytes up.
CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_any(const uint8_t *low, const uint8_t *high, __m256i bytes) {
  __m256i by_low = _mm256_shuffle_epi8(avx2_table(low), _mm256_and_si256(bytes, _mm256_set1_epi8(15)));
  return _mm256_and_si256(by_low, _mm256_shuffle_epi8(avx2_table(high), avx2_high_nibble(bytes)));
}

// Where a literal of any set may begin, in 32 bytes.
CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_any_buckets(const cscanner_table *table, const uint8_t *bytes) {
  __m256i found[3] = {_mm256_set1_epi8(-1), _mm256_set1_epi8(-1), _mm256_set1_epi8(-1)};
  for (int k = 0; k < 4; k++) {
    __m256i at = _mm256_loadu_si256((const __m256i *)(bytes + k));
    __m256i low = _mm256_and_si256(at, _mm256_set1_epi8(15)), high = avx2_high_nibble(at);
    for (int set = 0; set < 3; set++) {
      __m256i by_low = _mm256_shuffle_epi8(avx2_table(table->low[set][k]), low);
      __m256i by_high = _mm256_shuffle_epi8(avx2_table(table->high[set][k]), high);
      found[set] = _mm256_and_si256(found[set], _mm256_and_si256(by_low, by_high));
    }
  }
  return _mm256_or_si256(_mm256_or_si256(found[0], found[1]), found[2]);
}

// What a block has beyond ASCII. Literals in ASCII are not all found by `avx2_near_literals` then: a byte beyond it may
// stand behind one.
CSCANNER_AVX2_TARGET CSCANNER_SELDOM void avx2_classify_far(const cscanner_table *table, const uint8_t *bytes,
                                                            cscanner_block *block) {
  const __m256i zero = _mm256_setzero_si256();
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes), b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  a = avx2_any(cscanner_far_low, cscanner_far_high, a);
  b = avx2_any(cscanner_far_low, cscanner_far_high, b);
  block->odd |= ~avx2_bits(_mm256_cmpeq_epi8(a, zero), _mm256_cmpeq_epi8(b, zero));
  a = avx2_any_buckets(table, bytes);
  b = avx2_any_buckets(table, bytes + 32);
  block->literal = ~avx2_bits(_mm256_cmpeq_epi8(a, zero), _mm256_cmpeq_epi8(b, zero));
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE void classify_avx2(const cscanner_table *table, const void *known,
                                                        const uint8_t *bytes, size_t available,
                                                        cscanner_block *block) {
  const avx2_lookup *lookup = known;
  uint8_t padded[CSCANNER_PADDED];
  bytes = cscanner_padded(bytes, available, padded);
  const __m256i zero = _mm256_setzero_si256();
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes), b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  __m256i class_a = avx2_near(lookup->class_low, lookup->class_high, a);
  __m256i class_b = avx2_near(lookup->class_low, lookup->class_high, b);
  // Each bit is moved to the top, where it is read: that of digits by doubling, then whatever is above separators.
  __m256i double_a = _mm256_add_epi8(class_a, class_a), double_b = _mm256_add_epi8(class_b, class_b);
  const __m256i to_top = _mm256_set1_epi8(0x80 - 2 * 0x10);
  block->digit = avx2_bits(double_a, double_b);
  block->word = avx2_bits(_mm256_adds_epu8(double_a, to_top), _mm256_adds_epu8(double_b, to_top));
  block->token = block->word | avx2_bits(class_a, class_b);
  block->separator = avx2_bits(_mm256_slli_epi16(class_a, 4), _mm256_slli_epi16(class_b, 4));
  const __m256i odd = _mm256_set1_epi8(CSCANNER_ODD);
  block->odd = avx2_bits(_mm256_cmpgt_epi8(_mm256_and_si256(class_a, odd), zero),
                         _mm256_cmpgt_epi8(_mm256_and_si256(class_b, odd), zero));
  __m256i behind = _mm256_loadu_si256((const __m256i *)(bytes + CSCANNER_BLOCK_READ - 32));
  int beyond = _mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(a, b), behind));
  if (__builtin_expect(beyond != 0, 0)) return avx2_classify_far(table, bytes, block);
  block->literal = avx2_near_literals(lookup, bytes);
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE __m512i avx512_table(const uint8_t *table) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)table));
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE __m512i avx512_high_nibble(__m512i bytes) {
  return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
}

// The bytes from `k` on, as many as there are; nothing behind them is touched.
CSCANNER_AVX512_TARGET CSCANNER_INLINE __m512i avx512_load(const uint8_t *bytes, size_t available, unsigned k) {
  if (available >= 64 + k) return _mm512_loadu_si512(bytes + k);
  return _mm512_maskz_loadu_epi8(available > k ? _bzhi_u64(~(uint64_t)0, (unsigned)(available - k)) : 0, bytes + k);
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE uint64_t avx512_literals(const cscanner_table *table, int set,
                                                                const uint8_t *bytes, size_t available) {
  __m512i buckets = _mm512_set1_epi8(-1);
  for (unsigned k = 0; k < 4; k++) {
    __m512i first = _mm512_loadu_si512(table->whole[set][k]), second = _mm512_loadu_si512(table->whole[set][k] + 64);
    buckets = _mm512_and_si512(buckets, _mm512_permutex2var_epi8(first, avx512_load(bytes, available, k), second));
  }
  return _mm512_test_epi8_mask(buckets, buckets);
}

// Looks bytes up whole, by their low seven bits, and so lets fewer places pass than the tables of nibbles do. Where
// a byte beyond ASCII passes for another, the literal is not there after all.
CSCANNER_AVX512_TARGET CSCANNER_INLINE void classify_avx512_of(const cscanner_table *table, const uint8_t *bytes,
                                                               size_t available, cscanner_block *block) {
  __m512i a = avx512_load(bytes, available, 0), high = avx512_high_nibble(a);
  __m512i class = _mm512_and_si512(_mm512_shuffle_epi8(avx512_table(cscanner_class_low), a),
                                   _mm512_shuffle_epi8(avx512_table(cscanner_class_high), high));
#define HAS(bits) _mm512_test_epi8_mask(class, _mm512_set1_epi8((char)(bits)))
  block->digit = HAS(CSCANNER_DIGIT);
  block->word = HAS(CSCANNER_DIGIT | CSCANNER_LETTER);
  block->token = HAS(CSCANNER_DIGIT | CSCANNER_LETTER | CSCANNER_SIGN);
  block->separator = HAS(CSCANNER_SEPARATOR);
  block->odd = HAS(CSCANNER_ODD);
#undef HAS
  block->literal = avx512_literals(table, 0, bytes, available) | avx512_literals(table, 1, bytes, available);
  __m512i behind = avx512_load(bytes, available, 3);
  if (__builtin_expect(_mm512_movepi8_mask(_mm512_or_si512(a, behind)) == 0, 1)) return;
  __m512i low = _mm512_and_si512(a, _mm512_set1_epi8(15));
  block->odd |= _mm512_test_epi8_mask(_mm512_shuffle_epi8(avx512_table(cscanner_far_low), low),
                                      _mm512_shuffle_epi8(avx512_table(cscanner_far_high), high));
  block->literal |= avx512_literals(table, 2, bytes, available);
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE void classify_avx512(const cscanner_table *table, const void *lookup,
                                                            const uint8_t *bytes, size_t available,
                                                            cscanner_block *block) {
  (void)lookup;
  // Nearly always: then it is known that no load needs a mask.
  if (available >= CSCANNER_BLOCK_READ) return classify_avx512_of(table, bytes, CSCANNER_BLOCK_READ, block);
  classify_avx512_of(table, bytes, available, block);
}

CSCANNER_SSSE3_TARGET CSCANNER_INLINE __m128i ssse3_any(const uint8_t *low, const uint8_t *high, __m128i bytes) {
  const __m128i nibble = _mm_set1_epi8(15);
  __m128i by_low = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)low), _mm_and_si128(bytes, nibble));
  __m128i of_high = _mm_and_si128(_mm_srli_epi16(bytes, 4), nibble);
  return _mm_and_si128(by_low, _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)high), of_high));
}

CSCANNER_SSSE3_TARGET CSCANNER_INLINE uint64_t ssse3_literals(const cscanner_table *table, int set,
                                                              const uint8_t *bytes) {
  uint64_t literals = 0;
  for (int part = 0; part < 64; part += 16) {
    __m128i buckets = _mm_set1_epi8(-1);
    for (int k = 0; k < 4; k++) {
      __m128i at = _mm_loadu_si128((const __m128i *)(bytes + part + k));
      buckets = _mm_and_si128(buckets, ssse3_any(table->low[set][k], table->high[set][k], at));
    }
    __m128i none = _mm_cmpeq_epi8(buckets, _mm_setzero_si128());
    literals |= (uint64_t)(uint16_t)~_mm_movemask_epi8(none) << part;
  }
  return literals;
}

CSCANNER_SSSE3_TARGET CSCANNER_INLINE void classify_ssse3(const cscanner_table *table, const void *lookup,
                                                          const uint8_t *bytes, size_t available,
                                                          cscanner_block *block) {
  (void)lookup;
  uint8_t padded[CSCANNER_PADDED];
  bytes = cscanner_padded(bytes, available, padded);
  memset(block, 0, sizeof *block);
  const __m128i zero = _mm_setzero_si128();
  __m128i all = _mm_loadu_si128((const __m128i *)(bytes + CSCANNER_BLOCK_READ - 16));
#define NONE(class, bits) _mm_cmpeq_epi8(_mm_and_si128(class, _mm_set1_epi8((char)(bits))), zero)
#define HAS(class, bits) ((uint64_t)(uint16_t)~_mm_movemask_epi8(NONE(class, bits)) << part)
  for (int part = 0; part < 64; part += 16) {
    __m128i a = _mm_loadu_si128((const __m128i *)(bytes + part));
    all = _mm_or_si128(all, a);
    // Bytes beyond ASCII have a high nibble that is of no class.
    __m128i class = ssse3_any(cscanner_class_low, cscanner_class_high, a);
    block->digit |= HAS(class, CSCANNER_DIGIT);
    block->word |= HAS(class, CSCANNER_DIGIT | CSCANNER_LETTER);
    block->token |= HAS(class, CSCANNER_DIGIT | CSCANNER_LETTER | CSCANNER_SIGN);
    block->separator |= HAS(class, CSCANNER_SEPARATOR);
    block->odd |= HAS(class, CSCANNER_ODD);
  }
  block->literal = ssse3_literals(table, 0, bytes) | ssse3_literals(table, 1, bytes);
  if (__builtin_expect(_mm_movemask_epi8(all) == 0, 1)) return;
  for (int part = 0; part < 64; part += 16) {
    __m128i a = _mm_loadu_si128((const __m128i *)(bytes + part));
    block->odd |= HAS(ssse3_any(cscanner_far_low, cscanner_far_high, a), 0xff);
  }
#undef HAS
#undef NONE
  block->literal |= ssse3_literals(table, 2, bytes);
}

#endif
