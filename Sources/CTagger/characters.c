#include "characters.h"

#include "character_ranges.h"

static character_class ascii_class(uint32_t code) {
  if (code >= 'a' && code <= 'z') return CLASS_LETTER;
  if (code >= 'A' && code <= 'Z') return CLASS_LETTER;
  if (code >= '0' && code <= '9') return CLASS_DIGIT;
  if (code >= 0x0a && code <= 0x0d) return CLASS_BREAK;
  if (code == ' ' || code == '\t' || (code >= 0x1c && code <= 0x1f)) return CLASS_SPACE;
  return CLASS_OTHER;
}

character_class class_of(uint32_t code) {
  if (code < 0x80) return ascii_class(code);
  size_t low = 0, high = sizeof class_ranges / sizeof *class_ranges;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (class_ranges[middle].last < code) low = middle + 1;
    else high = middle;
  }
  if (low == sizeof class_ranges / sizeof *class_ranges || class_ranges[low].first > code) return CLASS_OTHER;
  return (character_class)class_ranges[low].kind;
}

uint32_t lower_of(uint32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  size_t low = 0, high = sizeof lower_ranges / sizeof *lower_ranges;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (lower_ranges[middle].last < code) low = middle + 1;
    else high = middle;
  }
  if (low == sizeof lower_ranges / sizeof *lower_ranges) return code;
  lower_range range = lower_ranges[low];
  if (range.first > code || (code - range.first) % range.stride != 0) return code;
  return (uint32_t)((int32_t)code + range.delta);
}

size_t decode_character(const uint8_t *text, size_t available, uint32_t *code) {
  uint8_t first = text[0];
  if (first < 0x80) {
    *code = first;
    return 1;
  }
  size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  uint32_t value = first & (0xff >> (length + 1));
  uint32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  *code = 0xfffd;
  if (first < 0xc2 || first > 0xf4 || available < length) return 1;
  for (size_t i = 1; i < length; i++) {
    if ((text[i] & 0xc0) != 0x80) return 1;
    value = value << 6 | (text[i] & 0x3f);
  }
  if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return 1;
  // Apostrophes of typography, as in `Okafor` with a possessive: the network has seen the one of typewriters behind names.
  *code = value == 0x2019 || value == 0x02bc ? '\'' : value;
  return length;
}
