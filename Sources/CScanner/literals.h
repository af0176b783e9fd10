// Literals and prefixes: which of the places a classifier found hold one.
#ifndef TRACEVEIL_CSCANNER_LITERALS_H
#define TRACEVEIL_CSCANNER_LITERALS_H

#include "output.h"

// The eight bytes there, the first one lowest.
CSCANNER_INLINE uint64_t load_whole_word(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

// The same at `position` of a text, and zeros behind its end.
CSCANNER_INLINE uint64_t load_word(const uint8_t *bytes, size_t length, size_t position) {
  size_t left = length - position;
  if (left >= sizeof(uint64_t)) return load_whole_word(bytes + position);
  uint8_t padded[sizeof(uint64_t)] = {0};
  memcpy(padded, bytes + position, left);
  return load_whole_word(padded);
}

CSCANNER_INLINE bool begins_with(uint64_t word, const cscanner_literal *literal) {
  return ((word | literal->fold) & literal->mask) == literal->value;
}

CSCANNER_INLINE bool emit_if_there(cscanner_output *out, size_t position, uint64_t word,
                                   const cscanner_literal *literal) {
  if (!begins_with(word, literal)) return true;
  if (literal->length > out->length - position) return true;
  return emit(out, position, literal->trigger, literal->length);
}

// Whether one of the literals of less than three bytes begins `word`.
CSCANNER_INLINE bool begins_short(const cscanner_table *table, uint64_t word) {
  if (__builtin_expect(!cscanner_has_bit(table->short_keys, word & 0xff), 1)) return false;
  for (unsigned i = 0; i < table->short_count; i++)
    if (begins_with(word, &table->literals[i])) return true;
  return false;
}

CSCANNER_INLINE bool may_begin_literal(const cscanner_table *table, uint64_t word) {
  return cscanner_may_be_literal(table, word) || begins_short(table, word);
}

// Of the places in `left`, those where a literal may begin.
CSCANNER_INLINE uint64_t confirmed_literals(const cscanner_output *out, size_t base, uint64_t left) {
  size_t behind = out->length - base;
  uint64_t confirmed = 0;
  if (__builtin_expect(behind >= 64 + sizeof(uint64_t), 1)) {
    CSCANNER_FEW_ROUNDS
    for (; left; left &= left - 1) {
      const uint8_t *at = out->bytes + base + __builtin_ctzll(left);
      // To load twice takes less than to shift.
      uint64_t word = load_whole_word(at), behind = load_whole_word(at + 1);
      if (__builtin_expect(cscanner_may_begin(out->table, word, behind), 0) && may_begin_literal(out->table, word))
        confirmed |= left & -left;
    }
    return confirmed;
  }
  // A literal may begin with what a classifier takes the place behind the end for.
  if (behind < 64) left &= ((uint64_t)1 << behind) - 1;
  CSCANNER_FEW_ROUNDS
  for (; left; left &= left - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(left);
    uint64_t word = load_word(out->bytes, out->length, base + bit);
    if (__builtin_expect(cscanner_may_begin(out->table, word, word >> 8), 0) && may_begin_literal(out->table, word))
      confirmed |= left & -left;
  }
  return confirmed;
}

// Of the places in `left`, those where a prefix may begin.
CSCANNER_INLINE uint64_t confirmed_prefixes(const cscanner_output *out, size_t base, uint64_t left) {
  uint64_t confirmed = 0;
  CSCANNER_FEW_ROUNDS
  for (; left; left &= left - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(left);
    // The word is long.
    unsigned key = cscanner_prefix_key(load_whole_word(out->bytes + base + bit));
    if (cscanner_has_bit(out->table->prefix_keys, key)) confirmed |= left & -left;
  }
  return confirmed;
}

CSCANNER_INLINE bool emit_literals(cscanner_output *out, size_t position) {
  const cscanner_table *table = out->table;
  uint64_t word = load_word(out->bytes, out->length, position);
  if (cscanner_has_bit(table->short_keys, word & 0xff)) {
    for (unsigned i = 0; i < table->short_count; i++)
      if (!emit_if_there(out, position, word, &table->literals[i])) return false;
  }
  unsigned slot = cscanner_slot(word);
  const cscanner_literal *literal = table->literals + table->slot_start[slot];
  const cscanner_literal *end = table->literals + table->slot_start[slot + 1];
  for (; literal < end; literal++)
    if (!emit_if_there(out, position, word, literal)) return false;
  return true;
}

CSCANNER_INLINE bool emit_prefixes(cscanner_output *out, size_t position) {
  const cscanner_table *table = out->table;
  uint64_t word = load_word(out->bytes, out->length, position);
  unsigned slot = cscanner_slot(word);
  for (unsigned i = table->prefix_slot_start[slot]; i < table->prefix_slot_start[slot + 1]; i++)
    if (!emit_if_there(out, position, word, &table->prefixes[i])) return false;
  return true;
}

#endif
