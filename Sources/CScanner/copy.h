// Finding the bytes of a text that mean something. Inlined, for what lies between them is often shorter than a
// call takes.
#ifndef TRACEVEIL_CSCANNER_COPY_H
#define TRACEVEIL_CSCANNER_COPY_H

#include "block.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// Quotation marks and backslashes among 64 bytes.
CSCANNER_INLINE uint64_t cscanner_json_stops(const uint8_t *bytes) {
  uint64_t stops = 0;
#if defined(__x86_64__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
  for (int part = 0; part < 64; part += 16) {
    __m128i chunk = _mm_loadu_si128((const __m128i *)(bytes + part));
    __m128i here = _mm_or_si128(_mm_cmpeq_epi8(chunk, quote), _mm_cmpeq_epi8(chunk, backslash));
    stops |= (uint64_t)(uint16_t)_mm_movemask_epi8(here) << part;
  }
#else
  for (int i = 0; i < 64; i++) stops |= (uint64_t)(bytes[i] == '"' || bytes[i] == '\\') << i;
#endif
  return stops;
}

#if defined(__x86_64__)
// The same for a machine that has AVX2.
CSCANNER_AVX2_TARGET CSCANNER_INLINE uint64_t cscanner_json_stops_avx2(const uint8_t *bytes) {
  const __m256i quote = _mm256_set1_epi8('"'), backslash = _mm256_set1_epi8('\\');
  __m256i a = _mm256_loadu_si256((const __m256i *)bytes), b = _mm256_loadu_si256((const __m256i *)(bytes + 32));
  a = _mm256_or_si256(_mm256_cmpeq_epi8(a, quote), _mm256_cmpeq_epi8(a, backslash));
  b = _mm256_or_si256(_mm256_cmpeq_epi8(b, quote), _mm256_cmpeq_epi8(b, backslash));
  return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}
#endif

// Copies bytes up to the first one that may be odd: percent and number sign, ampersand, plus, equals sign, caret,
// backslash, escape character, anything beyond ASCII.
// Answers how many those are; writes up to 32 more.
CSCANNER_INLINE size_t cscanner_copy_usual(const uint8_t *bytes, size_t length, uint8_t *out) {
  size_t at = 0;
#if defined(__x86_64__)
  const __m128i percent = _mm_set1_epi8('%'), ampersand = _mm_set1_epi8('&'), backslash = _mm_set1_epi8('\\');
  const __m128i plus = _mm_set1_epi8('+'), equals = _mm_set1_epi8('=');
  const __m128i caret = _mm_set1_epi8('^'), escape = _mm_set1_epi8(0x1b);
  const __m128i number = _mm_set1_epi8('#');
  for (; at + 16 <= length; at += 16) {
    __m128i chunk = _mm_loadu_si128((const __m128i *)(bytes + at));
    _mm_storeu_si128((__m128i *)(out + at), chunk);
    __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(chunk, percent), _mm_cmpeq_epi8(chunk, ampersand));
    stops = _mm_or_si128(_mm_or_si128(stops, chunk), _mm_cmpeq_epi8(chunk, backslash));
    stops = _mm_or_si128(_mm_or_si128(stops, _mm_cmpeq_epi8(chunk, plus)), _mm_cmpeq_epi8(chunk, equals));
    stops = _mm_or_si128(stops, _mm_or_si128(_mm_cmpeq_epi8(chunk, caret), _mm_cmpeq_epi8(chunk, escape)));
    stops = _mm_or_si128(stops, _mm_cmpeq_epi8(chunk, number));
    unsigned bits = (unsigned)_mm_movemask_epi8(stops);
    if (bits) return at + (size_t)__builtin_ctz(bits);
  }
#elif defined(__aarch64__)
  for (; at + 16 <= length; at += 16) {
    uint8x16_t chunk = vld1q_u8(bytes + at);
    vst1q_u8(out + at, chunk);
    uint8x16_t stops = vorrq_u8(vceqq_u8(chunk, vdupq_n_u8('%')), vceqq_u8(chunk, vdupq_n_u8('&')));
    stops = vorrq_u8(stops, vceqq_u8(chunk, vdupq_n_u8('\\')));
    stops = vorrq_u8(stops, vorrq_u8(vceqq_u8(chunk, vdupq_n_u8('+')), vceqq_u8(chunk, vdupq_n_u8('='))));
    stops = vorrq_u8(stops, vorrq_u8(vceqq_u8(chunk, vdupq_n_u8('^')), vceqq_u8(chunk, vdupq_n_u8(0x1b))));
    stops = vorrq_u8(stops, vceqq_u8(chunk, vdupq_n_u8('#')));
    stops = vorrq_u8(stops, vcgeq_u8(chunk, vdupq_n_u8(0x80)));
    uint64_t bits = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(stops), 4)), 0);
    if (bits) return at + (size_t)(__builtin_ctzll(bits) >> 2);
  }
#endif
  for (; at < length; at++) {
    uint8_t byte = bytes[at];
    if (byte == '%' || byte == '&' || byte == '\\' || byte == '+' || byte == '=' || byte == '^' || byte == '#' ||
        byte == 0x1b || byte >= 0x80)
      break;
    out[at] = byte;
  }
  return at;
}

#if defined(__x86_64__)
// The same for a machine that has AVX2.
CSCANNER_AVX2_TARGET CSCANNER_INLINE size_t cscanner_copy_usual_avx2(const uint8_t *bytes, size_t length,
                                                                     uint8_t *out) {
  const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)cscanner_class_low));
  const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)cscanner_class_high));
  const __m256i nibble = _mm256_set1_epi8(15), odd = _mm256_set1_epi8(CSCANNER_ODD);
  size_t at = 0;
  for (; at + 32 <= length; at += 32) {
    __m256i chunk = _mm256_loadu_si256((const __m256i *)(bytes + at));
    _mm256_storeu_si256((__m256i *)(out + at), chunk);
    __m256i by_high = _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(chunk, 4), nibble));
    __m256i class = _mm256_and_si256(_mm256_and_si256(_mm256_shuffle_epi8(low, chunk), by_high), odd);
    __m256i stops = _mm256_or_si256(chunk, _mm256_cmpgt_epi8(class, _mm256_setzero_si256()));
    unsigned bits = (unsigned)_mm256_movemask_epi8(stops);
    if (bits) return at + (size_t)__builtin_ctz(bits);
  }
  return at + cscanner_copy_usual(bytes + at, length - at, out + at);
}
#endif

#endif
