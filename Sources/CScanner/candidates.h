// The scan itself, written once over bit maps and compiled once per level around its classifier.
#ifndef TRACEVEIL_CSCANNER_CANDIDATES_H
#define TRACEVEIL_CSCANNER_CANDIDATES_H

#include "chains.h"
#include "clusters.h"
#include "escape.h"
#include "literals.h"

CSCANNER_INLINE uint64_t all_if(bool condition) { return condition ? ~(uint64_t)0 : 0; }

// What a table asks for, as masks of the places to look at.
typedef struct {
  uint64_t digits, few_digits, letters_digits, long_runs, short_runs, other_gaps;
} cscanner_wanted;

CSCANNER_INLINE cscanner_wanted wanted_of(const cscanner_table *table) {
  bool has_run = table->run_trigger != CSCANNER_NO_TRIGGER;
  bool is_short = table->run_minimum < CSCANNER_PREFIXED_LENGTH;
  return (cscanner_wanted){
      .digits = all_if(table->digits_trigger != CSCANNER_NO_TRIGGER),
      .few_digits = all_if(table->digits_minimum < 5),
      .letters_digits = all_if(table->letters_digits_trigger != CSCANNER_NO_TRIGGER),
      .long_runs = all_if(has_run && !is_short),
      .short_runs = all_if(has_run && is_short),
      .other_gaps = all_if(table->has_other_gaps),
  };
}

// Where in a block something may start, by what it would be.
typedef struct {
  uint64_t literal, prefix, digits, run, letters_digits, chain;
} cscanner_places;

static size_t run_length(const cscanner_output *out, size_t base, unsigned bit, const cscanner_block *block,
                         const cscanner_block *next) {
  size_t length = run_from(block->word, next->word, bit), at = base + bit + length;
  if (length < 128 - bit) return length;
  while (at < out->length && at - base < 0xffff && is_word(out->bytes[at])) at++;
  return at - base - bit;
}

// Two letters and two digits are at each place of `left`: drops those of small letters in a word.
static uint64_t find_letters_digits(const cscanner_output *out, size_t base, uint64_t left, uint64_t begins) {
  uint64_t found = left & begins;
  for (left &= ~begins; left; left &= left - 1) {
    const uint8_t *at = out->bytes + base + __builtin_ctzll(left);
    if (is_capital(at[0]) && is_capital(at[1])) found |= left & -left;
  }
  return found;
}

// Takes a closer look at all places of a block, and reports what is there. False when there is no room.
CSCANNER_SELDOM bool emit_block(cscanner_output *out, size_t base, const cscanner_block *block,
                                const cscanner_block *next, uint64_t next_inside, const cscanner_places *found) {
  const cscanner_table *table = out->table;
  cscanner_places places = *found;
  uint64_t chains[CSCANNER_MAX_CHAINS];
  uint16_t counts[32], *digits = counts;
  uint64_t groups = 0;
  if (places.digits)
    places.digits = find_clusters(out, base, places.digits, block->digit, next->digit, counts, &groups);
  if (table->groups_trigger == CSCANNER_NO_TRIGGER) groups = 0;
  if (places.letters_digits) {
    uint64_t before = base > 0 && is_word(out->bytes[base - 1]);
    uint64_t begins = block->word & ~(block->word << 1 | before);
    places.letters_digits = find_letters_digits(out, base, places.letters_digits, begins);
  }
  if (places.chain) places.chain = find_chains(out, base, places.chain, next_inside, chains);
  uint64_t any =
      places.literal | places.prefix | places.digits | places.run | places.letters_digits | places.chain | groups;
  for (; any; any &= any - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(any);
    size_t position = base + bit;
    uint64_t one = any & -any;
    if (places.literal & one && !emit_literals(out, position)) return false;
    if (places.prefix & one && !emit_prefixes(out, position)) return false;
    if (places.digits & one && !emit(out, position, table->digits_trigger, *digits++)) return false;
    if (groups & one && !emit(out, position, table->groups_trigger, 0)) return false;
    if (places.run & one) {
      size_t length = run_length(out, base, bit, block, next);
      if (length >= table->run_minimum && !emit(out, position, table->run_trigger, length)) return false;
    }
    if (places.letters_digits & one && !emit(out, position, table->letters_digits_trigger, 4)) return false;
    for (int i = 0; places.chain & one && i < table->chain_count; i++)
      if (chains[i] & one && !emit(out, position, table->chains[i].trigger, 0)) return false;
  }
  return true;
}

CSCANNER_SELDOM void find_disguises(const cscanner_output *out, size_t base, uint64_t odd,
                                    cscanner_result *result) {
  for (; odd && result->cover == out->length; odd &= odd - 1) {
    size_t at = base + (size_t)__builtin_ctzll(odd);
    if (!cscanner_may_be_disguise(out->bytes, out->length, at)) continue;
    if (cscanner_is_harmless_escape(out->bytes, out->length, at)) {
      if (result->disguise == out->length) result->disguise = at;
    } else if (cscanner_is_disguise(out->bytes, out->length, at)) {
      if (result->disguise == out->length) result->disguise = at;
      if (cscanner_is_cover(out->bytes, out->length, at)) result->cover = at;
    }
  }
}

// Blocks are classified several at a time, in a loop of their own: the tables of a level stay in registers, and so do
// the maps in the other loop.
enum { CSCANNER_BATCH = 16 };

// Classifies the blocks from `base` on, as many as there are and room for, and one that is empty behind the last.
// Answers how many.
CSCANNER_INLINE size_t classify_blocks(const cscanner_output *out, size_t base, size_t room,
                                       cscanner_classifier classify, cscanner_block *blocks) {
  size_t left = out->length > base ? out->length - base : 0;
  size_t whole = left < CSCANNER_BLOCK_READ ? 0 : (left - CSCANNER_BLOCK_READ) / 64 + 1, count = whole;
  const uint8_t *bytes = out->bytes + base;
  if (whole >= room) whole = count = room;
  for (cscanner_block *block = blocks, *end = blocks + whole; block < end; block++, bytes += 64)
    classify(out->table, bytes, CSCANNER_BLOCK_READ, block);
  for (left -= 64 * whole; count < room && left > 0; count++, bytes += 64) {
    classify(out->table, bytes, left, &blocks[count]);
    left -= left < 64 ? left : 64;
  }
  blocks[count] = (cscanner_block){0};
  return count;
}

// What goes from block to block.
typedef struct {
  uint64_t before;  // whether a letter or digit stands in front of it
  uint64_t inside;  // its separators in words
  uint64_t whole;   // its whole bytes of token bytes
} cscanner_carry;

// What may start in a block.
CSCANNER_INLINE cscanner_places find_places(const cscanner_output *out, const cscanner_wanted *wanted, size_t base,
                                            const cscanner_block *block, const cscanner_block *next,
                                            cscanner_carry carry, cscanner_carry carry_next) {
  cscanner_places places = {0};
  if (block->literal) places.literal = confirmed_literals(out, base, block->literal);
  if (block->digit | (next->digit & 7)) {
    uint64_t letter = block->word & ~block->digit;
    places.letters_digits = wanted->letters_digits & letter & ahead(letter, next->word & ~next->digit, 1) &
                            ahead(block->digit, next->digit, 2) & ahead(block->digit, next->digit, 3);
    uint64_t few = wanted->few_digits & block->digit & ~(block->digit << 1);
    places.digits = wanted->digits & (may_begin_cluster(block->digit) | few);
  }
  if (may_hold_run_of_23(carry.whole, carry_next.whole)) {
    uint64_t begins = block->word & ~(block->word << 1 | carry.before);
    uint64_t words = begins & whole_runs_of_23(runs_of_23(block->token), next->token);
    if (words) places.prefix = confirmed_prefixes(out, base, words);
    places.run = wanted->long_runs & words & runs_of_23(block->word);
  }
  if (__builtin_expect(wanted->short_runs != 0, 0)) places.run = block->word & ~(block->word << 1 | carry.before);
  if (carry.inside && (linked(carry.inside, carry_next.inside) | wanted->other_gaps)) places.chain = carry.inside;
  return places;
}

// Runs look ahead, so a block is taken once the next one is known. Of what is before, the last byte is enough.
CSCANNER_INLINE cscanner_result scan_blocks(cscanner_output *out, size_t from, cscanner_classifier classify) {
  const cscanner_wanted wanted = wanted_of(out->table);
  cscanner_block blocks[CSCANNER_BATCH + 1];
  cscanner_result result = {.next = out->length, .disguise = out->length, .cover = out->length};
  size_t known = classify_blocks(out, from, CSCANNER_BATCH, classify, blocks);
  cscanner_carry carry = {.before = from > 0 && is_word(out->bytes[from - 1])};
  carry.inside = separators_in_words(blocks[0].separator, blocks[0].word, carry.before);
  carry.whole = whole_bytes(blocks[0].token);
  for (size_t base = from;;) {
    // The last one waits for the next batch.
    bool is_end = known < CSCANNER_BATCH;
    const cscanner_block *block = blocks, *end = blocks + (is_end ? known : known - 1);
    for (; block < end; block++, base += 64) {
      const cscanner_block *next = block + 1;
      cscanner_carry carry_next = {.before = block->word >> 63};
      carry_next.inside = separators_in_words(next->separator, next->word, carry_next.before);
      carry_next.whole = whole_bytes(next->token);
      if (block->odd && result.cover == out->length) find_disguises(out, base, block->odd, &result);
      cscanner_places places = find_places(out, &wanted, base, block, next, carry, carry_next);
      if (places.literal | places.prefix | places.digits | places.run | places.letters_digits | places.chain) {
        size_t count = out->count;
        if (!emit_block(out, base, block, next, carry_next.inside, &places)) {
          result.count = count;
          result.next = base;  // the block is scanned again by the next call
          return result;
        }
      }
      carry = carry_next;
    }
    if (is_end) break;
    blocks[0] = *block;
    known = 1 + classify_blocks(out, base + 64, CSCANNER_BATCH - 1, classify, blocks + 1);
  }
  result.count = out->count;
  return result;
}

#endif
