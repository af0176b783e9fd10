// CRC-32C (RFC 3720, appendix B.4), which CPUs have an instruction for.
#include "cchecksum.h"

#include <string.h>

#if defined(__x86_64__)
#include <nmmintrin.h>
#define HAS_INSTRUCTION __builtin_cpu_supports("sse4.2")
#define TARGET __attribute__((target("sse4.2")))
#define NEXT_8(crc, word) _mm_crc32_u64(crc, word)
#define NEXT_1(crc, byte) _mm_crc32_u8(crc, byte)
#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)
#include <arm_acle.h>
#define HAS_INSTRUCTION 1
#define TARGET
#define NEXT_8(crc, word) __crc32cd((uint32_t)crc, word)
#define NEXT_1(crc, byte) __crc32cb((uint32_t)crc, byte)
#else
#define HAS_INSTRUCTION 0
#endif

#ifdef NEXT_8
TARGET static uint32_t by_instruction(uint32_t crc, const uint8_t *bytes, size_t count) {
  uint64_t value = crc;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    value = NEXT_8(value, word);
  }
  for (; count > 0; bytes++, count--) value = NEXT_1((uint32_t)value, *bytes);
  return (uint32_t)value;
}
#endif

static uint32_t by_bit(uint32_t crc, const uint8_t *bytes, size_t count) {
  for (; count > 0; bytes++, count--) {
    crc ^= *bytes;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0x82f63b78u & (0u - (crc & 1)));
  }
  return crc;
}

uint32_t cchecksum_crc32c(const uint8_t *bytes, size_t count) {
#ifdef NEXT_8
  if (HAS_INSTRUCTION) return ~by_instruction(~0u, bytes, count);
#endif
  return ~by_bit(~0u, bytes, count);
}

uint32_t cchecksum_crc32c_portable(const uint8_t *bytes, size_t count) { return ~by_bit(~0u, bytes, count); }
