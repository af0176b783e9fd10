// ctagger: names of people and places in a text, by a small network whose weights are part of the program.
//
// All sums of products are of integers, and what is left is arithmetic of IEEE in a fixed order, so every level
// (scalar, AVX2, AVX-512 with VNNI, NEON) and the reference in Models/ner find the same entities in the same text. Time is linear in
// the bytes of a text, whatever it holds; memory is allocated once, by `ctagger_create`.
#ifndef TRACEVEIL_CTAGGER_H
#define TRACEVEIL_CTAGGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  // Longest text of one call, in bytes.
  CTAGGER_MAX_LENGTH = 1024
};

typedef enum { CTAGGER_PERSON = 0, CTAGGER_LOCATION = 1, CTAGGER_ORGANIZATION = 2 } ctagger_label;

// Bytes of the text.
typedef struct {
  uint32_t start, end;
  uint32_t label;
} ctagger_entity;

typedef enum { CTAGGER_SCALAR = 0, CTAGGER_AVX2 = 1, CTAGGER_NEON = 2, CTAGGER_AVX512 = 3 } ctagger_level;

// The highest level that this CPU has.
ctagger_level ctagger_best_level(void);

// The buffers of one thread: 2.5 MB.
typedef struct ctagger ctagger;

// NULL without memory, for a level that this CPU lacks, or with weights of another form.
ctagger *ctagger_create(ctagger_level level);
void ctagger_destroy(ctagger *tagger);

// Writes the entities of a text of at most CTAGGER_MAX_LENGTH bytes, disjoint and in ascending order, and returns how many there
// are; what is beyond `capacity`, or of a longer text, is not looked at. Bytes that are no UTF-8 are tokens of their own.
size_t ctagger_find(ctagger *tagger, const uint8_t *text, size_t length, ctagger_entity *found, size_t capacity);

// Whether a word, in any case, is among the frequent ones of the languages that the weights know. Needs no buffers.
bool ctagger_is_frequent_word(const uint8_t *word, size_t length);

#ifdef __cplusplus
}
#endif

#endif
