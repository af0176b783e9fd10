#include "token_features.h"

#include "characters.h"
#include "lists.h"
#include "model.h"

enum { SHAPE_UPPER = 1, SHAPE_LOWER, SHAPE_DIGIT, SHAPE_BREAK, SHAPE_RUN = 4, GRAM_CHARACTERS = 24, LONGEST_COUNTED = 12 };

// FNV-1a over code points, with a finalizer that mixes all bits.
static uint32_t fold_begin(uint32_t seed) { return 0x811c9dc5u ^ seed; }

static uint32_t fold_next(uint32_t value, uint32_t code) { return (value ^ code) * 0x01000193u; }

static uint32_t fold_end(uint32_t value) {
  value = (value ^ value >> 16) * 0x85ebca6bu;
  value = (value ^ value >> 13) * 0xc2b2ae35u;
  return value ^ value >> 16;
}

static uint32_t fold(uint32_t seed, const uint32_t *codes, int count) {
  uint32_t value = fold_begin(seed);
  for (int i = 0; i < count; i++) value = fold_next(value, codes[i]);
  return fold_end(value);
}

static int minimum(int a, int b) { return a < b ? a : b; }

// A token as code points: as it is written, and as its word counts. All digits are one, and so are line breaks.
typedef struct {
  uint32_t cased[TOKEN_CHARACTERS], word[TOKEN_CHARACTERS];
  int count;
} spelling;

static void spell(const uint8_t *text, token token, spelling *found) {
  found->count = 0;
  if (token.kind == CLASS_BREAK) {
    int lines = 0;
    for (uint32_t at = token.start; at < token.end && lines < 2; at++) lines += text[at] == '\n';
    found->count = lines > 1 ? 2 : 1;
    for (int i = 0; i < found->count; i++) found->cased[i] = found->word[i] = '\n';
    return;
  }
  for (size_t at = token.start; at < token.end && found->count < TOKEN_CHARACTERS; found->count++) {
    uint32_t code;
    at += decode_character(text + at, token.end - at, &code);
    if (token.kind == CLASS_DIGIT) code = '0';
    found->cased[found->count] = code;
    found->word[found->count] = lower_of(code);
  }
}

static uint32_t symbol(character_class kind, uint32_t code) {
  switch (kind) {
    case CLASS_DIGIT: return SHAPE_DIGIT;
    case CLASS_BREAK: return SHAPE_BREAK;
    case CLASS_OTHER: return code;
    default: return lower_of(code) != code ? SHAPE_UPPER : SHAPE_LOWER;
  }
}

// Upper case, lower case or digit of each character, at most four equal ones in a row: two hashes of that, how many
// characters there are, and the first symbol.
typedef struct {
  uint32_t hash, placed, first;
  int count;
} shape;

static shape find_shape(const uint8_t *text, token token) {
  shape found = {fold_begin(3), fold_begin(token.is_apart ? 5 : 4), 0, 0};
  uint32_t last = 0;
  int run = 0;
  for (size_t at = token.start; at < token.end; found.count++) {
    uint32_t code;
    at += decode_character(text + at, token.end - at, &code);
    uint32_t next = symbol(token.kind == CLASS_BREAK ? class_of(code) : (character_class)token.kind, code);
    if (found.count == 0) found.first = next;
    run = found.count > 0 && next == last ? run + 1 : 1;
    last = next;
    if (run > SHAPE_RUN) continue;
    found.hash = fold_next(found.hash, next);
    found.placed = fold_next(found.placed, next);
  }
  found.hash = fold_end(found.hash);
  found.placed = fold_end(found.placed);
  return found;
}

static void find_grams(const spelling *spelling, features *found) {
  uint32_t padded[GRAM_CHARACTERS + 2] = {2};
  int letters = minimum(spelling->count, GRAM_CHARACTERS), count = letters + 2;
  for (int i = 0; i < letters; i++) padded[i + 1] = spelling->word[i];
  padded[count - 1] = 3;
  int grams = 0;
  for (int length = 3; length <= 4; length++)
    for (int i = 0; i + length <= count && grams < FEATURE_GRAMS; i++)
      found->grams[grams++] = (uint16_t)(fold(10 + (uint32_t)length, padded + i, length) % GRAM_ROWS);
  if (spelling->count > 1) {
    int part = minimum(count, 6);
    if (grams < FEATURE_GRAMS) found->grams[grams++] = (uint16_t)(fold(20, padded, part) % GRAM_ROWS);
    if (grams < FEATURE_GRAMS) found->grams[grams++] = (uint16_t)(fold(21, padded + count - part, part) % GRAM_ROWS);
  }
  found->gram_count = (uint8_t)grams;
}

// The row that says in which lists a token is; the first of them for one that is no word.
static uint16_t listed_row(const spelling *spelling, token token, const uint8_t *lists) {
  if (token.kind != CLASS_LETTER) return SHAPE_ROWS;
  uint32_t first = fold(40, spelling->word, spelling->count), step = fold(41, spelling->word, spelling->count);
  return (uint16_t)(SHAPE_ROWS + lists_of(lists, first, step));
}

bool is_frequent_word(const uint8_t *word, size_t length, const uint8_t *lists) {
  token token = {0, (uint32_t)length, CLASS_LETTER, true};
  spelling spelling;
  spell(word, token, &spelling);
  return (listed_row(&spelling, token, lists) - SHAPE_ROWS) >> LIST_FREQUENT & 1;
}

void find_features(const uint8_t *text, token token, const uint8_t *lists, features *found) {
  spelling spelling;
  spell(text, token, &spelling);
  int count = spelling.count, head = minimum(count, 3), tail = minimum(count, 2);
  found->words[0] = (uint16_t)(fold(1, spelling.word, count) % WORD_ROWS);
  found->words[1] = (uint16_t)(fold(2, spelling.word, count) % WORD_ROWS);
  shape shape = find_shape(text, token);
  uint32_t place = token.is_apart ? 1 : 0;
  uint32_t length[3] = {(uint32_t)minimum(shape.count, LONGEST_COUNTED), place, shape.first};
  uint32_t shapes[FEATURE_SHAPES - 1] = {
      shape.hash,
      shape.placed,
      fold(6, spelling.cased, head),
      fold(7, spelling.cased + count - head, head),
      fold(8, length, 3),
      fold(9, spelling.word + count - tail, tail),
  };
  for (int i = 0; i < FEATURE_SHAPES - 1; i++) found->shapes[i] = (uint16_t)(shapes[i] % SHAPE_ROWS);
  found->shapes[FEATURE_SHAPES - 1] = listed_row(&spelling, token, lists);
  found->gram_count = 0;
  if (token.kind == CLASS_LETTER) find_grams(&spelling, found);
}
