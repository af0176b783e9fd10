// cscanner: one pass over a text that finds the few positions worth a closer look.
//
// A caller compiles the triggers of all its recognizers into one table. A scan then reports, in
// ascending order, every position where a trigger starts. It reports candidates, not matches: a shape
// such as "a cluster of 7 digits" is exact, but says nothing about what the digits mean.
//
// Every level (scalar, SSSE3, AVX2, AVX-512, NEON) reports the same hits. Nothing here allocates, and no byte
// outside `bytes[0 ..< length]` is read.
#ifndef TRACEVEIL_CSCANNER_H
#define TRACEVEIL_CSCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  CSCANNER_MAX_LITERALS = 704,
  CSCANNER_MAX_LITERAL_LENGTH = 8,
  CSCANNER_MAX_PREFIXES = 1024,
  CSCANNER_MIN_PREFIX_LENGTH = 3,
  // Bytes of a word that a prefix may begin: see cscanner_add_prefix.
  CSCANNER_PREFIXED_LENGTH = 23,
  CSCANNER_MAX_CHAINS = 16,
  CSCANNER_MAX_CHAIN_REACH = 63,
  // One block never reports more than this, so a buffer of this size always makes progress.
  CSCANNER_MIN_CAPACITY = 64 * 64,
  CSCANNER_NO_TRIGGER = 0xffff,
  CSCANNER_SLOTS = 1024,  // by which literals are looked up
  CSCANNER_BEGINNINGS = 512,  // words of the map of how literals begin
  CSCANNER_PREFIX_KEYS = 1 << 15,  // of the hash of three bytes
  CSCANNER_LITERAL_KEYS = 1 << 15,  // of the hash of a literal
  CSCANNER_LITERAL_STARTS = 1 << 15  // of the hash of four bytes
};

typedef struct {
  uint32_t position;
  uint16_t trigger;
  uint16_t count;  // literal, prefix: its length; digits: digits in the cluster; run: its length (saturating)
} cscanner_hit;

typedef struct {
  uint64_t value, mask, fold;  // first 8 bytes, little endian; fold has 0x20 where case is ignored
  uint16_t trigger;
  uint8_t length, bucket;
} cscanner_literal;

// A byte that comes back `count` times in all, `min_gap` to `max_gap` positions apart, each time between two
// ASCII letters or digits: the dots of an address, not those that end sentences.
typedef struct {
  uint8_t byte, min_gap, max_gap, count;
  uint16_t trigger;
} cscanner_chain;

typedef struct {
  // Bucket bits by nibble, for the first four bytes of a literal: three sets of literals in ASCII, then one of the others.
  // Each table of nibbles twice, as the two halves of a register want it.
  uint8_t low[4][4][32], high[4][4][32];
  uint8_t pairs[3][2][32];  // the same by what two bytes are that follow each other: see cscanner_pair
  uint8_t whole[4][4][128];  // the same by the low seven bits of a byte
  uint16_t digits_trigger, run_trigger, letters_digits_trigger, groups_trigger;
  uint16_t digits_minimum, run_minimum;
  uint16_t literal_count, chain_count;
  uint16_t prefix_count;
  bool has_other_gaps;  // a chain has links less than 2 or more than 5 positions apart
  // Literals of less than three bytes come first; the others lie in the order of their slot, and so do prefixes.
  uint16_t short_count;
  // Those that are there, as bits: literals and prefixes by a hash, short literals by their first byte.
  uint64_t beginnings[CSCANNER_BEGINNINGS];  // of literals: see cscanner_may_begin
  uint64_t literal_keys[CSCANNER_LITERAL_KEYS / 64], short_keys[256 / 64], prefix_keys[CSCANNER_PREFIX_KEYS / 64];
  uint64_t literal_starts[CSCANNER_LITERAL_STARTS / 64];  // of literals of three bytes or more, by the first four
  uint8_t literal_lengths[CSCANNER_SLOTS];  // those of the literals of a slot, as bits: the lowest one for a single byte
  uint16_t slot_start[CSCANNER_SLOTS + 1];
  uint16_t prefix_slot_start[CSCANNER_SLOTS + 1];
  cscanner_chain chains[CSCANNER_MAX_CHAINS];
  cscanner_literal literals[CSCANNER_MAX_LITERALS];
  cscanner_literal prefixes[CSCANNER_MAX_PREFIXES];
} cscanner_table;

typedef struct {
  size_t count;  // hits written
  size_t next;   // where to go on; equals the length when the text is done
  size_t disguise;  // the first thing that cscanner_unmask would undo; equals the length when there is none
  size_t cover;  // the first disguise that could hide a value from a built-in recognizer; or the length
} cscanner_result;

typedef enum {
  CSCANNER_SCALAR = 0,
  CSCANNER_SSSE3 = 1,
  CSCANNER_AVX2 = 2,
  CSCANNER_NEON = 3,
  CSCANNER_AVX512 = 4
} cscanner_level;

// An empty table: no triggers.
void cscanner_table_init(cscanner_table *table);

// Adds a literal of 1 to 8 bytes. False when the table is full or the length is wrong.
bool cscanner_add_literal(cscanner_table *table, const uint8_t *bytes, size_t length, bool any_case,
                          uint16_t trigger);

// Adds a prefix of 3 to 8 bytes that begins with a letter or digit. It is reported where no letter or digit stands
// before it and at least CSCANNER_PREFIXED_LENGTH bytes from its first one on are ASCII letters, digits or of
// `.-_+/=?;[]>^`, as tokens and addresses are. False when the table is full, or the prefix is another one.
//
// A prefix costs a clean text next to nothing, however many there are: text has few words that long, and only those are
// looked up. A literal costs wherever bytes like its first four stand.
bool cscanner_add_prefix(cscanner_table *table, const uint8_t *bytes, size_t length, uint16_t trigger);

// Digits, at least `minimum` (1 to 32) of them, joined by single spaces, hyphens or dots, or by two spaces.
bool cscanner_set_digits(cscanner_table *table, uint16_t minimum, uint16_t trigger);

// Four digits, a tab, slash or underscore, and four to six more digits in front of the same mark. The hit has the first
// of them, and counts none.
bool cscanner_set_groups(cscanner_table *table, uint16_t trigger);

// ASCII letters and digits, at least `minimum` (1 to 64) in a row.
bool cscanner_set_run(cscanner_table *table, uint16_t minimum, uint16_t trigger);

// Two letters and two digits (the start of an IBAN): capitals anywhere, small ones behind no letter or digit.
bool cscanner_set_letters_digits(cscanner_table *table, uint16_t trigger);

// `byte` is one of ':', '-', '.'.
bool cscanner_add_chain(cscanner_table *table, cscanner_chain chain);

// Spreads the literals over buckets; call once, after the last addition.
void cscanner_table_seal(cscanner_table *table);

// Scans from `from` (0, or the `next` of the call before) until the text or the buffer ends. `capacity`
// must be at least CSCANNER_MIN_CAPACITY and `length` below 2^32.
cscanner_result cscanner_scan(const cscanner_table *table, const uint8_t *bytes, size_t length, size_t from,
                              cscanner_hit *hits, size_t capacity);

// The same with a given instruction set; for tests. A level this machine lacks scans with scalar code.
cscanner_result cscanner_scan_with(cscanner_level level, const cscanner_table *table, const uint8_t *bytes,
                                   size_t length, size_t from, cscanner_hit *hits, size_t capacity);

bool cscanner_supports(cscanner_level level);

// Index of the first `byte`, or `length`.
size_t cscanner_find(const uint8_t *bytes, size_t length, uint8_t byte);

// What a run of Base64 is made of.
typedef struct {
  size_t upper, lower, digits, standard, url;  // standard: `+` and `/`; url: `-` and `_`
} cscanner_base64;

// Where the run of bytes of either Base64 alphabet that starts at `from` ends, and what it is made of.
size_t cscanner_base64_end(const uint8_t *bytes, size_t length, size_t from, cscanner_base64 *made_of);

// A piece of a text that stands for other bytes in a view of it: `source_length` bytes at `source` became
// `view_length` bytes (none, for what is left out) at `view`. Between pieces, bytes are the same.
typedef struct {
  uint32_t view, source;
  uint16_t view_length, source_length;
} cscanner_piece;

// A part of a view: from `start` up to, not including, `end`.
typedef struct {
  uint32_t start, end;
} cscanner_range;

// Where a view is written. The caller gives room for all of the source and 64 bytes more behind `out`.
typedef struct {
  uint8_t *out;
  size_t count;
  cscanner_piece *pieces;
  size_t piece_count, piece_capacity;
  cscanner_range *documents;  // strings that look like JSON documents of their own
  size_t document_count, document_capacity;
  bool has_nested_escapes;  // one of those documents holds a backslash
} cscanner_view;

typedef enum {
  CSCANNER_DONE = 0,
  CSCANNER_MALFORMED = 1,  // a backslash stands where JSON allows none
  CSCANNER_FULL = 2        // pieces or documents do not fit: try again with more room
} cscanner_outcome;

// Writes `bytes[start ..< end]`, a JSON document, with the escapes of its strings undone. Only strings are
// looked at: what stands between them is copied. The last string need not end.
cscanner_outcome cscanner_unescape_json(const uint8_t *bytes, size_t start, size_t end, cscanner_view *view);

// Writes `bytes[0 ..< length]` with disguises undone: percent-encoding, also of percent signs that encode, `+` for a
// blank between digits, quoted-printable, HTML entities, backslash escapes, characters that are compatible with ASCII
// ones (full width, mathematical, digits of other scripts), and without invisible characters. Nothing is a disguise twice: what was undone is not looked at again.
//
// `from` is the index of the first disguise, as a scan has found it.
cscanner_outcome cscanner_unmask(const uint8_t *bytes, size_t length, size_t from, cscanner_view *view);

#ifdef __cplusplus
}
#endif
#endif
