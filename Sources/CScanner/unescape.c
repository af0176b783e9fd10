#include "copy.h"
#include "escape.h"

#include <string.h>

static bool looks_like_document(const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (at < length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t' || bytes[at] == '\r')) at++;
  return at + 1 < length && (bytes[at] == '{' || bytes[at] == '[' || bytes[at] == '"');
}

// What the byte behind a backslash stands for; 0 for `u`, and for what is no escape.
static const uint8_t simple_escapes[256] = {['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['n'] = '\n', ['t'] = '\t',
                                            ['r'] = '\r', ['b'] = '\b', ['f'] = '\f'};

// A walk through a document. Bytes may alias anything, so C loads and stores every field anew for each byte it
// writes; that is why a walk is passed and returned by value, and lives in registers meanwhile.
typedef struct {
  uint8_t *out;           // where the next byte of the view goes
  cscanner_piece *piece;  // where the next piece goes
  uint8_t *token;         // where the string began, in the view
  bool in_string, holds_backslash;
  cscanner_outcome outcome;
} json_walk;

// Whether the text ends in the middle of what would be an escape.
static bool is_cut_off(const uint8_t *bytes, size_t left) {
  return left < 2 || (bytes[1] == 'u' && left < 6 && cscanner_hex_value(bytes + 2, left - 2, (unsigned)left - 2) >= 0);
}

// Notes that a string has ended at `end`, if it looks like a document. False when there is no room.
static bool add_document(cscanner_view *view, const uint8_t *token, const uint8_t *end, bool holds_backslash) {
  if (!looks_like_document(token, (size_t)(end - token))) return true;
  if (view->document_count == view->document_capacity) return false;
  view->documents[view->document_count++] =
      (cscanner_range){(uint32_t)(token - view->out), (uint32_t)(end - view->out)};
  if (holds_backslash) view->has_nested_escapes = true;
  return true;
}

// Whether a document may begin with this byte: a bracket, a quotation mark or white space.
CSCANNER_INLINE bool may_begin_document(uint8_t byte) {
  return byte <= '"' || byte == '{' || byte == '[';
}

enum { BLOCK = 64 };

// The part of a source that a walk reads: `bytes[0]` is at `origin` in the source. Behind `length`, two blocks
// of bytes may be read that are not part of it.
typedef struct {
  const uint8_t *bytes;
  size_t length, origin;
} json_part;

typedef uint64_t (*stops_of)(const uint8_t *bytes);

// Walks from `*from` on, as long as blocks begin before `last`, and leaves in it where the next one would. A whole
// block is copied before the first of its quotation marks and backslashes is handled, and again behind each
// escape: copying more than is needed costs less than a loop whose rounds the CPU cannot predict.
CSCANNER_INLINE json_walk walk_blocks_by(stops_of find_stops, json_walk walk, cscanner_view *view, json_part part,
                                         size_t *from, size_t last) {
  const uint8_t *bytes = part.bytes;
  const uint8_t *out_start = view->out;
  const cscanner_piece *no_room = view->pieces + view->piece_capacity;
  size_t at = *from;
  while (at < last) {
    size_t base = at, end = part.length - base < BLOCK ? part.length : base + BLOCK;
    uint64_t stops = find_stops(bytes + base);
    memcpy(walk.out, bytes + at, BLOCK);
    while (stops) {
      size_t stop = base + (size_t)__builtin_ctzll(stops);
      stops &= stops - 1;
      uint8_t *here = walk.out + (stop - at);
      if (bytes[stop] == '"') {
        if (walk.in_string && may_begin_document(*walk.token) &&
            !add_document(view, walk.token, here, walk.holds_backslash)) {
          walk.outcome = CSCANNER_FULL;
          return walk;
        }
        walk.in_string = !walk.in_string;
        walk.token = here + 1;
        walk.holds_backslash = false;
        continue;
      }
      size_t left = part.length - stop;
      uint8_t simple = left > 1 ? simple_escapes[bytes[stop + 1]] : 0;
      cscanner_escape escape = {2, 1, {simple}};
      if (!simple) escape = cscanner_read_escape(bytes + stop, left);
      // Half an escape stands for nothing. Left in, it would be no JSON to the document that the string holds.
      if (walk.in_string && escape.source_length == 0 && is_cut_off(bytes + stop, left)) {
        escape = (cscanner_escape){.source_length = (unsigned)left};
      }
      if (!walk.in_string || escape.source_length == 0) walk.outcome = CSCANNER_MALFORMED;
      else if (walk.piece == no_room) walk.outcome = CSCANNER_FULL;
      if (walk.outcome != CSCANNER_DONE) return walk;
      *walk.piece++ = (cscanner_piece){(uint32_t)(here - out_start), (uint32_t)(part.origin + stop),
                                       (uint16_t)escape.length, (uint16_t)escape.source_length};
      memcpy(here, escape.bytes, sizeof escape.bytes);
      walk.holds_backslash |= escape.bytes[0] == '\\';
      walk.out = here + escape.length;
      at = stop + escape.source_length;
      if (at >= end) break;
      memcpy(walk.out, bytes + at, BLOCK);
      stops &= ~(uint64_t)0 << (at - base);
    }
    if (at >= end) continue;
    walk.out += end - at;
    at = end;
  }
  *from = at;
  return walk;
}

typedef json_walk (*block_walk)(json_walk walk, cscanner_view *view, json_part part, size_t *from, size_t last);

static json_walk walk_blocks(json_walk walk, cscanner_view *view, json_part part, size_t *from, size_t last) {
  return walk_blocks_by(cscanner_json_stops, walk, view, part, from, last);
}

#if defined(__x86_64__)
CSCANNER_AVX2_TARGET static json_walk walk_blocks_avx2(json_walk walk, cscanner_view *view, json_part part,
                                                       size_t *from, size_t last) {
  return walk_blocks_by(cscanner_json_stops_avx2, walk, view, part, from, last);
}
#endif

static block_walk best_walk(void) {
#if defined(__x86_64__)
  if (cscanner_supports(CSCANNER_AVX2)) return walk_blocks_avx2;
#endif
  return walk_blocks;
}

cscanner_outcome cscanner_unescape_json(const uint8_t *bytes, size_t start, size_t end, cscanner_view *view) {
  json_walk walk = {.out = view->out + view->count, .piece = view->pieces + view->piece_count};
  walk.token = walk.out;
  json_part whole = {bytes + start, end - start, start};
  size_t at = 0;
  block_walk walk_by = best_walk();
  // Two blocks must be readable from where a block begins; what is left then is copied to where they are.
  if (whole.length > 2 * BLOCK) walk = walk_by(walk, view, whole, &at, whole.length - 2 * BLOCK);
  if (walk.outcome == CSCANNER_DONE) {
    uint8_t padded[4 * BLOCK];
    json_part rest = {padded, whole.length - at, start + at};
    memcpy(padded, whole.bytes + at, rest.length);
    memset(padded + rest.length, 0, 2 * BLOCK);
    at = 0;
    walk = walk_by(walk, view, rest, &at, rest.length);
  }
  view->count = (size_t)(walk.out - view->out);
  view->piece_count = (size_t)(walk.piece - view->pieces);
  // A document that is cut off ends in a string as a rule: previews of traces are.
  if (walk.outcome == CSCANNER_DONE && walk.in_string &&
      !add_document(view, walk.token, walk.out, walk.holds_backslash)) {
    return CSCANNER_FULL;
  }
  return walk.outcome;
}
