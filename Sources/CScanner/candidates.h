// The scan itself, written once over bit maps and compiled once per level around its classifier.
#ifndef TRACEVEIL_CSCANNER_CANDIDATES_H
#define TRACEVEIL_CSCANNER_CANDIDATES_H

#include "block.h"
#include "escape.h"

typedef unsigned __int128 cscanner_window;  // a block and the one behind it: shifting right looks ahead

// What lies before a text and behind it.
static const cscanner_block cscanner_nothing;

typedef struct {
  const cscanner_table *table;
  const uint8_t *bytes;
  size_t length;
  cscanner_hit *hits;
  size_t count, capacity;
} cscanner_output;

CSCANNER_INLINE cscanner_window window(uint64_t block, uint64_t next) {
  return (cscanner_window)next << 64 | block;
}

// Positions from which at least `length` bits in a row are set.
CSCANNER_INLINE uint64_t runs_of(cscanner_window bits, unsigned length) {
  unsigned have = 1;
  while (have * 2 <= length) {
    bits &= bits >> have;
    have *= 2;
  }
  if (length > have) bits &= bits >> (length - have);
  return (uint64_t)bits;
}

CSCANNER_INLINE uint64_t chain_starts(cscanner_window bits, const cscanner_chain *chain) {
  cscanner_window found = bits;
  for (int link = 1; link < chain->count; link++) {
    cscanner_window next = 0;
    CSCANNER_FEW_ROUNDS
    for (int gap = chain->min_gap; gap <= chain->max_gap; gap++) next |= found >> gap;
    found = bits & next;
  }
  return (uint64_t)found;
}

CSCANNER_INLINE bool emit(cscanner_output *out, size_t position, uint16_t trigger, size_t count) {
  if (out->count == out->capacity) return false;
  uint16_t saturated = count > 0xffff ? 0xffff : (uint16_t)count;
  out->hits[out->count++] = (cscanner_hit){(uint32_t)position, trigger, saturated};
  return true;
}

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

CSCANNER_INLINE bool is_there(const cscanner_output *out, size_t position, uint64_t word,
                              const cscanner_literal *literal) {
  return ((word | literal->fold) & literal->mask) == literal->value && literal->length <= out->length - position;
}

CSCANNER_INLINE bool emit_if_there(cscanner_output *out, size_t position, uint64_t word,
                                   const cscanner_literal *literal) {
  if (!is_there(out, position, word, literal)) return true;
  return emit(out, position, literal->trigger, literal->length);
}

// Whether one of the literals that begin like `word` stands at `position`.
CSCANNER_SELDOM bool has_literal(const cscanner_output *out, size_t position, uint64_t word, unsigned buckets) {
  const cscanner_table *table = out->table;
  if (buckets & CSCANNER_SHORT_BUCKETS) return true;
  unsigned slot = cscanner_slot(word);
  for (unsigned i = table->slot_start[slot]; i < table->slot_start[slot + 1]; i++)
    if (is_there(out, position, word, &table->literals[i])) return true;
  return false;
}

// Of the places in `left`, those where a literal begins, or one of one or two bytes may.
CSCANNER_INLINE uint64_t confirmed_among(uint64_t left, const cscanner_output *out, size_t base,
                                         const cscanner_block *block, bool has_words) {
  uint64_t confirmed = 0;
  CSCANNER_FEW_ROUNDS
  for (; left; left &= left - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(left);
    size_t position = base + bit;
    uint64_t word = has_words ? load_whole_word(out->bytes + position) : load_word(out->bytes, out->length, position);
    unsigned buckets = block->buckets[bit];
    if (!cscanner_has_key(out->table->literal_keys, cscanner_literal_key(word)) && !(buckets & CSCANNER_SHORT_BUCKETS))
      continue;
    confirmed |= (uint64_t)has_literal(out, position, word, buckets) << bit;
  }
  return confirmed;
}

// Drops the places where no literal begins.
CSCANNER_INLINE uint64_t confirmed_literals(const cscanner_output *out, size_t base, const cscanner_block *block) {
  size_t left = out->length - base;
  if (left >= 64 + sizeof(uint64_t)) return confirmed_among(block->literal, out, base, block, true);
  // A literal may begin with what a classifier takes the place behind the end for.
  uint64_t inside = left < 64 ? ((uint64_t)1 << left) - 1 : ~(uint64_t)0;
  return confirmed_among(block->literal & inside, out, base, block, false);
}

CSCANNER_INLINE bool emit_literals(cscanner_output *out, size_t position, unsigned buckets) {
  const cscanner_table *table = out->table;
  uint64_t word = load_word(out->bytes, out->length, position);
  if (buckets & CSCANNER_SHORT_BUCKETS) {
    for (unsigned i = 0; i < table->short_count; i++)
      if (!emit_if_there(out, position, word, &table->literals[i])) return false;
  }
  unsigned slot = cscanner_slot(word);
  for (unsigned i = table->slot_start[slot]; i < table->slot_start[slot + 1]; i++)
    if (!emit_if_there(out, position, word, &table->literals[i])) return false;
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

CSCANNER_INLINE bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline size_t digits_in_cluster(const cscanner_output *out, size_t position) {
  size_t digits = 0, at = position;
  while (at < out->length && digits < 0xffff) {
    if (is_digit(out->bytes[at])) {
      digits++;
      at++;
    } else {
      uint8_t byte = out->bytes[at];
      bool joins = byte == ' ' || byte == '-' || byte == '.';
      if (!joins || at + 1 >= out->length) break;
      if (is_digit(out->bytes[at + 1])) at++;
      else if (byte == ' ' && out->bytes[at + 1] == ' ' && at + 2 < out->length && is_digit(out->bytes[at + 2])) at += 2;
      else break;
    }
  }
  return digits;
}

static inline size_t run_length(const cscanner_output *out, size_t position) {
  size_t at = position;
  while (at < out->length && at - position < 0xffff) {
    uint8_t byte = out->bytes[at];
    if (!is_digit(byte) && (uint8_t)((byte | 0x20) - 'a') >= 26) break;
    at++;
  }
  return at - position;
}

// All starts of one block, as bit maps.
typedef struct {
  uint64_t digits, run, letters_digits, literal, prefix;
  uint64_t any;
  bool has_chains;  // otherwise `chains` is not set
  uint64_t chains[CSCANNER_MAX_CHAINS];
} cscanner_starts;

// The map moved by `distance` (1 to 63): what lies that far behind each position.
CSCANNER_INLINE uint64_t ahead(uint64_t block, uint64_t next, unsigned distance) {
  return block >> distance | next << (64 - distance);
}

CSCANNER_INLINE unsigned bits_in(uint64_t block, uint64_t next) {
  return (unsigned)__builtin_popcountll(block) + (unsigned)__builtin_popcountll(next);
}

CSCANNER_INLINE uint64_t spaces(const cscanner_block *block) { return block->joint & ~block->hyphen & ~block->dot; }

CSCANNER_INLINE uint64_t joined_digits(const cscanner_block *before, const cscanner_block *block,
                                       const cscanner_block *after) {
  uint64_t digit_before = block->digit << 1 | before->digit >> 63;
  uint64_t digit_behind = ahead(block->digit, after->digit, 1);
  uint64_t space = spaces(block), space_before = space << 1 | spaces(before) >> 63;
  // Two spaces: the first of them, and the second.
  uint64_t first = space & digit_before & ahead(space, spaces(after), 1) & ahead(block->digit, after->digit, 2);
  uint64_t second = space & space_before & (block->digit << 2 | before->digit >> 62) & digit_behind;
  return block->digit | (block->joint & digit_before & digit_behind) | first | second;
}

CSCANNER_SELDOM uint64_t digit_starts(const cscanner_table *table, const cscanner_block *previous,
                                    const cscanner_block *block, const cscanner_block *next) {
  uint64_t joined = joined_digits(previous, block, next);
  uint64_t behind = joined_digits(block, next, &cscanner_nothing);
  // A cluster goes on here if the block before ends in a digit, in a digit and a joint, or in a digit and two spaces.
  uint64_t space = spaces(previous);
  uint64_t goes_on =
      (previous->digit | (previous->joint & previous->digit << 1) | (space & space << 1 & previous->digit << 2)) >> 63;
  uint64_t first = block->digit & ~(joined << 1 | goes_on);
  return first & runs_of(window(joined, behind), table->digits_minimum);
}

CSCANNER_INLINE uint64_t run_starts(const cscanner_table *table, uint64_t before, uint64_t word, uint64_t behind) {
  return word & ~(word << 1 | before >> 63) & runs_of(window(word, behind), table->run_minimum);
}

// A run of 23 covers two whole bytes of a map that follow each other; few words do.
CSCANNER_INLINE bool may_hold_run_of_23(uint64_t word, uint64_t behind) {
  const uint64_t ones = 0x0101010101010101, tops = ones << 7;
  // The top bit of each byte whose bits are all set; also, seldom, of one that follows such a byte.
  uint64_t whole = (~word - ones) & word & tops, whole_behind = (~behind - ones) & behind & tops;
  return (whole & ahead(whole, whole_behind, 8)) != 0 || (whole_behind & 0x8080) == 0x8080;
}

// What tokens and addresses are made of.
CSCANNER_INLINE uint64_t token_bytes(const cscanner_block *block) {
  return block->letter | block->digit | block->sign | block->dot;
}

// Of words that are long enough, the starts of those that begin like a prefix, by three bytes.
CSCANNER_INLINE uint64_t prefix_starts(const cscanner_output *out, size_t base, uint64_t before, uint64_t word,
                                       cscanner_window tokens) {
  uint64_t starts = word & ~(word << 1 | before >> 63) & runs_of(tokens, CSCANNER_PREFIXED_LENGTH);
  uint64_t confirmed = 0;
  CSCANNER_FEW_ROUNDS
  for (; starts; starts &= starts - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(starts);
    unsigned key = cscanner_prefix_key(load_word(out->bytes, out->length, base + bit));
    confirmed |= (uint64_t)cscanner_has_key(out->table->prefix_keys, key) << bit;
  }
  return confirmed;
}

// Runs and prefixes: both are in words of 23 bytes and more.
CSCANNER_SELDOM void find_long_words(const cscanner_output *out, size_t base, const cscanner_block *previous,
                                     const cscanner_block *block, const cscanner_block *next, cscanner_starts *starts) {
  const cscanner_table *table = out->table;
  uint64_t before = previous->letter | previous->digit;
  uint64_t word = block->letter | block->digit, behind = next->letter | next->digit;
  if (table->prefix_count != 0)
    starts->prefix = prefix_starts(out, base, before, word, window(token_bytes(block), token_bytes(next)));
  if (table->run_minimum >= 23 && table->run_trigger != CSCANNER_NO_TRIGGER && may_hold_run_of_23(word, behind))
    starts->run = run_starts(table, before, word, behind);
}

// Positions between two letters or digits. The last one of `block` is taken for one without `after`.
CSCANNER_INLINE uint64_t between_words(uint64_t before, uint64_t block, uint64_t after) {
  return (block << 1 | before >> 63) & ahead(block, after, 1);
}

CSCANNER_SELDOM void find_chains(const cscanner_table *table, const cscanner_block *block,
                                 const cscanner_block *next, uint64_t inside, uint64_t inside_next,
                                 cscanner_starts *starts) {
  for (int i = 0; i < table->chain_count; i++) {
    const cscanner_chain *chain = &table->chains[i];
    uint64_t here = chain->byte == ':' ? block->colon : chain->byte == '-' ? block->hyphen : block->dot;
    uint64_t there = chain->byte == ':' ? next->colon : chain->byte == '-' ? next->hyphen : next->dot;
    here &= inside;
    there &= inside_next;
    starts->chains[i] = 0;
    if (!here || bits_in(here, there) < chain->count) continue;
    starts->chains[i] = chain_starts(window(here, there), chain);
    starts->has_chains |= starts->chains[i] != 0;
    starts->any |= starts->chains[i];
  }
}

// Whether two separators inside of words are as far from each other as links of a chain may be.
CSCANNER_INLINE bool may_hold_chain(const cscanner_table *table, uint64_t here, uint64_t there) {
  uint64_t linked = 0;
  CSCANNER_FEW_ROUNDS
  for (unsigned gap = table->smallest_gap; gap <= table->largest_gap; gap++) linked |= ahead(here, there, gap);
  return (here & linked) != 0;
}

CSCANNER_INLINE void find_starts(const cscanner_output *out, size_t base, const cscanner_block *previous,
                                 const cscanner_block *block, const cscanner_block *next,
                                 cscanner_starts *starts) {
  const cscanner_table *table = out->table;
  starts->literal = confirmed_literals(out, base, block);
  starts->digits = starts->run = starts->letters_digits = starts->prefix = 0;
  if (table->digits_trigger != CSCANNER_NO_TRIGGER && block->digit &&
      bits_in(block->digit, next->digit) >= table->digits_minimum)
    starts->digits = digit_starts(table, previous, block, next);
  uint64_t word = block->letter | block->digit, behind = next->letter | next->digit;
  if (may_hold_run_of_23(token_bytes(block), token_bytes(next)))
    find_long_words(out, base, previous, block, next, starts);
  if (table->run_minimum < 23 && table->run_trigger != CSCANNER_NO_TRIGGER)
    starts->run = run_starts(table, previous->letter | previous->digit, word, behind);
  if (table->letters_digits_trigger != CSCANNER_NO_TRIGGER)
    starts->letters_digits = block->letter & ahead(block->letter, next->letter, 1) &
                             ahead(block->digit, next->digit, 2) & ahead(block->digit, next->digit, 3) &
                             ((block->upper & ahead(block->upper, next->upper, 1)) |
                              ~(word << 1 | (previous->letter | previous->digit) >> 63));
  uint64_t inside = between_words(previous->letter | previous->digit, word, behind);
  uint64_t inside_next = between_words(word, behind, ~(uint64_t)0);
  uint64_t here = (block->colon | block->hyphen | block->dot) & inside;
  uint64_t there = (next->colon | next->hyphen | next->dot) & inside_next;
  starts->has_chains = false;
  starts->any = starts->literal | starts->prefix | starts->digits | starts->run | starts->letters_digits;
  if (here != 0 && may_hold_chain(table, here, there)) find_chains(table, block, next, inside, inside_next, starts);
}

CSCANNER_SELDOM bool emit_block(cscanner_output *out, size_t base, const cscanner_block *block,
                                const cscanner_starts *starts) {
  const cscanner_table *table = out->table;
  for (uint64_t any = starts->any; any; any &= any - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(any);
    size_t position = base + bit;
    if (position >= out->length) break;
    uint64_t one = (uint64_t)1 << bit;
    if (starts->literal & one && !emit_literals(out, position, block->buckets[bit])) return false;
    if (starts->prefix & one && !emit_prefixes(out, position)) return false;
    if (starts->digits & one) {
      size_t digits = digits_in_cluster(out, position);
      if (digits >= table->digits_minimum && !emit(out, position, table->digits_trigger, digits)) return false;
    }
    if (starts->run & one && !emit(out, position, table->run_trigger, run_length(out, position))) return false;
    if (starts->letters_digits & one && !emit(out, position, table->letters_digits_trigger, 4)) return false;
    for (int i = 0; starts->has_chains && i < table->chain_count; i++)
      if (starts->chains[i] & one && !emit(out, position, table->chains[i].trigger, 0)) return false;
  }
  return true;
}

CSCANNER_SELDOM void find_disguises(const cscanner_output *out, size_t base, uint64_t odd,
                                    cscanner_result *result) {
  for (; odd && result->cover == out->length; odd &= odd - 1) {
    size_t at = base + (size_t)__builtin_ctzll(odd);
    if (result->disguise == out->length && cscanner_is_disguise(out->bytes, out->length, at)) result->disguise = at;
    if (result->disguise < out->length && cscanner_is_cover(out->bytes, out->length, at)) result->cover = at;
  }
}

// The block at `base`, in `room` if there is any of the text.
CSCANNER_INLINE const cscanner_block *load_block(const cscanner_output *out, size_t base, cscanner_classifier classify,
                                                 cscanner_block *room) {
  if (base >= out->length) return &cscanner_nothing;
  classify(out->table, out->bytes + base, out->length - base, room);
  return room;
}

// Blocks are taken three at a time: runs look ahead, and whether one starts here depends on what is behind.
CSCANNER_INLINE cscanner_result scan_blocks(cscanner_output *out, size_t from, cscanner_classifier classify) {
  enum { BLOCKS = 3 };
  cscanner_block ring[BLOCKS];
  unsigned oldest = 2;
  const cscanner_block *previous = from >= 64 ? load_block(out, from - 64, classify, &ring[0]) : &cscanner_nothing;
  const cscanner_block *block = load_block(out, from, classify, &ring[1]);
  cscanner_starts starts;
  cscanner_result result = {.disguise = out->length, .cover = out->length};
  for (size_t base = from; base < out->length; base += 64) {
    const cscanner_block *next = load_block(out, base + 64, classify, &ring[oldest]);
    if (block->odd && result.cover == out->length) find_disguises(out, base, block->odd, &result);
    find_starts(out, base, previous, block, next, &starts);
    size_t before = out->count;
    if (starts.any && !emit_block(out, base, block, &starts)) {
      result.count = before;
      result.next = base;  // the block is scanned again by the next call
      return result;
    }
    previous = block;
    block = next;
    oldest = oldest + 1 == BLOCKS ? 0 : oldest + 1;
  }
  result.count = out->count;
  result.next = out->length;
  return result;
}

#endif
