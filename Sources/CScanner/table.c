#include "block.h"

void cscanner_table_init(cscanner_table *table) {
  memset(table, 0, sizeof *table);
  table->digits_trigger = CSCANNER_NO_TRIGGER;
  table->run_trigger = CSCANNER_NO_TRIGGER;
  table->letters_digits_trigger = CSCANNER_NO_TRIGGER;
  table->groups_trigger = CSCANNER_NO_TRIGGER;
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

bool cscanner_add_prefix(cscanner_table *table, const uint8_t *bytes, size_t length, uint16_t trigger) {
  if (length < CSCANNER_MIN_PREFIX_LENGTH || length > CSCANNER_MAX_LITERAL_LENGTH) return false;
  if (table->prefix_count == CSCANNER_MAX_PREFIXES) return false;
  uint8_t first = bytes[0] | 0x20;
  if ((uint8_t)(bytes[0] - '0') >= 10 && (uint8_t)(first - 'a') >= 26) return false;
  cscanner_literal prefix = {.trigger = trigger, .length = (uint8_t)length};
  for (size_t i = 0; i < length; i++) {
    prefix.value |= (uint64_t)bytes[i] << (8 * i);
    prefix.mask |= (uint64_t)0xff << (8 * i);
  }
  table->prefixes[table->prefix_count++] = prefix;
  return true;
}

bool cscanner_set_digits(cscanner_table *table, uint16_t minimum, uint16_t trigger) {
  if (minimum < 1 || minimum > 32) return false;
  table->digits_minimum = minimum;
  table->digits_trigger = trigger;
  return true;
}

bool cscanner_set_groups(cscanner_table *table, uint16_t trigger) {
  table->groups_trigger = trigger;
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
  if (chain.min_gap < 2 || chain.max_gap > 5) table->has_other_gaps = true;
  table->chains[table->chain_count++] = chain;
  return true;
}

// Short literals first, by length; the others by slot.
static unsigned rank(const cscanner_literal *literal) {
  return literal->length < 3 ? literal->length : 3 + cscanner_slot(literal->value);
}

// Of a slot, those that begin alike follow each other.
static bool is_before(const cscanner_literal *a, const cscanner_literal *b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  if ((uint32_t)a->value != (uint32_t)b->value) return (uint32_t)a->value < (uint32_t)b->value;
  return (uint32_t)a->fold < (uint32_t)b->fold;
}

static void sort_literals(cscanner_literal *literals, size_t count) {
  for (size_t i = 1; i < count; i++) {
    cscanner_literal moving = literals[i];
    size_t j = i;
    while (j > 0 && is_before(&moving, &literals[j - 1])) {
      literals[j] = literals[j - 1];
      j--;
    }
    literals[j] = moving;
  }
}

static void add_bit(uint64_t *bits, unsigned index) { bits[index >> 6] |= (uint64_t)1 << (index & 63); }

static void add_literal_key(cscanner_table *table, const cscanner_literal *literal) {
  table->literal_lengths[cscanner_slot(literal->value)] |= (uint8_t)(1u << (literal->length - 1));
  add_bit(table->literal_keys, cscanner_literal_key(literal->value, literal->length));
}

// Anything may stand behind a literal of three bytes.
static void add_start(cscanner_table *table, const cscanner_literal *literal) {
  if (literal->length > 3) add_bit(table->literal_starts, cscanner_start_key(literal->value));
  for (uint64_t byte = 0; byte < 256 && literal->length == 3; byte++)
    add_bit(table->literal_starts, cscanner_start_key(literal->value | byte << 24));
}

static void add_beginning(cscanner_table *table, const cscanner_literal *literal) {
  unsigned byte = literal->value & 0xff, fold = literal->fold & 0xff;
  uint64_t bits = (uint64_t)1 << (byte & 63) | (uint64_t)1 << (byte & ~fold & 63);
  if (literal->length >= 3) table->beginnings[cscanner_hash(literal->value >> 8 & 0xffff) >> 23] |= bits;
  // Anything may stand behind a short one.
  for (unsigned i = 0; i < CSCANNER_BEGINNINGS && literal->length < 3; i++) table->beginnings[i] |= bits;
}

// Where the literals of each slot begin, among those from `at` on.
static void find_slots(const cscanner_literal *literals, size_t at, size_t count, uint16_t *slot_start) {
  for (unsigned slot = 0; slot <= CSCANNER_SLOTS; slot++) {
    while (at < count && cscanner_slot(literals[at].value) < slot) at++;
    slot_start[slot] = (uint16_t)at;
  }
}

// How often a byte in ASCII is met in text, source code and JSON: letters of both cases by English frequencies, in
// hundredths of a per cent. Only the choice of buckets depends on it.
static const uint16_t frequencies[128] = {
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
    1500, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50,
    50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50,
    50, 44, 9, 22, 22, 68, 13, 11, 26, 42, 2, 5, 24, 15, 41, 43,
    14, 1, 38, 41, 53, 17, 6, 9, 2, 10, 2, 50, 50, 50, 50, 50,
    50, 550, 110, 270, 280, 850, 160, 140, 320, 520, 20, 60, 300, 190, 510, 540,
    180, 10, 480, 510, 660, 210, 80, 110, 30, 120, 20, 50, 50, 50, 50, 50,
};
enum { FAR_FREQUENCY = 2 };  // of each byte beyond

// Literals of one byte have bucket 0, those of two bytes bucket 1: "anything may follow" would spoil others. The
// buckets from FIRST_FAR_BUCKET on, of the literals beyond ASCII, are looked at where a text is beyond ASCII.
enum { FIRST_LONG_BUCKET = 2, FIRST_FAR_BUCKET = 24, BUCKETS = 32 };

static bool is_far(const cscanner_literal *literal) { return (literal->value & 0x80808080) != 0; }

// What one bucket lets pass, as bits: low and high nibbles, and what two bytes are that follow each other. Beyond
// ASCII no level looks at the latter, but it tells those apart that no frequency is known of.
typedef struct {
  uint16_t low[4], high[4], pairs[2];
  bool is_used;
} bucket_masks;

// Of two bytes of a literal, those that may be there; all where a short literal does not care what follows.
static uint16_t pairs_of(const cscanner_literal *literal, int half) {
  uint32_t value = (uint32_t)(literal->value >> 16 * half), known = (uint32_t)(literal->mask >> 16 * half);
  unsigned wanted = cscanner_pair((uint8_t)value, (uint8_t)(value >> 8));
  unsigned cared = cscanner_pair((uint8_t)known, (uint8_t)(known >> 8));
  uint16_t pairs = 0;
  for (unsigned pair = 0; pair < 16; pair++) pairs |= (uint16_t)(((pair ^ wanted) & cared) == 0) << pair;
  return pairs;
}

static void add_to_masks(bucket_masks *masks, const cscanner_literal *literal) {
  masks->is_used = true;
  for (int half = 0; half < 2; half++) masks->pairs[half] |= pairs_of(literal, half);
  for (int i = 0; i < 4; i++) {
    if (i >= literal->length) {  // a short literal does not care what follows
      masks->low[i] = masks->high[i] = 0xffff;
      continue;
    }
    uint8_t byte = (uint8_t)(literal->value >> (8 * i));
    uint8_t fold = (uint8_t)(literal->fold >> (8 * i));
    masks->low[i] |= (uint16_t)(1u << (byte & 15));
    masks->high[i] |= (uint16_t)(1u << (byte >> 4) | 1u << ((byte & ~fold) >> 4));
  }
}

// How often a byte in ASCII has one of the low nibbles, by what a pair tells of it.
static void share_of(unsigned low, double share[6]) {
  for (unsigned kind = 0; kind < 6; kind++) share[kind] = 0;
  for (; low; low &= low - 1) {
    for (unsigned byte = (unsigned)__builtin_ctz(low); byte < 128; byte += 16)
      share[cscanner_pair((uint8_t)byte, 0)] += frequencies[byte] / 1e4;
  }
}

// How many positions of a text pass, in proportion to those of other masks: of levels that look at pairs, and at bytes.
static double cost_of(const bucket_masks *masks) {
  double by_pairs = 1, by_bytes = 1;
  if (!masks->is_used) return 0;
  for (int half = 0; half < 2; half++) {
    double first[6], second[6], passing = 0;
    share_of(masks->low[2 * half], first);
    share_of(masks->low[2 * half + 1], second);
    for (unsigned pairs = masks->pairs[half]; pairs; pairs &= pairs - 1) {
      unsigned pair = (unsigned)__builtin_ctz(pairs);
      passing += first[pair & 5] * second[pair >> 1 & 5];
    }
    by_pairs *= passing;
  }
  for (int i = 0; i < 4; i++) {
    if (masks->low[i] == 0xffff && masks->high[i] == 0xffff) continue;
    unsigned passing = 0;
    for (unsigned lows = masks->low[i]; lows; lows &= lows - 1) {
      for (unsigned highs = masks->high[i]; highs; highs &= highs - 1) {
        unsigned high = (unsigned)__builtin_ctz(highs);
        passing += high < 8 ? frequencies[high << 4 | __builtin_ctz(lows)] : FAR_FREQUENCY;
      }
    }
    by_bytes *= passing / 1e4;
  }
  return by_pairs + by_bytes;
}

// Whether the tables of nibbles do not tell them apart.
static bool begin_alike(const cscanner_literal *a, const cscanner_literal *b) {
  return (uint32_t)a->value == (uint32_t)b->value && (uint32_t)a->fold == (uint32_t)b->fold &&
         (uint32_t)a->mask == (uint32_t)b->mask;
}

// The masks of a bucket without literals that begin like `left_out`.
static bucket_masks masks_of(const cscanner_table *table, int bucket, const cscanner_literal *left_out) {
  bucket_masks masks = {0};
  for (size_t i = 0; i < table->literal_count; i++) {
    const cscanner_literal *literal = &table->literals[i];
    if (literal->bucket != bucket || (left_out && begin_alike(literal, left_out))) continue;
    add_to_masks(&masks, literal);
  }
  return masks;
}

// The bucket in which a literal lets the fewest other words pass, where none of them has it yet.
static uint8_t cheapest_bucket(const bucket_masks *masks, const double *costs, const cscanner_literal *literal) {
  double least = 1e9;
  bool far = is_far(literal);
  int best = far ? FIRST_FAR_BUCKET : FIRST_LONG_BUCKET, end = far ? BUCKETS : FIRST_FAR_BUCKET;
  for (int bucket = best; bucket < end; bucket++) {
    bucket_masks with = masks[bucket];
    add_to_masks(&with, literal);
    double more = cost_of(&with) - costs[bucket];
    if (more >= least) continue;
    least = more;
    best = bucket;
  }
  return (uint8_t)best;
}

// Puts every literal where it lets the fewest other words pass: similar literals share a bucket, because they
// add few new nibbles to it. The first choices know only what came before them, so all are made again.
static void spread(cscanner_table *table) {
  enum { NONE = 0xff, ROUNDS = 6 };
  bucket_masks masks[BUCKETS] = {0};
  double costs[BUCKETS] = {0};
  for (size_t i = 0; i < table->literal_count; i++) {
    cscanner_literal *literal = &table->literals[i];
    literal->bucket = literal->length >= 3 ? NONE : is_far(literal) ? FIRST_FAR_BUCKET : literal->length - 1;
    if (literal->bucket == FIRST_FAR_BUCKET) add_to_masks(&masks[FIRST_FAR_BUCKET], literal);
  }
  costs[FIRST_FAR_BUCKET] = cost_of(&masks[FIRST_FAR_BUCKET]);
  for (int round = 0; round < ROUNDS; round++) {
    for (size_t i = 0; i < table->literal_count; i++) {
      const cscanner_literal *literal = &table->literals[i];
      if (literal->length < 3 || (i > 0 && begin_alike(literal - 1, literal))) continue;
      uint8_t bucket = literal->bucket;
      if (bucket != NONE) {
        masks[bucket] = masks_of(table, bucket, literal);
        costs[bucket] = cost_of(&masks[bucket]);
      }
      bucket = cheapest_bucket(masks, costs, literal);
      add_to_masks(&masks[bucket], literal);
      costs[bucket] = cost_of(&masks[bucket]);
      for (size_t j = i; j < table->literal_count && begin_alike(literal, &table->literals[j]); j++)
        table->literals[j].bucket = bucket;
    }
  }
}

// What the nibbles say, byte for byte: a bucket of "ab" and "12" has no "a2".
static void add_whole_bytes(cscanner_table *table) {
  enum { COUNT = sizeof table->whole[0][0] };
  for (size_t index = 0; index < table->literal_count; index++) {
    const cscanner_literal *literal = &table->literals[index];
    uint8_t bit = (uint8_t)(1u << literal->bucket % 8);
    uint8_t(*whole)[COUNT] = table->whole[literal->bucket / 8];
    for (int i = 0; i < 4; i++) {
      for (unsigned byte = 0; byte < COUNT && i >= literal->length; byte++) whole[i][byte] |= bit;
      if (i >= literal->length) continue;
      uint8_t value = (uint8_t)(literal->value >> (8 * i)), fold = (uint8_t)(literal->fold >> (8 * i));
      whole[i][value % COUNT] |= bit;
      whole[i][(value & ~fold) % COUNT] |= bit;
    }
  }
}

void cscanner_table_seal(cscanner_table *table) {
  sort_literals(table->literals, table->literal_count);
  sort_literals(table->prefixes, table->prefix_count);
  spread(table);
  for (int bucket = 0; bucket < BUCKETS; bucket++) {
    bucket_masks masks = masks_of(table, bucket, NULL);
    for (int half = 0; half < 2 && bucket < FIRST_FAR_BUCKET; half++) {
      for (int entry = 0; entry < 32; entry++)
        table->pairs[bucket / 8][half][entry] |= (uint8_t)((masks.pairs[half] >> entry % 16 & 1) << bucket % 8);
    }
    for (int i = 0; i < 4; i++) {
      for (int nibble = 0; nibble < 16; nibble++) {
        uint8_t low = (uint8_t)((masks.low[i] >> nibble & 1) << bucket % 8);
        uint8_t high = (uint8_t)((masks.high[i] >> nibble & 1) << bucket % 8);
        for (int half = 0; half < 32; half += 16) {
          table->low[bucket / 8][i][half + nibble] |= low;
          table->high[bucket / 8][i][half + nibble] |= high;
        }
      }
    }
  }
  add_whole_bytes(table);
  size_t at = 0;
  while (at < table->literal_count && table->literals[at].length < 3) at++;
  table->short_count = (uint16_t)at;
  find_slots(table->literals, at, table->literal_count, table->slot_start);
  find_slots(table->prefixes, 0, table->prefix_count, table->prefix_slot_start);
  for (size_t i = 0; i < table->literal_count; i++) add_beginning(table, &table->literals[i]);
  for (size_t i = 0; i < at; i++) add_bit(table->short_keys, table->literals[i].value & 0xff);
  for (size_t i = at; i < table->literal_count; i++) {
    add_start(table, &table->literals[i]);
    add_literal_key(table, &table->literals[i]);
  }
  for (size_t i = 0; i < table->prefix_count; i++)
    add_bit(table->prefix_keys, cscanner_prefix_key(table->prefixes[i].value));
}
