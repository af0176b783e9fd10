// Rows of the tables that make the vector of a token: see Models/ner/tokens.py.
#ifndef TRACEVEIL_CTAGGER_TOKEN_FEATURES_H
#define TRACEVEIL_CTAGGER_TOKEN_FEATURES_H

#include "tokens.h"

enum { FEATURE_WORDS = 2, FEATURE_SHAPES = 7, FEATURE_GRAMS = 48 };

typedef struct {
  uint16_t words[FEATURE_WORDS], shapes[FEATURE_SHAPES], grams[FEATURE_GRAMS];
  uint8_t gram_count;
} features;

// `lists` as lists.h has them.
void find_features(const uint8_t *text, token token, const uint8_t *lists, features *found);

// Whether a word is in the list of frequent ones, in any case.
bool is_frequent_word(const uint8_t *word, size_t length, const uint8_t *lists);

#endif
