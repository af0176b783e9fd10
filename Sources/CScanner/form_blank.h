// Plus signs that are the blanks of a form (application/x-www-form-urlencoded).
#ifndef TRACEVEIL_CSCANNER_FORM_BLANK_H
#define TRACEVEIL_CSCANNER_FORM_BLANK_H

#include "characters.h"

CSCANNER_INLINE bool are_digits(const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!is_digit(bytes[i])) return false;
  return true;
}

// Whether a plus joins digits, as the blanks of a form do.
CSCANNER_INLINE bool is_blank(const uint8_t *bytes, size_t length, size_t at, size_t digits) {
  return at >= digits && length - at > digits && are_digits(bytes + at - digits, digits) &&
         are_digits(bytes + at + 1, digits);
}

// Whether a plus is the sign of a longitude (ISO 6709): `+4310+13156`, `+431007+1315600`.
static bool joins_coordinates(const uint8_t *bytes, size_t length, size_t at) {
  for (size_t digits = 4; digits <= 6; digits += 2) {
    if (at <= digits || length - at <= digits + 1) continue;
    uint8_t sign = bytes[at - digits - 1];
    if ((sign != '+' && sign != '-') || !are_digits(bytes + at - digits, digits)) continue;
    if (!are_digits(bytes + at + 1, digits + 1)) continue;
    if (length - at == digits + 2 || !is_digit(bytes[at + digits + 2])) return true;
  }
  return false;
}

CSCANNER_INLINE bool is_in_word_of_form(uint8_t byte) {
  return is_alphanumeric(byte) || byte == '%' || byte == ',' || byte == '.' || byte == '(' || byte == ')' || byte == '-';
}

// Whether a plus joins words of a form's value, as blanks become one: `text=call+me+at`. `last` is where the last such
// plus was, or SIZE_MAX.
CSCANNER_INLINE bool is_form_blank(const uint8_t *bytes, size_t length, size_t at, size_t last) {
  enum { REACH = 48 };
  if (at + 1 == length || (!is_alphanumeric(bytes[at + 1]) && bytes[at + 1] != '%' && bytes[at + 1] != '(')) return false;
  size_t start = at;
  while (start > 0 && at - start < REACH && is_in_word_of_form(bytes[start - 1])) start--;
  if (start == at || start == 0) return false;
  // `phone=+49+30+26398534`: a sign that nobody wrote as `%2B`.
  if (bytes[start - 1] == '+' && start > 1 && bytes[start - 2] == '=') start--;
  if (bytes[start - 1] != '=' ? start - 1 != last : start < 2 || !is_alphanumeric(bytes[start - 2])) return false;
  // The tag of an address stays with it: `to=otto+news%40example.com`.
  size_t end = at + 1;
  while (end < length && end - at < REACH && (is_alphanumeric(bytes[end]) || bytes[end] == '.' || bytes[end] == '-' || bytes[end] == '_')) end++;
  return end == length || (bytes[end] != '@' && !(length - end > 2 && memcmp(bytes + end, "%40", 3) == 0));
}

// Whether a digit follows in the words that plus signs join: most such words are those of a search, and no values.
CSCANNER_INLINE bool leads_to_digit(const uint8_t *bytes, size_t length, size_t at) {
  enum { REACH = 48 };
  for (size_t end = at + 1; end < length && end - at < REACH; end++) {
    if (bytes[end] > '9') continue;
    if (bytes[end] >= '0') return true;
    if (bytes[end] <= ' ' || bytes[end] == '&' || bytes[end] == '"') return false;
  }
  return false;
}

#endif
