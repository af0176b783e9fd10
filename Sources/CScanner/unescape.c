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

// Notes that a string has ended, if it looks like a document. False when there is no room.
static bool add_document(cscanner_view *view, size_t token, bool holds_backslash) {
  if (!looks_like_document(view->out + token, view->count - token)) return true;
  if (view->document_count == view->document_capacity) return false;
  view->documents[view->document_count++] = (cscanner_range){(uint32_t)token, (uint32_t)view->count};
  if (holds_backslash) view->has_nested_escapes = true;
  return true;
}

// Whether the text ends in the middle of the escape at `bytes[0]`.
static bool is_cut(const uint8_t *bytes, size_t left) {
  if (left < 2) return true;
  return bytes[1] == 'u' && left < 6 && cscanner_hex_value(bytes + 2, left - 2, (unsigned)left - 2) >= 0;
}

// A walk through a document. Its own copy of the view: bytes may alias anything, so C would load the fields of
// the caller's anew after each byte it writes.
typedef struct {
  cscanner_view view;
  size_t token;  // where the string began, in the view
  bool in_string, holds_backslash;
  cscanner_outcome outcome;
} json_walk;

// Handles the quotation mark or backslash at `bytes[0]`, which is at `at` in the source, and answers its length;
// 0 sets the outcome.
CSCANNER_INLINE size_t take_stop(json_walk *walk, const uint8_t *bytes, size_t left, size_t at) {
  cscanner_view *view = &walk->view;
  if (bytes[0] == '"') {
    if (walk->in_string && !add_document(view, walk->token, walk->holds_backslash)) {
      walk->outcome = CSCANNER_FULL;
      return 0;
    }
    view->out[view->count++] = '"';
    walk->in_string = !walk->in_string;
    walk->token = view->count;
    walk->holds_backslash = false;
    return 1;
  }
  uint8_t simple = left > 1 ? simple_escapes[bytes[1]] : 0;
  cscanner_escape escape = {2, 1, {simple}};
  if (!simple) escape = cscanner_read_escape(bytes, left);
  if (!walk->in_string || escape.source_length == 0) {
    walk->outcome = walk->in_string && is_cut(bytes, left) ? CSCANNER_CUT : CSCANNER_MALFORMED;
    return 0;
  }
  if (!cscanner_add_piece(view, at, escape.source_length, escape.length)) {
    walk->outcome = CSCANNER_FULL;
    return 0;
  }
  memcpy(view->out + view->count, escape.bytes, sizeof escape.bytes);
  walk->holds_backslash |= escape.bytes[0] == '\\';
  view->count += escape.length;
  return escape.source_length;
}

enum { STEP = 32 };

// Copies in steps of 32 bytes, the first one always: seldom is there more between two escapes, so the processor
// foresees the branch. Up to 32 bytes more than asked for are read and written.
CSCANNER_INLINE void copy_steps(cscanner_view *view, const uint8_t *bytes, size_t length) {
  uint8_t *out = view->out + view->count;
  memcpy(out, bytes, STEP);
  CSCANNER_FEW_ROUNDS
  for (size_t at = STEP; at < length; at += STEP) memcpy(out + at, bytes + at, STEP);
  view->count += length;
}

// Blocks of 64 bytes, whose quotation marks and backslashes are known before the first of them is handled.
// Answers where the last block ended.
static size_t walk_blocks(json_walk *walk, const uint8_t *bytes, size_t start, size_t end) {
  size_t at = start;
  while (end - at >= 64 + STEP) {
    size_t base = at;
    uint64_t stops = cscanner_json_stops(bytes + base);
    while (stops) {
      size_t stop = base + (size_t)__builtin_ctzll(stops);
      copy_steps(&walk->view, bytes + at, stop - at);
      size_t taken = take_stop(walk, bytes + stop, end - stop, stop);
      if (taken == 0) return stop;
      at = stop + taken;
      stops = at - base < 64 ? stops & ~(uint64_t)0 << (at - base) : 0;
    }
    if (at >= base + 64) continue;
    copy_steps(&walk->view, bytes + at, base + 64 - at);
    at = base + 64;
  }
  return at;
}

cscanner_outcome cscanner_unescape_json(const uint8_t *bytes, size_t start, size_t end, cscanner_view *view) {
  json_walk walk = {.view = *view};
  size_t at = walk_blocks(&walk, bytes, start, end);
  while (at < end && walk.outcome == CSCANNER_DONE) {
    if (bytes[at] != '"' && bytes[at] != '\\') walk.view.out[walk.view.count++] = bytes[at++];
    else at += take_stop(&walk, bytes + at, end - at, at);
  }
  // Half an escape stands for nothing. Left in, it would be no JSON to the document that the string holds.
  if (walk.outcome == CSCANNER_CUT && !cscanner_add_piece(&walk.view, at, (unsigned)(end - at), 0)) {
    walk.outcome = CSCANNER_FULL;
  }
  bool is_open = walk.in_string && (walk.outcome == CSCANNER_DONE || walk.outcome == CSCANNER_CUT);
  if (is_open) walk.outcome = add_document(&walk.view, walk.token, walk.holds_backslash) ? CSCANNER_CUT : CSCANNER_FULL;
  *view = walk.view;
  return walk.outcome;
}
