#include "tokens.h"

#include "characters.h"

// Where a run of one class ends, `characters` further ones at most.
static size_t end_of_run(const uint8_t *text, size_t length, size_t at, character_class kind, int characters) {
  uint32_t code;
  for (; at < length && characters > 0; characters--) {
    size_t size = decode_character(text + at, length - at, &code);
    if (class_of(code) != kind) break;
    at += size;
  }
  return at;
}

static size_t end_of_break(const uint8_t *text, size_t length, size_t at) {
  uint32_t code;
  while (at < length) {
    size_t size = decode_character(text + at, length - at, &code);
    character_class kind = class_of(code);
    if (kind != CLASS_BREAK && kind != CLASS_SPACE) break;
    at += size;
  }
  return at;
}

size_t find_tokens(const uint8_t *text, size_t length, token *tokens) {
  size_t count = 0, at = 0;
  bool is_apart = true;
  uint32_t code;
  while (at < length) {
    size_t end = at + decode_character(text + at, length - at, &code);
    character_class kind = class_of(code);
    if (kind == CLASS_SPACE) {
      at = end;
      is_apart = true;
      continue;
    }
    if (kind == CLASS_LETTER || kind == CLASS_DIGIT) end = end_of_run(text, length, end, kind, TOKEN_CHARACTERS - 1);
    if (kind == CLASS_BREAK) end = end_of_break(text, length, end);
    tokens[count++] = (token){(uint32_t)at, (uint32_t)end, (uint8_t)kind, is_apart};
    is_apart = kind == CLASS_BREAK;
    at = end;
  }
  return count;
}
