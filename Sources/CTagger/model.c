#include "model.h"

#include <string.h>

#include "lists.h"

extern const uint8_t traceveil_ner_weights[], traceveil_ner_weights_end[];

// What comes next in the file; each part begins at a multiple of 64 bytes.
static const void *take(size_t *position, size_t bytes) {
  const void *part = traceveil_ner_weights + *position;
  *position += (bytes + 63) / 64 * 64;
  return part;
}

static model_layer take_layer(size_t *position, size_t inputs, size_t outputs, bool is_normalised) {
  model_layer layer = {0};
  layer.weights = take(position, inputs * outputs);
  layer.scale = take(position, outputs * sizeof(float));
  layer.bias = take(position, outputs * sizeof(float));
  if (is_normalised) {
    layer.gain = take(position, WIDTH * sizeof(float));
    layer.shift = take(position, WIDTH * sizeof(float));
  }
  return layer;
}

bool model_read(model *model) {
  static const uint32_t expected[] = {0x324e5654, WIDTH, LAYERS, TAGS, WORD_ROWS, SHAPE_ROWS, GRAM_ROWS, LIST_ROWS, LIST_BYTES};
  size_t position = 0;
  if (memcmp(take(&position, 64), expected, sizeof expected) != 0) return false;
  const float *factors = take(&position, 64);
  model->word_factor = factors[0];
  model->shape_factor = factors[1];
  model->gram_factor = factors[2];
  model->words = take(&position, (size_t)WORD_ROWS * WIDTH);
  model->shapes = take(&position, (size_t)(SHAPE_ROWS + LIST_ROWS) * WIDTH);
  model->grams = take(&position, (size_t)GRAM_ROWS * WIDTH);
  for (int i = 0; i < LAYERS; i++) model->layers[i] = take_layer(&position, INPUTS, OUTPUTS, true);
  model->scores = take_layer(&position, WIDTH, TAGS, false);
  model->lists = take(&position, LIST_BYTES);
  return position == (size_t)(traceveil_ner_weights_end - traceveil_ner_weights);
}
