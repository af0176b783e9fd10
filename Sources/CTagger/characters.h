// Classes of code points, and their lower case.
#ifndef TRACEVEIL_CTAGGER_CHARACTERS_H
#define TRACEVEIL_CTAGGER_CHARACTERS_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  CLASS_OTHER,
  CLASS_SPACE,
  CLASS_BREAK,
  CLASS_DIGIT,
  CLASS_LETTER,
  CLASS_ALONE  // letters of scripts that are written without spaces
} character_class;

character_class class_of(uint32_t code);

// The lower case, if that is one code point; else the same.
uint32_t lower_of(uint32_t code);

// Decodes the character at `text`, which has `available` bytes, and answers its length. A byte that is no UTF-8 is
// U+FFFD, and an apostrophe of typography is that of ASCII.
size_t decode_character(const uint8_t *text, size_t available, uint32_t *code);

#endif
