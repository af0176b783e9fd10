// Classifiers of x86: AVX-512 with VBMI (Ice Lake, Zen 4 and later), AVX2, and SSSE3 (the literal prefilter is a
// table of nibbles and needs pshufb, which SSE2 alone lacks; a machine without it takes the scalar path).
#ifndef TRACEVEIL_CSCANNER_X86_H
#define TRACEVEIL_CSCANNER_X86_H

#include "block.h"

#include <immintrin.h>

#define CSCANNER_AVX512_TARGET \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx2,bmi,bmi2,popcnt,lzcnt")))
#define CSCANNER_AVX2_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt,lzcnt")))
#define CSCANNER_SSSE3_TARGET __attribute__((target("ssse3")))

CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t avx2_bits(__m256i low, __m256i high) {
  return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_range(__m256i bytes, char first, char width) {
  __m256i offset = _mm256_sub_epi8(bytes, _mm256_set1_epi8(first));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(offset, _mm256_set1_epi8((char)(width - 1))), offset);
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_buckets(const cscanner_table *table, int set, const uint8_t *bytes) {
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i buckets = _mm256_set1_epi8(-1);
  for (int k = 0; k < 4; k++) {
    __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table->low[set][k]));
    __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table->high[set][k]));
    __m256i at = _mm256_loadu_si256((const __m256i *)(bytes + k));
    __m256i by_low = _mm256_shuffle_epi8(low, _mm256_and_si256(at, nibble));
    __m256i by_high = _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(at, 4), nibble));
    buckets = _mm256_and_si256(buckets, _mm256_and_si256(by_low, by_high));
  }
  return buckets;
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_class(__m256i bytes) {
  const __m256i nibble = _mm256_set1_epi8(15);
  __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)cscanner_class_low));
  __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)cscanner_class_high));
  __m256i by_low = _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, nibble));
  __m256i by_high = _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble));
  return _mm256_and_si256(by_low, by_high);
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE void classify_avx2(const cscanner_table *table, const uint8_t *bytes,
                                                        size_t available, cscanner_block *block) {
  uint8_t padded[CSCANNER_BLOCK_READ];
  bytes = cscanner_padded(bytes, available, padded);
  const __m256i zero = _mm256_setzero_si256(), lower = _mm256_set1_epi8(0x20);
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes), b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
#define EQUALS(c) avx2_bits(_mm256_cmpeq_epi8(a, _mm256_set1_epi8(c)), _mm256_cmpeq_epi8(b, _mm256_set1_epi8(c)))
  block->digit = avx2_bits(avx2_range(a, '0', 10), avx2_range(b, '0', 10));
  block->upper = avx2_bits(avx2_range(a, 'A', 26), avx2_range(b, 'A', 26));
  block->letter = avx2_bits(avx2_range(_mm256_or_si256(a, lower), 'a', 26),
                            avx2_range(_mm256_or_si256(b, lower), 'a', 26));
  block->hyphen = EQUALS('-');
  block->dot = EQUALS('.');
  block->colon = EQUALS(':');
  block->joint = EQUALS(' ') | block->hyphen | block->dot;
  __m256i class_a = avx2_class(a), class_b = avx2_class(b);
  const __m256i odd = _mm256_set1_epi8(CSCANNER_ODD);
  block->odd = avx2_bits(_mm256_cmpgt_epi8(_mm256_and_si256(class_a, odd), zero),
                         _mm256_cmpgt_epi8(_mm256_and_si256(class_b, odd), zero));
  block->sign = avx2_bits(class_a, class_b);
#undef EQUALS
  __m256i first = avx2_buckets(table, 0, bytes), second = avx2_buckets(table, 0, bytes + 32);
  __m256i first_all = _mm256_or_si256(first, avx2_buckets(table, 1, bytes));
  __m256i second_all = _mm256_or_si256(second, avx2_buckets(table, 1, bytes + 32));
  block->literal = ~avx2_bits(_mm256_cmpeq_epi8(first_all, zero), _mm256_cmpeq_epi8(second_all, zero));
  // Stored last: before, the compiler would have to read the same bytes again for the second set.
  _mm256_storeu_si256((__m256i *)block->buckets, first);
  _mm256_storeu_si256((__m256i *)(block->buckets + 32), second);
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE __mmask64 avx512_range(__m512i bytes, char first, char width) {
  return _mm512_cmplt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(first)), _mm512_set1_epi8(width));
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE __m512i avx512_class(__m512i bytes) {
  const __m512i nibble = _mm512_set1_epi8(15);
  __m512i low = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)cscanner_class_low));
  __m512i high = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)cscanner_class_high));
  __m512i by_low = _mm512_shuffle_epi8(low, _mm512_and_si512(bytes, nibble));
  __m512i by_high = _mm512_shuffle_epi8(high, _mm512_and_si512(_mm512_srli_epi16(bytes, 4), nibble));
  return _mm512_and_si512(by_low, by_high);
}

// The bytes from `k` on, as many as there are; nothing behind them is touched.
CSCANNER_AVX512_TARGET CSCANNER_INLINE __m512i avx512_load(const uint8_t *bytes, size_t available, unsigned k) {
  if (available >= 64 + k) return _mm512_loadu_si512(bytes + k);
  return _mm512_maskz_loadu_epi8(available > k ? _bzhi_u64(~(uint64_t)0, (unsigned)(available - k)) : 0, bytes + k);
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE __m512i avx512_buckets(const cscanner_table *table, int set,
                                                              const uint8_t *bytes, size_t available) {
  __m512i buckets = _mm512_set1_epi8(-1);
  for (unsigned k = 0; k < 4; k++) {
    __m512i first = _mm512_loadu_si512(table->whole[set][k]), second = _mm512_loadu_si512(table->whole[set][k] + 64);
    buckets = _mm512_and_si512(buckets, _mm512_permutex2var_epi8(first, avx512_load(bytes, available, k), second));
  }
  return buckets;
}

// Looks bytes up whole, by their low seven bits, and so lets fewer places pass than the tables of nibbles do. Where
// a byte beyond ASCII passes for another, the literal is not there after all.
CSCANNER_AVX512_TARGET CSCANNER_INLINE void classify_avx512_of(const cscanner_table *table, const uint8_t *bytes,
                                                               size_t available, cscanner_block *block) {
  __m512i a = avx512_load(bytes, available, 0);
#define EQUALS(c) _mm512_cmpeq_epi8_mask(a, _mm512_set1_epi8(c))
  block->digit = avx512_range(a, '0', 10);
  block->upper = avx512_range(a, 'A', 26);
  block->letter = avx512_range(_mm512_or_si512(a, _mm512_set1_epi8(0x20)), 'a', 26);
  block->hyphen = EQUALS('-');
  block->dot = EQUALS('.');
  block->colon = EQUALS(':');
  block->joint = EQUALS(' ') | block->hyphen | block->dot;
#undef EQUALS
  __m512i class = avx512_class(a);
  block->odd = _mm512_test_epi8_mask(class, _mm512_set1_epi8(CSCANNER_ODD));
  block->sign = _mm512_movepi8_mask(class);
  __m512i buckets = avx512_buckets(table, 0, bytes, available);
  _mm512_storeu_si512(block->buckets, buckets);
  buckets = _mm512_or_si512(buckets, avx512_buckets(table, 1, bytes, available));
  block->literal = _mm512_test_epi8_mask(buckets, buckets);
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE void classify_avx512(const cscanner_table *table, const uint8_t *bytes,
                                                            size_t available, cscanner_block *block) {
  // Nearly always: then it is known that no load needs a mask.
  if (available >= 64 + 3) return classify_avx512_of(table, bytes, 64 + 3, block);
  classify_avx512_of(table, bytes, available, block);
}

CSCANNER_SSSE3_TARGET CSCANNER_INLINE __m128i ssse3_range(__m128i bytes, char first, char width) {
  __m128i offset = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(offset, _mm_set1_epi8((char)(width - 1))), offset);
}

CSCANNER_SSSE3_TARGET CSCANNER_INLINE __m128i ssse3_buckets(const cscanner_table *table, int set,
                                                            const uint8_t *bytes) {
  const __m128i nibble = _mm_set1_epi8(15);
  __m128i buckets = _mm_set1_epi8(-1);
  for (int k = 0; k < 4; k++) {
    __m128i low = _mm_loadu_si128((const __m128i *)table->low[set][k]);
    __m128i high = _mm_loadu_si128((const __m128i *)table->high[set][k]);
    __m128i at = _mm_loadu_si128((const __m128i *)(bytes + k));
    __m128i by_low = _mm_shuffle_epi8(low, _mm_and_si128(at, nibble));
    __m128i by_high = _mm_shuffle_epi8(high, _mm_and_si128(_mm_srli_epi16(at, 4), nibble));
    buckets = _mm_and_si128(buckets, _mm_and_si128(by_low, by_high));
  }
  return buckets;
}

CSCANNER_SSSE3_TARGET CSCANNER_INLINE __m128i ssse3_class(__m128i bytes) {
  const __m128i nibble = _mm_set1_epi8(15);
  __m128i low = _mm_loadu_si128((const __m128i *)cscanner_class_low);
  __m128i high = _mm_loadu_si128((const __m128i *)cscanner_class_high);
  __m128i by_low = _mm_shuffle_epi8(low, _mm_and_si128(bytes, nibble));
  return _mm_and_si128(by_low, _mm_shuffle_epi8(high, _mm_and_si128(_mm_srli_epi16(bytes, 4), nibble)));
}

CSCANNER_SSSE3_TARGET CSCANNER_INLINE void classify_ssse3(const cscanner_table *table, const uint8_t *bytes,
                                                          size_t available, cscanner_block *block) {
  uint8_t padded[CSCANNER_BLOCK_READ];
  bytes = cscanner_padded(bytes, available, padded);
  const __m128i zero = _mm_setzero_si128(), lower = _mm_set1_epi8(0x20);
  memset(block, 0, offsetof(cscanner_block, buckets));
  for (int part = 0; part < 64; part += 16) {
    __m128i a = _mm_loadu_si128((const __m128i *)(bytes + part));
#define BITS(v) ((uint64_t)(uint16_t)_mm_movemask_epi8(v) << part)
#define EQUALS(c) BITS(_mm_cmpeq_epi8(a, _mm_set1_epi8(c)))
    block->digit |= BITS(ssse3_range(a, '0', 10));
    block->upper |= BITS(ssse3_range(a, 'A', 26));
    block->letter |= BITS(ssse3_range(_mm_or_si128(a, lower), 'a', 26));
    block->joint |= EQUALS(' ');
    block->hyphen |= EQUALS('-');
    block->dot |= EQUALS('.');
    block->colon |= EQUALS(':');
    __m128i class = ssse3_class(a);
    block->odd |= BITS(_mm_cmpgt_epi8(_mm_and_si128(class, _mm_set1_epi8(CSCANNER_ODD)), zero));
    block->sign |= BITS(class);
    __m128i buckets = ssse3_buckets(table, 0, bytes + part);
    _mm_storeu_si128((__m128i *)(block->buckets + part), buckets);
    buckets = _mm_or_si128(buckets, ssse3_buckets(table, 1, bytes + part));
    block->literal |= (uint64_t)(uint16_t)~_mm_movemask_epi8(_mm_cmpeq_epi8(buckets, zero)) << part;
#undef EQUALS
#undef BITS
  }
  block->joint |= block->hyphen | block->dot;
}

#endif
