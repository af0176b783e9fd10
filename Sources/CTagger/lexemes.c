#include "lexemes.h"

#include <string.h>

lexeme *lexeme_place(lexeme *lexemes, const uint8_t *text, token token) {
  uint32_t length = token.end - token.start;
  if (length > LEXEME_BYTES) return NULL;
  uint64_t hash = token.is_apart ? 0x9e3779b97f4a7c15u : 0xc2b2ae3d27d4eb4fu;
  for (uint32_t i = token.start; i < token.end; i++) hash = (hash ^ text[i]) * 0x100000001b3u;
  return lexemes + (hash ^ hash >> 29) % LEXEMES;
}

int lexeme_is(const lexeme *lexeme, const uint8_t *text, token token) {
  uint32_t length = token.end - token.start;
  return lexeme->length == length && lexeme->is_apart == token.is_apart && memcmp(lexeme->bytes, text + token.start, length) == 0;
}

void lexeme_keep(lexeme *lexeme, const uint8_t *text, token token, const int16_t *vector) {
  lexeme->length = (uint8_t)(token.end - token.start);
  lexeme->is_apart = token.is_apart;
  memcpy(lexeme->bytes, text + token.start, lexeme->length);
  memcpy(lexeme->vector, vector, sizeof lexeme->vector);
}
