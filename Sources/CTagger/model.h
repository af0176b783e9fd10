// The weights as they are stored: see Models/ner/export.py, which writes them.
#ifndef TRACEVEIL_CTAGGER_MODEL_H
#define TRACEVEIL_CTAGGER_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  WIDTH = 96,
  INPUTS = 3 * WIDTH,
  OUTPUTS = 2 * WIDTH,
  LAYERS = 5,  // the first makes the vectors of tokens
  LABELS = 3,
  TAGS = 1 + 4 * LABELS,
  WORD_ROWS = 16384,
  SHAPE_ROWS = 2048,
  GRAM_ROWS = 16384,
  REACH = 5  // the greatest distance of a neighbour
};

typedef struct {
  const int8_t *weights;  // inputs by outputs
  const float *scale, *bias;  // by output
  const float *gain, *shift;  // by element; none of the last layer
} model_layer;

typedef struct {
  const int8_t *words, *shapes, *grams;  // rows of WIDTH; of shapes LIST_ROWS more
  const uint8_t *lists;
  float word_factor, shape_factor, gram_factor;
  model_layer layers[LAYERS], scores;
} model;

// False if what is linked into the program is of another form.
bool model_read(model *model);

#endif
