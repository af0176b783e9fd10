#include "escape.h"

int32_t cscanner_hex_value(const uint8_t *bytes, size_t left, unsigned digits) {
  if (left < digits) return -1;
  int32_t value = 0;
  for (unsigned i = 0; i < digits; i++) {
    uint8_t byte = bytes[i], letter = (uint8_t)((byte | 0x20) - 'a');
    if ((uint8_t)(byte - '0') < 10) value = value << 4 | (byte - '0');
    else if (letter < 6) value = value << 4 | (letter + 10);
    else return -1;
  }
  return value;
}

unsigned cscanner_write_utf8(uint32_t scalar, uint8_t *out) {
  if (scalar > 0x10ffff || (scalar >= 0xd800 && scalar < 0xe000)) scalar = 0xfffd;
  if (scalar < 0x80) {
    out[0] = (uint8_t)scalar;
    return 1;
  }
  if (scalar < 0x800) {
    out[0] = (uint8_t)(0xc0 | scalar >> 6);
    out[1] = (uint8_t)(0x80 | (scalar & 63));
    return 2;
  }
  if (scalar < 0x10000) {
    out[0] = (uint8_t)(0xe0 | scalar >> 12);
    out[1] = (uint8_t)(0x80 | (scalar >> 6 & 63));
    out[2] = (uint8_t)(0x80 | (scalar & 63));
    return 3;
  }
  out[0] = (uint8_t)(0xf0 | scalar >> 18);
  out[1] = (uint8_t)(0x80 | (scalar >> 12 & 63));
  out[2] = (uint8_t)(0x80 | (scalar >> 6 & 63));
  out[3] = (uint8_t)(0x80 | (scalar & 63));
  return 4;
}

static cscanner_escape one_byte(uint8_t byte) { return (cscanner_escape){2, 1, {byte}}; }

static cscanner_escape unicode_escape(const uint8_t *bytes, size_t left) {
  cscanner_escape escape = {0};
  int32_t unit = cscanner_hex_value(bytes + 2, left - 2, 4);
  if (unit < 0) return escape;
  escape.source_length = 6;
  uint32_t scalar = (uint32_t)unit;
  if (scalar >= 0xd800 && scalar < 0xdc00 && left >= 12 && bytes[6] == '\\' && bytes[7] == 'u') {
    int32_t low = cscanner_hex_value(bytes + 8, left - 8, 4);
    if (low >= 0xdc00 && low < 0xe000) {
      scalar = 0x10000 + ((scalar - 0xd800) << 10) + ((uint32_t)low - 0xdc00);
      escape.source_length = 12;
    }
  }
  escape.length = cscanner_write_utf8(scalar, escape.bytes);
  return escape;
}

cscanner_escape cscanner_read_escape(const uint8_t *bytes, size_t left) {
  if (left < 2) return (cscanner_escape){0};
  switch (bytes[1]) {
    case '"':
    case '\\':
    case '/': return one_byte(bytes[1]);
    case 'n': return one_byte('\n');
    case 't': return one_byte('\t');
    case 'r': return one_byte('\r');
    case 'b': return one_byte('\b');
    case 'f': return one_byte('\f');
    case 'u': return unicode_escape(bytes, left);
    default: return (cscanner_escape){0};
  }
}
