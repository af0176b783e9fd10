#include "cscanner.h"

enum { BLOCK = 64 };

// Adds what a block is made of. Without a branch, so that the compiler looks at many bytes at once; the counters
// of a byte each hold a block.
static inline void add_block(const uint8_t *bytes, cscanner_base64 *sum) {
  uint8_t upper = 0, lower = 0, digits = 0, standard = 0, url = 0;
  for (int i = 0; i < BLOCK; i++) {
    uint8_t byte = bytes[i];
    upper += (uint8_t)(byte - 'A') < 26;
    lower += (uint8_t)(byte - 'a') < 26;
    digits += (uint8_t)(byte - '0') < 10;
    standard += (uint8_t)(byte == '+') | (uint8_t)(byte == '/');
    url += (uint8_t)(byte == '-') | (uint8_t)(byte == '_');
  }
  sum->upper += upper;
  sum->lower += lower;
  sum->digits += digits;
  sum->standard += standard;
  sum->url += url;
}

static inline size_t total(const cscanner_base64 *sum) {
  return sum->upper + sum->lower + sum->digits + sum->standard + sum->url;
}

size_t cscanner_base64_end(const uint8_t *bytes, size_t length, size_t from, cscanner_base64 *made_of) {
  cscanner_base64 sum = {0};
  size_t at = from;
  while (length - at >= BLOCK) {
    cscanner_base64 next = sum;
    add_block(bytes + at, &next);
    if (total(&next) - total(&sum) < BLOCK) break;
    sum = next;
    at += BLOCK;
  }
  for (; at < length; at++) {
    uint8_t byte = bytes[at];
    if ((uint8_t)(byte - 'A') < 26) sum.upper++;
    else if ((uint8_t)(byte - 'a') < 26) sum.lower++;
    else if ((uint8_t)(byte - '0') < 10) sum.digits++;
    else if (byte == '+' || byte == '/') sum.standard++;
    else if (byte == '-' || byte == '_') sum.url++;
    else break;
  }
  *made_of = sum;
  return at;
}
