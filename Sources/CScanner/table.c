#include "cscanner.h"

#include <string.h>

void cscanner_table_init(cscanner_table *table) {
  memset(table, 0, sizeof *table);
  table->digits_trigger = CSCANNER_NO_TRIGGER;
  table->run_trigger = CSCANNER_NO_TRIGGER;
  table->letters_digits_trigger = CSCANNER_NO_TRIGGER;
}

bool cscanner_add_literal(cscanner_table *table, const uint8_t *bytes, size_t length, bool any_case,
                          uint16_t trigger) {
  if (length < 1 || length > CSCANNER_MAX_LITERAL_LENGTH) return false;
  if (table->literal_count == CSCANNER_MAX_LITERALS) return false;
  cscanner_literal literal = {.trigger = trigger, .length = (uint8_t)length};
  for (size_t i = 0; i < length; i++) {
    uint8_t byte = bytes[i];
    uint8_t lower = byte | 0x20;
    bool fold = any_case && lower >= 'a' && lower <= 'z';
    literal.value |= (uint64_t)(fold ? lower : byte) << (8 * i);
    literal.mask |= (uint64_t)0xff << (8 * i);
    if (fold) literal.fold |= (uint64_t)0x20 << (8 * i);
  }
  table->literals[table->literal_count++] = literal;
  return true;
}

bool cscanner_set_digits(cscanner_table *table, uint16_t minimum, uint16_t trigger) {
  if (minimum < 1 || minimum > 32) return false;
  table->digits_minimum = minimum;
  table->digits_trigger = trigger;
  return true;
}

bool cscanner_set_run(cscanner_table *table, uint16_t minimum, uint16_t trigger) {
  if (minimum < 1 || minimum > 64) return false;
  table->run_minimum = minimum;
  table->run_trigger = trigger;
  return true;
}

bool cscanner_set_letters_digits(cscanner_table *table, uint16_t trigger) {
  table->letters_digits_trigger = trigger;
  return true;
}

bool cscanner_add_chain(cscanner_table *table, cscanner_chain chain) {
  if (table->chain_count == CSCANNER_MAX_CHAINS) return false;
  if (chain.byte != ':' && chain.byte != '-' && chain.byte != '.') return false;
  if (chain.count < 2 || chain.min_gap < 1 || chain.max_gap < chain.min_gap) return false;
  if (chain.max_gap * (chain.count - 1) > CSCANNER_MAX_CHAIN_REACH) return false;
  table->chains[table->chain_count++] = chain;
  return true;
}

static int compare_literals(const cscanner_literal *a, const cscanner_literal *b) {
  if (a->length != b->length && (a->length < 3 || b->length < 3)) return a->length < b->length ? -1 : 1;
  for (int i = 0; i < CSCANNER_MAX_LITERAL_LENGTH; i++) {
    uint8_t left = (uint8_t)(a->value >> (8 * i)), right = (uint8_t)(b->value >> (8 * i));
    if (left != right) return left < right ? -1 : 1;
  }
  return (int)a->length - (int)b->length;
}

static void sort_literals(cscanner_table *table) {
  for (size_t i = 1; i < table->literal_count; i++) {
    cscanner_literal moving = table->literals[i];
    size_t j = i;
    while (j > 0 && compare_literals(&moving, &table->literals[j - 1]) < 0) {
      table->literals[j] = table->literals[j - 1];
      j--;
    }
    table->literals[j] = moving;
  }
}

static void add_to_masks(cscanner_table *table, const cscanner_literal *literal) {
  uint8_t bit = (uint8_t)(1u << literal->bucket);
  for (int i = 0; i < 4; i++) {
    if (i >= literal->length) {  // a short literal does not care what follows
      for (int nibble = 0; nibble < 16; nibble++) {
        table->low[i][nibble] |= bit;
        table->high[i][nibble] |= bit;
      }
      continue;
    }
    uint8_t byte = (uint8_t)(literal->value >> (8 * i));
    uint8_t fold = (uint8_t)(literal->fold >> (8 * i));
    table->low[i][byte & 15] |= bit;
    table->high[i][byte >> 4] |= bit;
    table->high[i][(byte & ~fold) >> 4] |= bit;
  }
}

// Literals of one byte share bucket 0, those of two bytes bucket 1, so that their "anything may follow"
// does not spoil the others; sorted neighbours share the rest, because similar literals add few new
// nibbles to a bucket.
void cscanner_table_seal(cscanner_table *table) {
  sort_literals(table);
  size_t shorts = 0;
  while (shorts < table->literal_count && table->literals[shorts].length < 3) shorts++;
  size_t longs = table->literal_count - shorts;
  for (size_t i = 0; i < table->literal_count; i++) {
    cscanner_literal *literal = &table->literals[i];
    literal->bucket = i < shorts ? (uint8_t)(literal->length - 1) : (uint8_t)(2 + (i - shorts) * 6 / longs);
    add_to_masks(table, literal);
  }
  for (int bucket = 0, i = 0; bucket <= 8; bucket++) {
    while (i < table->literal_count && table->literals[i].bucket < bucket) i++;
    table->bucket_start[bucket] = (uint16_t)i;
  }
}
