// Tokens of a text: see Models/ner/tokens.py, whose rules these are.
#ifndef TRACEVEIL_CTAGGER_TOKENS_H
#define TRACEVEIL_CTAGGER_TOKENS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOKEN_CHARACTERS = 32 };

typedef struct {
  uint32_t start, end;  // bytes
  uint8_t kind;  // a character_class
  bool is_apart;  // white space or the beginning stands before it
} token;

// Writes the tokens of a text; there are at most as many as bytes.
size_t find_tokens(const uint8_t *text, size_t length, token *tokens);

#endif
