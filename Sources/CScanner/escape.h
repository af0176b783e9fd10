// Escapes of JSON and their values, as bytes of UTF-8.
#ifndef TRACEVEIL_CSCANNER_ESCAPE_H
#define TRACEVEIL_CSCANNER_ESCAPE_H

#include "cscanner.h"

typedef struct {
  unsigned source_length;  // 0 when there is no escape here
  unsigned length;
  uint8_t bytes[4];
} cscanner_escape;

// The escape that starts with the backslash at `bytes[0]`, of which `left` bytes may be read.
cscanner_escape cscanner_read_escape(const uint8_t *bytes, size_t left);

// The value of `digits` hexadecimal digits, or -1.
int32_t cscanner_hex_value(const uint8_t *bytes, size_t left, unsigned digits);

// Writes a scalar value as UTF-8 and answers its length; a surrogate becomes U+FFFD.
unsigned cscanner_write_utf8(uint32_t scalar, uint8_t *out);

// Whether `cscanner_unmask` would undo what starts at `bytes[at]`, for its own sake: it undoes more behind the first.
bool cscanner_is_disguise(const uint8_t *bytes, size_t length, size_t at);

// Whether what starts at `bytes[at]` is a disguise that could keep a built-in recognizer from a value.
bool cscanner_is_cover(const uint8_t *bytes, size_t length, size_t at);

static inline bool cscanner_add_piece(cscanner_view *view, size_t source, unsigned source_length,
                                      unsigned view_length) {
  if (view->piece_count == view->piece_capacity) return false;
  view->pieces[view->piece_count++] = (cscanner_piece){(uint32_t)view->count, (uint32_t)source,
                                                       (uint16_t)view_length, (uint16_t)source_length};
  return true;
}

#endif
