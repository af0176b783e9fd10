#include "written.h"

#include "characters.h"
#include "escape.h"

#include <string.h>

static bool is_octal(uint8_t byte) { return (uint8_t)(byte - '0') < 8; }

// `{1b}`, from the brace on: its length, or 0.
static unsigned read_braces(const uint8_t *bytes, size_t left, int32_t *value) {
  unsigned at = 1;
  *value = 0;
  for (; at < left && at <= 6; at++) {
    int32_t digit = cscanner_hex_value(bytes + at, left - at, 1);
    if (digit < 0) break;
    *value = *value << 4 | digit;
  }
  return at > 1 && at < left && bytes[at] == '}' ? at + 1 : 0;
}

// Three octal digits, as C and shells have them, where they stand for a control character, a blank, a quotation mark
// or a byte beyond ASCII. Others are as likely references to groups of a regular expression.
static int32_t octal_value(const uint8_t *bytes, size_t left) {
  if (left < 3 || bytes[0] > '3' || !is_octal(bytes[0]) || !is_octal(bytes[1]) || !is_octal(bytes[2])) return -1;
  int32_t value = (bytes[0] - '0') << 6 | (bytes[1] - '0') << 3 | (bytes[2] - '0');
  switch (value) {
    case 0: case 033: case ' ': case '"': case '\'': return value;
    default: return (value >= 7 && value <= '\r') || value >= 0x80 ? value : -1;
  }
}

// One byte or character: the length of its escape, or 0.
static unsigned read_code(const uint8_t *bytes, size_t left, int32_t *value) {
  if (left < 2 || bytes[0] != '\\') return 0;
  switch (bytes[1]) {
    case 'x': case 'u': {
      if (left > 2 && bytes[2] == '{') {
        unsigned braces = read_braces(bytes + 2, left - 2, value);
        return braces ? braces + 2 : 0;
      }
      if (bytes[1] == 'u') return 0;
      *value = cscanner_hex_value(bytes + 2, left - 2, 2);
      return *value < 0 ? 0 : 4;
    }
    case 'U':
      if (left < 4 || bytes[2] != '0' || bytes[3] != '0') return 0;
      *value = cscanner_hex_value(bytes + 2, left - 2, 8);
      return *value < 0 ? 0 : 10;
    case '0': case '1': case '2': case '3':
      *value = octal_value(bytes + 1, left - 1);
      if (*value >= 0) return 4;
      *value = 0;
      return bytes[1] == '0' ? 2 : 0;
    default: return 0;
  }
}

unsigned cscanner_read_written(const uint8_t *text, size_t length, size_t at, uint32_t *scalar) {
  const uint8_t *bytes = text + at;
  size_t left = length - at;
  if (left < 2) return 0;
  if (bytes[1] == 'v' || bytes[1] == 'a') {
    // Names in paths begin like that: `C:\app\v1.2.3.4`.
    uint8_t before = at > 0 ? text[at - 1] : ' ';
    if (is_alphanumeric(before) || before == '.' || before == '_' || before == '-') return 0;
    if (before == ':' && at > 1 && is_alphanumeric(text[at - 2]) && (at == 2 || !is_alphanumeric(text[at - 3]))) return 0;
    *scalar = bytes[1] == 'v' ? '\v' : '\a';
    return 2;
  }
  int32_t value = 0;
  unsigned first = read_code(bytes, left, &value);
  if (first != 4 || value < 0xc2 || value > 0xf4) {
    *scalar = (uint32_t)value;
    return first;
  }
  // A character in UTF-8, byte by byte; where it is none the byte is one of Latin-1.
  unsigned count = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
  uint32_t whole = (uint32_t)value & (0xffu >> (count + 1));
  *scalar = (uint32_t)value;
  for (unsigned i = 1; i < count; i++) {
    if (left < 4 * i || read_code(bytes + 4 * i, left - 4 * i, &value) != 4 || (value & ~0x3f) != 0x80) return first;
    whole = whole << 6 | ((uint32_t)value & 63);
  }
  *scalar = whole;
  return 4 * count;
}

// The escape character of a terminal's sequence: its length, or 0.
static unsigned read_introducer(const uint8_t *bytes, size_t left) {
  switch (bytes[0]) {
    case 0x1b: return 1;
    case '^': return left > 3 && bytes[1] == '[' && bytes[2] == '[' ? 2 : 0;
    // As syslog writes control characters.
    case '#': return left > 5 && memcmp(bytes, "#033[", 5) == 0 ? 4 : 0;
    case 0xe2: return left > 3 && bytes[1] == 0x90 && bytes[2] == 0x9b ? 3 : 0;
    case '\\': break;
    default: return 0;
  }
  unsigned at = 0;
  while (at < 15 && at + 2 < left && bytes[at + 1] == '\\') at++;
  if (left - at < 3) return 0;
  int32_t value = 0;
  switch (bytes[at + 1]) {
    case 'e': case 'E': return at + 2;
    case 'u':
      // Nearly all are of another character.
      if (left - at > 5 && memcmp(bytes + at + 2, "001", 3) == 0 && (bytes[at + 5] | 0x20) == 'b') return at + 6;
      break;
    case 'x': case '0': case 'U': break;
    default: return 0;
  }
  unsigned code = read_code(bytes + at, left - at, &value);
  return code > 2 && value == 0x1b ? at + code : 0;
}

// What follows the escape character: a control sequence (ECMA-48, 5.4) or a set of characters to use.
static unsigned read_sequence(const uint8_t *bytes, size_t left) {
  enum { MOST = 40 };
  if (left < 2) return 0;
  if (bytes[0] == '(' || bytes[0] == ')') return bytes[1] == 'B' || bytes[1] == '0' || bytes[1] == 'A' ? 2 : 0;
  if (bytes[0] != '[') return 0;
  unsigned at = 1;
  while (at < left && at < MOST && bytes[at] >= 0x30 && bytes[at] < 0x40) at++;
  while (at < left && at < MOST && bytes[at] >= 0x20 && bytes[at] < 0x30) at++;
  return at < left && bytes[at] >= 0x40 && bytes[at] < 0x7f ? at + 1 : 0;
}

unsigned cscanner_read_terminal(const uint8_t *bytes, size_t left) {
  enum { MOST = 32 };
  unsigned at = 0;
  for (int times = 0; times < MOST && at < left; times++) {
    unsigned introducer, sequence;
    if (left - at > 2 && bytes[at] == 0xc2 && bytes[at + 1] == 0x9b) {
      // Both in one character: what stands in place of the bracket is the second byte.
      introducer = 1;
      sequence = 1;
      while (sequence < 40 && at + introducer + sequence < left && bytes[at + introducer + sequence] >= 0x30 &&
             bytes[at + introducer + sequence] < 0x40)
        sequence++;
      uint8_t final = at + introducer + sequence < left ? bytes[at + introducer + sequence] : 0;
      sequence = final >= 0x40 && final < 0x7f ? sequence + 1 : 0;
    } else {
      introducer = read_introducer(bytes + at, left - at);
      sequence = introducer ? read_sequence(bytes + at + introducer, left - at - introducer) : 0;
    }
    if (sequence == 0) break;
    at += introducer + sequence;
  }
  return at;
}
