// What a scan reads, and where it writes what it finds.
#ifndef TRACEVEIL_CSCANNER_OUTPUT_H
#define TRACEVEIL_CSCANNER_OUTPUT_H

#include "characters.h"

typedef struct {
  const cscanner_table *table;
  const uint8_t *bytes;
  size_t length;
  cscanner_hit *hits;
  size_t count, capacity;
} cscanner_output;

CSCANNER_INLINE bool emit(cscanner_output *out, size_t position, uint16_t trigger, size_t count) {
  if (out->count == out->capacity) return false;
  uint16_t saturated = count > 0xffff ? 0xffff : (uint16_t)count;
  out->hits[out->count++] = (cscanner_hit){(uint32_t)position, trigger, saturated};
  return true;
}

CSCANNER_INLINE bool is_capital(uint8_t byte) { return (uint8_t)(byte - 'A') < 26; }
CSCANNER_INLINE bool is_word(uint8_t byte) { return is_digit(byte) || (uint8_t)((byte | 0x20) - 'a') < 26; }

// The map moved by `distance` (0 to 63): what lies that far behind each position.
CSCANNER_INLINE uint64_t ahead(uint64_t block, uint64_t next, unsigned distance) {
  return distance == 0 ? block : block >> distance | next << (64 - distance);
}

// Positions where at least 5, or at least 23, bits in a row begin. Where the last bit is set, so are taken to be all
// behind it.
CSCANNER_INLINE uint64_t runs_of_5(uint64_t bits) {
  int64_t two = (int64_t)bits & (int64_t)bits >> 1;
  return (uint64_t)(two & two >> 2 & (int64_t)bits >> 4);
}
CSCANNER_INLINE uint64_t runs_of_23(uint64_t bits) {
  int64_t runs = (int64_t)bits;
  for (unsigned have = 1; have < 16; have *= 2) runs &= runs >> have;
  return (uint64_t)(runs & runs >> 7);
}

// Of runs of 23 in a block, those that are that long with what is behind it: `next`.
CSCANNER_INLINE uint64_t whole_runs_of_23(uint64_t runs, uint64_t next) {
  unsigned behind = ~next ? (unsigned)__builtin_ctzll(~next) : 64;
  return behind >= 22 ? runs : runs & (((uint64_t)1 << (64 - 22 + behind)) - 1);
}

// The top bit of each byte whose bits are all set; also, seldom, of one that follows such a byte.
CSCANNER_INLINE uint64_t whole_bytes(uint64_t bits) {
  const uint64_t ones = 0x0101010101010101;
  return (~bits - ones) & bits & ones << 7;
}

// A run of 23 covers two bytes of a map that follow each other; few words do. By the whole bytes of both blocks.
CSCANNER_INLINE bool may_hold_run_of_23(uint64_t whole, uint64_t whole_next) {
  return ((whole & ahead(whole, whole_next, 8)) | (whole_next & whole_next >> 8 & 0x80)) != 0;
}

// Bits in a row from `bit` on, at most those of both blocks.
CSCANNER_INLINE unsigned run_from(uint64_t block, uint64_t next, unsigned bit) {
  uint64_t end = ~block >> bit;
  if (end) return (unsigned)__builtin_ctzll(end);
  return 64 - bit + (~next ? (unsigned)__builtin_ctzll(~next) : 64);
}

#endif
