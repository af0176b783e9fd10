// Looks for names in any bytes, and traps where levels differ or an entity is not what the header promises.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ctagger.h"

enum { CAPACITY = CTAGGER_MAX_LENGTH, LEVELS = CTAGGER_AVX512 + 1 };

static void check(int holds, const char *promise) {
  if (holds) return;
  fprintf(stderr, "%s\n", promise);
  abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  static ctagger *taggers[LEVELS];
  static ctagger_entity found[LEVELS][CAPACITY];
  // A copy of its own size, so that a read behind its end is seen.
  size_t length = count > CTAGGER_MAX_LENGTH ? CTAGGER_MAX_LENGTH : count;
  uint8_t *text = malloc(length > 0 ? length : 1);
  if (text == NULL) return 0;
  memcpy(text, bytes, length);
  size_t first = 0;
  for (int level = CTAGGER_SCALAR; level < LEVELS; level++) {
    if (taggers[level] == NULL) taggers[level] = ctagger_create((ctagger_level)level);
    bool is_needed = level == CTAGGER_SCALAR || level == (int)ctagger_best_level();
    check(taggers[level] != NULL || !is_needed, "a tagger of the lowest and of the highest level can be made");
    if (taggers[level] == NULL) continue;
    size_t entities = ctagger_find(taggers[level], text, length, found[level], CAPACITY);
    if (level == 0) first = entities;
    check(entities == first && memcmp(found[level], found[0], entities * sizeof found[0][0]) == 0, "all levels find the same");
    uint32_t end = 0;
    for (size_t i = 0; i < entities; i++) {
      ctagger_entity entity = found[level][i];
      check(entity.start >= end && entity.start < entity.end && entity.end <= length, "entities are disjoint, in order and in the text");
      check(entity.label <= CTAGGER_ORGANIZATION, "labels are known");
      end = entity.end;
    }
    // What is in the cache now changes nothing.
    check(ctagger_find(taggers[level], text, length, found[level], 3) == (entities < 3 ? entities : 3), "the same again, up to the capacity");
    check(memcmp(found[level], found[0], (entities < 3 ? entities : 3) * sizeof found[0][0]) == 0, "the same entities again");
  }
  free(text);
  return 0;
}
