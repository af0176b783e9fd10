// Clusters of digits.
#ifndef TRACEVEIL_CSCANNER_CLUSTERS_H
#define TRACEVEIL_CSCANNER_CLUSTERS_H

#include "output.h"

CSCANNER_INLINE bool is_joint(uint8_t byte) { return byte == ' ' || byte == '-' || byte == '.'; }

// Where a cluster of five digits or more may begin: no more than two bytes stand between two of them. A cluster that
// reaches the end of the block may go on.
CSCANNER_INLINE uint64_t may_begin_cluster(uint64_t digit) {
  uint64_t behind = digit << 1 | digit << 2, ahead = digit >> 1 | digit >> 2 | (uint64_t)3 << 62;
  return digit & ~(digit << 1) & runs_of_5(digit | (behind & ahead));
}

// Whether the digit at `position` begins a cluster, not a later group of it.
static bool begins_cluster(const uint8_t *bytes, size_t position) {
  if (position == 0) return true;
  uint8_t before = bytes[position - 1];
  if (is_digit(before)) return false;
  if (!is_joint(before) || position < 2) return true;
  if (is_digit(bytes[position - 2])) return false;
  bool are_spaces = before == ' ' && bytes[position - 2] == ' ';
  return !are_spaces || position < 3 || !is_digit(bytes[position - 3]);
}

// Counts on at `at`, where `digits` have been counted.
static size_t count_digits(const cscanner_output *out, size_t at, size_t digits) {
  while (at < out->length && digits < 0xffff) {
    uint8_t byte = out->bytes[at];
    if (is_digit(byte)) {
      digits++;
      at++;
      continue;
    }
    if (!is_joint(byte) || at + 1 >= out->length) break;
    if (is_digit(out->bytes[at + 1])) at++;
    else if (byte == ' ' && out->bytes[at + 1] == ' ' && at + 2 < out->length && is_digit(out->bytes[at + 2])) at += 2;
    else break;
  }
  return digits;
}

// Digits in the cluster at `position`; `digit` has those of the 64 bytes from there on.
static size_t digits_in_cluster(const cscanner_output *out, size_t position, uint64_t digit) {
  const uint8_t *bytes = out->bytes + position;
  size_t digits = 0, at = 0;
  for (;;) {
    unsigned run = ~digit ? (unsigned)__builtin_ctzll(~digit) : 64;
    digits += run;
    at += run;
    if (at > 64 - 3) return count_digits(out, position + at, digits);
    digit >>= run;
    if (digit & 2 && is_joint(bytes[at])) {
      digit >>= 1;
      at++;
    } else if ((digit & 6) == 4 && bytes[at] == ' ' && bytes[at + 1] == ' ') {
      digit >>= 2;
      at += 2;
    } else {
      return digits;
    }
  }
}

// Whether the four digits at `position` are the first of a number in groups: a mark, four to six more, the mark again.
static bool begins_groups(const cscanner_output *out, size_t position) {
  size_t left = out->length - position;
  if (left < 10) return false;
  const uint8_t *bytes = out->bytes + position;
  uint8_t mark = bytes[4];
  if (mark != '\t' && mark != '/' && mark != '_') return false;
  unsigned end = 5;
  while (end < 11 && end < left && is_digit(bytes[end])) end++;
  return end >= 9 && end < left && bytes[end] == mark;
}

// Of the places where a cluster may begin, those where one does that has enough digits. Answers their counts, too, in
// the same order; `groups` has the places where a number in groups begins.
static uint64_t find_clusters(const cscanner_output *out, size_t base, uint64_t begins, uint64_t digit,
                                       uint64_t digit_next, uint16_t *counts, uint64_t *groups) {
  uint64_t found = 0;
  for (; begins; begins &= begins - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(begins);
    if (!begins_cluster(out->bytes, base + bit)) continue;
    size_t digits = digits_in_cluster(out, base + bit, ahead(digit, digit_next, bit));
    if (digits == 4 && begins_groups(out, base + bit)) *groups |= begins & -begins;
    if (digits < out->table->digits_minimum) continue;
    *counts++ = (uint16_t)digits;
    found |= begins & -begins;
  }
  return found;
}

#endif
