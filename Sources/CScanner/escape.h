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

// Whether no value can begin with this byte, nor go on with it behind white space.
static inline bool cscanner_separates(uint8_t byte) {
  switch (byte) {
    case ' ': case '\n': case '"': case '\'': case '\\': case ',': case ')': case ']': case '}': return true;
    default: return false;
  }
}

// Escaped quotation marks, and escaped white space in front of more of its kind, are in most code and prose. Where they
// are undone a value stands between the same separators as before. What is one is a disguise.
static inline bool cscanner_is_harmless_escape(const uint8_t *bytes, size_t length, size_t at) {
  if (bytes[at] != '\\' || at + 1 == length) return false;
  uint8_t letter = bytes[at + 1];
  if (letter == '"') return true;
  if (letter != 'n' && letter != 't' && letter != 'r') return false;
  return at + 2 == length || cscanner_separates(bytes[at + 2]);
}

// Whether a disguise may start at `bytes[at]`, which is an odd byte: most number, equals and plus signs and carets begin
// nothing, as the byte behind them tells.
static inline bool cscanner_may_be_disguise(const uint8_t *bytes, size_t length, size_t at) {
  uint8_t byte = bytes[at];
  if (byte != '=' && byte != '+' && byte != '^' && byte != '#') return true;
  if (at + 1 == length) return false;
  uint8_t next = bytes[at + 1];
  if (byte == '^') return next == '[';
  if (byte == '#') return next == '0' && at + 2 < length && bytes[at + 2] == '3';
  if ((uint8_t)(next - '0') < 10) return true;
  if (byte == '+') return (uint8_t)((next | 0x20) - 'a') < 26 || next == '%' || next == '(';
  return byte == '=' && ((uint8_t)(next - 'A') < 6 || next == '\r' || next == '\n');
}

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
