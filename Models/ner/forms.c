// Numbers the different tokens of texts, and keeps the rows of the tables that each of them has. See corpus.py.
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../Sources/CTagger/characters.h"
#include "../../Sources/CTagger/token_features.h"
#include "../../Sources/CTagger/tokens.h"

enum { TABLES = 3 };

typedef struct {
  int32_t *rows;
  int64_t *starts;  // of each form in `rows`, and their end
  int64_t count, capacity;
} table;

typedef struct {
  uint64_t *keys;  // 0 for an empty place
  int32_t *numbers;
  int64_t places, count, capacity;
  table tables[TABLES];
  token *tokens;
  size_t longest;
  const uint8_t *lists;
} forms;

static void *grown(void *memory, int64_t bytes) {
  void *found = realloc(memory, (size_t)bytes);
  if (found == NULL) abort();
  return found;
}

// What is one in the features is one here, too: digits are all alike.
static uint64_t key_of(const uint8_t *text, token token) {
  uint64_t key = token.is_apart ? 0x9e3779b97f4a7c15u : 0xc2b2ae3d27d4eb4fu;
  for (uint32_t i = token.start; i < token.end; i++)
    key = (key ^ (token.kind == CLASS_DIGIT ? '0' : text[i])) * 0x100000001b3u;
  key = (key ^ key >> 29) * 0xbf58476d1ce4e5b9u;
  key ^= key >> 32;
  return key != 0 ? key : 1;
}

static int64_t place_of(const forms *f, uint64_t key) {
  int64_t place = (int64_t)(key & (uint64_t)(f->places - 1));
  while (f->keys[place] != 0 && f->keys[place] != key) place = (place + 1) & (f->places - 1);
  return place;
}

static void widen(forms *f) {
  forms old = *f;
  f->places = old.places > 0 ? 2 * old.places : 1 << 16;
  f->keys = calloc((size_t)f->places, sizeof *f->keys);
  f->numbers = grown(NULL, f->places * (int64_t)sizeof *f->numbers);
  if (f->keys == NULL) abort();
  for (int64_t i = 0; i < old.places; i++) {
    if (old.keys[i] == 0) continue;
    int64_t place = place_of(f, old.keys[i]);
    f->keys[place] = old.keys[i];
    f->numbers[place] = old.numbers[i];
  }
  free(old.keys), free(old.numbers);
}

static void add_rows(table *t, int64_t form, const uint16_t *rows, int count) {
  if (t->count + count > t->capacity) {
    t->capacity = 2 * t->capacity + 4096;
    t->rows = grown(t->rows, t->capacity * (int64_t)sizeof *t->rows);
  }
  for (int i = 0; i < count; i++) t->rows[t->count++] = rows[i];
  t->starts[form + 1] = t->count;
}

static int32_t add(forms *f, const uint8_t *text, token token) {
  features features;
  find_features(text, token, f->lists, &features);
  if (f->count == f->capacity) {
    f->capacity = 2 * f->capacity + 4096;
    for (int t = 0; t < TABLES; t++) f->tables[t].starts = grown(f->tables[t].starts, (f->capacity + 1) * (int64_t)sizeof(int64_t));
    if (f->count == 0)
      for (int t = 0; t < TABLES; t++) f->tables[t].starts[0] = 0;
  }
  add_rows(&f->tables[0], f->count, features.words, FEATURE_WORDS);
  add_rows(&f->tables[1], f->count, features.shapes, FEATURE_SHAPES);
  add_rows(&f->tables[2], f->count, features.grams, features.gram_count);
  return (int32_t)f->count++;
}

forms *forms_create(const uint8_t *lists) {
  forms *found = calloc(1, sizeof(forms));
  if (found != NULL) found->lists = lists;
  return found;
}

int64_t forms_count(const forms *f) { return f->count; }

// The rows of a table, `starts` one more than there are forms.
const int32_t *forms_rows(const forms *f, int table, const int64_t **starts, int64_t *count) {
  *starts = f->tables[table].starts;
  *count = f->tables[table].count;
  return f->tables[table].rows;
}

// Writes where each token of a text is, in bytes, and the number of its form; returns how many there are, at most `length`.
size_t forms_read(forms *f, const uint8_t *text, size_t length, uint32_t *starts, uint32_t *ends, int32_t *numbers) {
  if (length > f->longest) f->tokens = grown(f->tokens, (int64_t)((f->longest = 2 * length) * sizeof(token)));
  size_t count = find_tokens(text, length, f->tokens);
  for (size_t i = 0; i < count; i++) {
    if (2 * (f->count + 1) > f->places) widen(f);
    uint64_t key = key_of(text, f->tokens[i]);
    int64_t place = place_of(f, key);
    if (f->keys[place] == 0) {
      f->keys[place] = key;
      f->numbers[place] = add(f, text, f->tokens[i]);
    }
    starts[i] = f->tokens[i].start, ends[i] = f->tokens[i].end, numbers[i] = f->numbers[place];
  }
  return count;
}
