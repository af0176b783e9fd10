#include "copy.h"
#include "escape.h"

#include <string.h>

static bool looks_like_document(const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (at < length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\t' || bytes[at] == '\r')) at++;
  return at + 1 < length && (bytes[at] == '{' || bytes[at] == '[' || bytes[at] == '"');
}

cscanner_outcome cscanner_unescape_json(const uint8_t *bytes, size_t start, size_t end, cscanner_view *view) {
  size_t at = start, token = 0;
  bool in_string = false, holds_backslash = false;
  while (at < end) {
    size_t plain = cscanner_copy_plain(bytes + at, end - at, view->out + view->count);
    at += plain;
    view->count += plain;
    if (at == end) break;
    if (bytes[at] == '"') {
      if (in_string && looks_like_document(view->out + token, view->count - token)) {
        if (view->document_count == view->document_capacity) return CSCANNER_FULL;
        view->documents[view->document_count++] = (cscanner_range){(uint32_t)token, (uint32_t)view->count};
        if (holds_backslash) view->has_nested_escapes = true;
      }
      view->out[view->count++] = '"';
      at++;
      in_string = !in_string;
      token = view->count;
      holds_backslash = false;
      continue;
    }
    cscanner_escape escape = in_string ? cscanner_read_escape(bytes + at, end - at) : (cscanner_escape){0};
    if (escape.source_length == 0) return CSCANNER_MALFORMED;
    if (!cscanner_add_piece(view, at, escape.source_length, escape.length)) return CSCANNER_FULL;
    memcpy(view->out + view->count, escape.bytes, sizeof escape.bytes);
    if (escape.bytes[0] == '\\') holds_backslash = true;
    view->count += escape.length;
    at += escape.source_length;
  }
  return in_string ? CSCANNER_MALFORMED : CSCANNER_DONE;
}
