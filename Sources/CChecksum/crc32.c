// V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009), bit
// reflected. The constants are powers of x modulo the polynomial of gzip, 0x104c11db7, as the paper's tables have them.
#include "cchecksum.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__((target("pclmul,sse4.1")))

bool cchecksum_can_fold(void) { return __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1"); }

TARGET static inline __m128i load(const uint8_t *bytes) { return _mm_loadu_si128((const __m128i *)bytes); }

// Moves 128 bits of the message to where `next` is, by the two distances in `keys`.
TARGET static inline __m128i fold(__m128i bits, __m128i next, __m128i keys) {
  __m128i low = _mm_clmulepi64_si128(bits, keys, 0x00), high = _mm_clmulepi64_si128(bits, keys, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

TARGET static uint32_t reduce(__m128i bits) {
  const __m128i by_64 = _mm_set_epi64x(0, 0x163cd6124), by_96 = _mm_set_epi64x(0x0ccaa009e, 0);
  const __m128i barrett = _mm_set_epi64x(0x1f7011641, 0x1db710641), words = _mm_setr_epi32(-1, 0, -1, 0);
  // 128 bits to 96, to 64.
  bits = _mm_xor_si128(_mm_srli_si128(bits, 8), _mm_clmulepi64_si128(bits, by_96, 0x10));
  bits = _mm_xor_si128(_mm_srli_si128(bits, 4), _mm_clmulepi64_si128(_mm_and_si128(bits, words), by_64, 0x00));
  // And to 32, by Barrett's reduction.
  __m128i quotient = _mm_and_si128(_mm_clmulepi64_si128(_mm_and_si128(bits, words), barrett, 0x10), words);
  bits = _mm_xor_si128(bits, _mm_clmulepi64_si128(quotient, barrett, 0x00));
  return (uint32_t)_mm_extract_epi32(bits, 1);
}

TARGET uint32_t cchecksum_fold_crc32(uint32_t crc, const uint8_t *bytes, size_t *count) {
  const __m128i by_512 = _mm_set_epi64x(0x1c6e41596, 0x154442bd4), by_128 = _mm_set_epi64x(0x0ccaa009e, 0x1751997d0);
  const uint8_t *end = bytes + (*count & ~(size_t)15);
  if (*count < 64) {
    *count = 0;
    return crc;
  }
  *count = (size_t)(end - bytes);
  // Four lanes, so that the multiplications of one need not wait for those of another.
  __m128i lane[4];
  for (int i = 0; i < 4; i++) lane[i] = load(bytes + 16 * i);
  lane[0] = _mm_xor_si128(lane[0], _mm_cvtsi32_si128((int)~crc));
  for (bytes += 64; end - bytes >= 64; bytes += 64) {
    for (int i = 0; i < 4; i++) lane[i] = fold(lane[i], load(bytes + 16 * i), by_512);
  }
  __m128i bits = lane[0];
  for (int i = 1; i < 4; i++) bits = fold(bits, lane[i], by_128);
  for (; bytes < end; bytes += 16) bits = fold(bits, load(bytes), by_128);
  return ~reduce(bits);
}

#else

bool cchecksum_can_fold(void) { return false; }

uint32_t cchecksum_fold_crc32(uint32_t crc, const uint8_t *bytes, size_t *count) {
  (void)bytes;
  *count = 0;
  return crc;
}

#endif
