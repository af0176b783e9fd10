// Vectors of tokens that were computed before, by their bytes. A cache of one thread.
#ifndef TRACEVEIL_CTAGGER_LEXEMES_H
#define TRACEVEIL_CTAGGER_LEXEMES_H

#include "model.h"
#include "tokens.h"

enum { LEXEMES = 4096, LEXEME_BYTES = 24 };

typedef struct {
  uint8_t bytes[LEXEME_BYTES];
  uint8_t length;  // 0 in an empty place
  uint8_t is_apart;
  int16_t vector[WIDTH];
} lexeme;

// The place of a token, which may hold another; NULL for one that is too long to be kept.
lexeme *lexeme_place(lexeme *lexemes, const uint8_t *text, token token);
int lexeme_is(const lexeme *lexeme, const uint8_t *text, token token);
void lexeme_keep(lexeme *lexeme, const uint8_t *text, token token, const int16_t *vector);

#endif
