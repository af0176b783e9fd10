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

// The view is written through a copy of its fields: bytes may alias anything, so C would load them anew after
// each byte it writes.
cscanner_outcome cscanner_unescape_json(const uint8_t *bytes, size_t start, size_t end, cscanner_view *shared) {
  cscanner_view view = *shared;
  size_t at = start, token = 0;
  bool in_string = false, holds_backslash = false;
  cscanner_outcome outcome = CSCANNER_DONE;
  while (at < end) {
    size_t plain = cscanner_copy_plain(bytes + at, end - at, view.out + view.count);
    at += plain;
    view.count += plain;
    if (at == end) break;
    if (bytes[at] == '"') {
      if (in_string && !add_document(&view, token, holds_backslash)) outcome = CSCANNER_FULL;
      view.out[view.count++] = '"';
      at++;
      in_string = !in_string;
      token = view.count;
      holds_backslash = false;
      if (outcome != CSCANNER_DONE) break;
      continue;
    }
    uint8_t simple = at + 1 < end ? simple_escapes[bytes[at + 1]] : 0;
    cscanner_escape escape = {2, 1, {simple}};
    if (!simple) escape = cscanner_read_escape(bytes + at, end - at);
    if (!in_string || escape.source_length == 0) {
      outcome = CSCANNER_MALFORMED;
      break;
    }
    if (!cscanner_add_piece(&view, at, escape.source_length, escape.length)) {
      outcome = CSCANNER_FULL;
      break;
    }
    memcpy(view.out + view.count, escape.bytes, sizeof escape.bytes);
    holds_backslash |= escape.bytes[0] == '\\';
    view.count += escape.length;
    at += escape.source_length;
  }
  *shared = view;
  if (outcome == CSCANNER_DONE && in_string) return CSCANNER_MALFORMED;
  return outcome;
}
