// Classifiers of x86: AVX-512 with VBMI (Ice Lake, Zen 4 and later), AVX2, and SSSE3 (the literal prefilter is a
// table of nibbles and needs pshufb, which SSE2 alone lacks; a machine without it takes the scalar path).
#ifndef TRACEVEIL_CSCANNER_X86_H
#define TRACEVEIL_CSCANNER_X86_H

#include "block.h"

#include <immintrin.h>

#define CSCANNER_AVX512_TARGET \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx2,bmi,bmi2,popcnt,lzcnt")))
#define CSCANNER_SSSE3_TARGET __attribute__((target("ssse3")))

// A table of the scanner, which holds both halves of a register.
CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_table(const uint8_t *table) {
  return _mm256_loadu_si256((const __m256i *)table);
}

// A table of sixteen bytes.
CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_twice(const uint8_t *table) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_high_nibble(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

// Looks ASCII up. A byte beyond it is of no class, for pshufb gives zero where the top bit is set.
CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_near(__m256i low, __m256i high, __m256i bytes) {
  return _mm256_and_si256(_mm256_shuffle_epi8(low, bytes), _mm256_shuffle_epi8(high, avx2_high_nibble(bytes)));
}

// One or two registers of a block: 32 or 64 bytes. How many is known where it is compiled.
typedef struct {
  __m256i part[2];
} avx2_bytes;

CSCANNER_AVX2_TARGET CSCANNER_INLINE avx2_bytes avx2_load(const uint8_t *bytes, int parts) {
  avx2_bytes loaded = {{_mm256_loadu_si256((const __m256i *)bytes), _mm256_setzero_si256()}};
  if (parts == 2) loaded.part[1] = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  return loaded;
}

// The top bits.
CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t avx2_bits(avx2_bytes bytes, int parts) {
  uint64_t bits = (uint32_t)_mm256_movemask_epi8(bytes.part[0]);
  return parts == 1 ? bits : bits | (uint64_t)(uint32_t)_mm256_movemask_epi8(bytes.part[1]) << 32;
}

// What two bytes are that follow each other, as the number of an entry of a table: see cscanner_pair.
CSCANNER_AVX2_TARGET CSCANNER_INLINE __m256i avx2_pair(__m256i first, __m256i second) {
  const __m256i bits = _mm256_set1_epi8(0x50);
  __m256i low = _mm256_and_si256(first, bits), high = _mm256_and_si256(second, bits);
  return _mm256_srli_epi16(_mm256_or_si256(low, _mm256_add_epi8(high, high)), 4);
}

// Where a literal in ASCII may begin. All of a block at once: each table is loaded once.
CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t avx2_near_literals(const cscanner_table *table, const uint8_t *bytes,
                                                                 int parts) {
  const __m256i zero = _mm256_setzero_si256(), all = _mm256_set1_epi8(-1);
  avx2_bytes found[3] = {{{all, all}}, {{all, all}}, {{all, all}}};
  for (int half = 0; half < 2; half++) {
    avx2_bytes first = avx2_load(bytes + 2 * half, parts), second = avx2_load(bytes + 2 * half + 1, parts), pair;
    for (int i = 0; i < parts; i++) pair.part[i] = avx2_pair(first.part[i], second.part[i]);
    for (int set = 0; set < 3; set++) {
      __m256i by_first = avx2_table(table->low[set][2 * half]), by_second = avx2_table(table->low[set][2 * half + 1]);
      __m256i by_pair = avx2_table(table->pairs[set][half]);
      for (int i = 0; i < parts; i++) {
        __m256i both = _mm256_and_si256(_mm256_shuffle_epi8(by_first, first.part[i]),
                                        _mm256_shuffle_epi8(by_second, second.part[i]));
        both = _mm256_and_si256(both, _mm256_shuffle_epi8(by_pair, pair.part[i]));
        found[set].part[i] = _mm256_and_si256(found[set].part[i], both);
      }
    }
  }
  avx2_bytes none;
  for (int i = 0; i < parts; i++) {
    __m256i any = _mm256_or_si256(_mm256_or_si256(found[0].part[i], found[1].part[i]), found[2].part[i]);
    none.part[i] = _mm256_cmpeq_epi8(any, zero);
  }
  return parts == 1 ? (uint32_t)~avx2_bits(none, parts) : ~avx2_bits(none, parts);
}

// Where a byte is of a class for what lies beyond ASCII, in 32 bytes.
CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t avx2_far(const uint8_t *bytes) {
  __m256i at = _mm256_loadu_si256((const __m256i *)bytes), low = _mm256_and_si256(at, _mm256_set1_epi8(15));
  __m256i class = _mm256_and_si256(_mm256_shuffle_epi8(avx2_twice(cscanner_far_low), low),
                                   _mm256_shuffle_epi8(avx2_twice(cscanner_far_high), avx2_high_nibble(at)));
  return (uint32_t)~_mm256_movemask_epi8(_mm256_cmpeq_epi8(class, _mm256_setzero_si256()));
}

// Where a literal of any set may begin, in 32 bytes.
CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t avx2_any_literals(const cscanner_table *table, const uint8_t *bytes) {
  const __m256i all = _mm256_set1_epi8(-1);
  __m256i found[4] = {all, all, all, all};
  for (int k = 0; k < 4; k++) {
    __m256i at = _mm256_loadu_si256((const __m256i *)(bytes + k));
    __m256i low = _mm256_and_si256(at, _mm256_set1_epi8(15)), high = avx2_high_nibble(at);
    for (int set = 0; set < 4; set++) {
      __m256i by_low = _mm256_shuffle_epi8(avx2_table(table->low[set][k]), low);
      __m256i by_high = _mm256_shuffle_epi8(avx2_table(table->high[set][k]), high);
      found[set] = _mm256_and_si256(found[set], _mm256_and_si256(by_low, by_high));
    }
  }
  __m256i any = _mm256_or_si256(_mm256_or_si256(found[0], found[1]), _mm256_or_si256(found[2], found[3]));
  return (uint32_t)~_mm256_movemask_epi8(_mm256_cmpeq_epi8(any, _mm256_setzero_si256()));
}

// What a block has beyond ASCII. Literals in ASCII are not all found by `avx2_near_literals` then: a byte beyond it may
// stand behind one.
CSCANNER_AVX2_TARGET CSCANNER_SELDOM void avx2_classify_far(const cscanner_table *table, const uint8_t *bytes,
                                                            cscanner_block *block) {
  block->odd |= avx2_far(bytes) | avx2_far(bytes + 32) << 32;
  block->literal = avx2_any_literals(table, bytes) | avx2_any_literals(table, bytes + 32) << 32;
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE void avx2_classify(const cscanner_table *table, const uint8_t *bytes, int parts,
                                                        cscanner_block *block) {
  const __m256i class_low = avx2_twice(cscanner_class_low), class_high = avx2_twice(cscanner_class_high);
  const __m256i zero = _mm256_setzero_si256(), is_odd = _mm256_set1_epi8(CSCANNER_ODD);
  // Each bit is moved to the top, where it is read: that of digits by doubling, then whatever is above separators.
  const __m256i to_top = _mm256_set1_epi8(0x80 - 2 * 0x10);
  avx2_bytes at = avx2_load(bytes, parts), class, digit, word, separator, odd;
  for (int i = 0; i < parts; i++) {
    class.part[i] = avx2_near(class_low, class_high, at.part[i]);
    digit.part[i] = _mm256_add_epi8(class.part[i], class.part[i]);
    word.part[i] = _mm256_adds_epu8(digit.part[i], to_top);
    separator.part[i] = _mm256_slli_epi16(class.part[i], 4);
    odd.part[i] = _mm256_cmpgt_epi8(_mm256_and_si256(class.part[i], is_odd), zero);
  }
  block->digit = avx2_bits(digit, parts);
  block->word = avx2_bits(word, parts);
  block->token = block->word | avx2_bits(class, parts);
  block->separator = avx2_bits(separator, parts);
  block->odd = avx2_bits(odd, parts);
  // The last of the bytes behind the block.
  __m256i any = _mm256_loadu_si256((const __m256i *)(bytes + 32 * (parts - 1) + 3));
  for (int i = 0; i < parts; i++) any = _mm256_or_si256(any, at.part[i]);
  if (__builtin_expect(_mm256_movemask_epi8(any) != 0, 0)) return avx2_classify_far(table, bytes, block);
  block->literal = avx2_near_literals(table, bytes, parts);
}

CSCANNER_AVX2_TARGET CSCANNER_INLINE void classify_avx2(const cscanner_table *table, const uint8_t *bytes,
                                                        size_t available, cscanner_block *block) {
  if (__builtin_expect(available >= CSCANNER_BLOCK_READ, 1)) return avx2_classify(table, bytes, 2, block);
  uint8_t padded[CSCANNER_PADDED];
  cscanner_pad(bytes, available, padded);
  // Most values of attributes are that short.
  if (available <= 32) return avx2_classify(table, padded, 1, block);
  avx2_classify(table, padded, 2, block);
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
  block->literal = avx512_literals(table, 0, bytes, available) | avx512_literals(table, 1, bytes, available) |
                   avx512_literals(table, 2, bytes, available);
  __m512i behind = avx512_load(bytes, available, 3);
  if (__builtin_expect(_mm512_movepi8_mask(_mm512_or_si512(a, behind)) == 0, 1)) return;
  __m512i low = _mm512_and_si512(a, _mm512_set1_epi8(15));
  block->odd |= _mm512_test_epi8_mask(_mm512_shuffle_epi8(avx512_table(cscanner_far_low), low),
                                      _mm512_shuffle_epi8(avx512_table(cscanner_far_high), high));
  block->literal |= avx512_literals(table, 3, bytes, available);
}

CSCANNER_AVX512_TARGET CSCANNER_INLINE void classify_avx512(const cscanner_table *table, const uint8_t *bytes,
                                                            size_t available, cscanner_block *block) {
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

CSCANNER_SSSE3_TARGET CSCANNER_INLINE void classify_ssse3(const cscanner_table *table, const uint8_t *bytes,
                                                          size_t available, cscanner_block *block) {
  uint8_t padded[CSCANNER_PADDED];
  if (available < CSCANNER_BLOCK_READ) bytes = cscanner_pad(bytes, available, padded);
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
  block->literal =
      ssse3_literals(table, 0, bytes) | ssse3_literals(table, 1, bytes) | ssse3_literals(table, 2, bytes);
  if (__builtin_expect(_mm_movemask_epi8(all) == 0, 1)) return;
  for (int part = 0; part < 64; part += 16) {
    __m128i a = _mm_loadu_si128((const __m128i *)(bytes + part));
    block->odd |= HAS(ssse3_any(cscanner_far_low, cscanner_far_high, a), 0xff);
  }
#undef HAS
#undef NONE
  block->literal |= ssse3_literals(table, 3, bytes);
}

#endif
