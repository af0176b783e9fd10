#include "cscanner.h"

#include <string.h>

#if defined(__x86_64__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

size_t cscanner_find(const uint8_t *bytes, size_t length, uint8_t byte) {
  if (length == 0) return 0;
  const uint8_t *found = memchr(bytes, byte, length);
  return found ? (size_t)(found - bytes) : length;
}

size_t cscanner_copy_plain(const uint8_t *bytes, size_t length, uint8_t *out) {
  size_t at = 0;
#if defined(__x86_64__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
  for (; at + 16 <= length; at += 16) {
    __m128i chunk = _mm_loadu_si128((const __m128i *)(bytes + at));
    _mm_storeu_si128((__m128i *)(out + at), chunk);
    __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(chunk, quote), _mm_cmpeq_epi8(chunk, backslash));
    unsigned bits = (unsigned)_mm_movemask_epi8(stops);
    if (bits) return at + (size_t)__builtin_ctz(bits);
  }
#elif defined(__aarch64__)
  for (; at + 16 <= length; at += 16) {
    uint8x16_t chunk = vld1q_u8(bytes + at);
    vst1q_u8(out + at, chunk);
    uint8x16_t stops = vorrq_u8(vceqq_u8(chunk, vdupq_n_u8('"')), vceqq_u8(chunk, vdupq_n_u8('\\')));
    uint64_t bits = vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(stops), 4)), 0);
    if (bits) return at + (size_t)(__builtin_ctzll(bits) >> 2);
  }
#endif
  for (; at < length && bytes[at] != '"' && bytes[at] != '\\'; at++) out[at] = bytes[at];
  return at;
}
