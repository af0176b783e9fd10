// Kinds of ASCII characters.
#ifndef TRACEVEIL_CSCANNER_CHARACTERS_H
#define TRACEVEIL_CSCANNER_CHARACTERS_H

#include "block.h"

CSCANNER_INLINE bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
CSCANNER_INLINE bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }
CSCANNER_INLINE bool is_alphanumeric(uint8_t byte) { return is_digit(byte) || is_letter(byte); }

#endif
