#include <stdlib.h>
#include <string.h>

#include "characters.h"
#include "decode.h"
#include "token_features.h"
#include "layers.h"
#include "lexemes.h"
#include "normalise.h"

#pragma STDC FP_CONTRACT OFF

enum { ROWS = CTAGGER_MAX_LENGTH, PADDED_ROWS = ROWS + 2 * REACH };

// Sums of embeddings are inputs in units of 1/2048.
#define EMBEDDED_LIMIT 32767.0f
#define SCORE_ONE 4096.0f
#define SCORE_LIMIT 1048576.0f

static const int distances[LAYERS - 1] = {1, 2, 3, 5};

struct ctagger {
  model model;
  kernels kernels;
  packed_layer layers[LAYERS], scores_layer;
  int16_t *weights;
  token tokens[ROWS];
  int16_t vectors[2][PADDED_ROWS * WIDTH];  // with rows of zeros on either side
  int16_t embedded[ROWS * INPUTS];  // of tokens that are not in the cache
  uint32_t unknown[ROWS];
  int32_t sums[TILE * OUTPUTS];
  int32_t scores[ROWS * TAGS];
  uint8_t back[ROWS * TAGS], tags[ROWS];
  lexeme lexemes[LEXEMES];
};

static bool has(ctagger_level level) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool avx2 = __builtin_cpu_supports("avx2");
  if (level == CTAGGER_AVX512) return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni");
  if (level == CTAGGER_AVX2) return avx2;
#elif defined(__aarch64__)
  if (level == CTAGGER_NEON) return true;
#endif
  return level == CTAGGER_SCALAR;
}

ctagger_level ctagger_best_level(void) {
  static const ctagger_level levels[] = {CTAGGER_AVX512, CTAGGER_AVX2, CTAGGER_NEON};
  for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++)
    if (has(levels[i])) return levels[i];
  return CTAGGER_SCALAR;
}

ctagger *ctagger_create(ctagger_level level) {
  if (!has(level)) return NULL;
  ctagger *tagger = calloc(1, sizeof *tagger);
  if (tagger == NULL) return NULL;
  size_t size = packed_size(INPUTS, OUTPUTS), scores = packed_size(WIDTH, TAGS);
  tagger->weights = malloc((LAYERS * size + scores) * sizeof *tagger->weights);
  if (tagger->weights == NULL || !model_read(&tagger->model)) {
    ctagger_destroy(tagger);
    return NULL;
  }
  tagger->kernels = kernels_of(level);
  for (int i = 0; i < LAYERS; i++)
    tagger->layers[i] = pack(&tagger->model.layers[i], INPUTS, OUTPUTS, tagger->weights + (size_t)i * size);
  tagger->scores_layer = pack(&tagger->model.scores, WIDTH, TAGS, tagger->weights + LAYERS * size);
  return tagger;
}

void ctagger_destroy(ctagger *tagger) {
  if (tagger == NULL) return;
  free(tagger->weights);
  free(tagger);
}

static void store_part(const int32_t *sums, float factor, int16_t *output) {
  for (int i = 0; i < WIDTH; i++) {
    float value = (float)sums[i] * factor;
    value = value > -EMBEDDED_LIMIT ? value : -EMBEDDED_LIMIT;
    output[i] = (int16_t)nearest(value < EMBEDDED_LIMIT ? value : EMBEDDED_LIMIT);
  }
}

// The inputs of the first layer: the word, its shape, and the mean of its parts.
static void embed(const ctagger *tagger, const features *features, int16_t *output) {
  const model *model = &tagger->model;
  gather_kernel *gather = tagger->kernels.gather;
  int32_t sums[3][WIDTH];
  memset(sums, 0, sizeof sums);
  gather(model->words, features->words, FEATURE_WORDS, sums[0]);
  gather(model->shapes, features->shapes, FEATURE_SHAPES, sums[1]);
  gather(model->grams, features->grams, features->gram_count, sums[2]);
  store_part(sums[0], model->word_factor, output);
  store_part(sums[1], model->shape_factor, output + WIDTH);
  float count = features->gram_count > 0 ? features->gram_count : 1;
  store_part(sums[2], model->gram_factor / count, output + 2 * WIDTH);
}

static void run_layer(ctagger *tagger, int index, const layer_inputs *inputs, size_t count, int16_t *output) {
  for (size_t row = 0; row < count; row += TILE) {
    int rows = count - row < TILE ? (int)(count - row) : TILE;
    tagger->kernels.sum(&tagger->layers[index], inputs, row, rows, tagger->sums);
    for (int r = 0; r < rows; r++)
      tagger->kernels.normalise(&tagger->model.layers[index], tagger->sums + r * OUTPUTS, output + (row + (size_t)r) * WIDTH);
  }
}

// The vectors of all tokens, from the cache or by the first layer.
static void find_vectors(ctagger *tagger, const uint8_t *text, size_t count, int16_t *vectors) {
  size_t unknown = 0;
  for (size_t i = 0; i < count; i++) {
    const lexeme *place = lexeme_place(tagger->lexemes, text, tagger->tokens[i]);
    if (place != NULL && lexeme_is(place, text, tagger->tokens[i])) {
      memcpy(vectors + i * WIDTH, place->vector, sizeof place->vector);
      continue;
    }
    features features;
    find_features(text, tagger->tokens[i], tagger->model.lists, &features);
    embed(tagger, &features, tagger->embedded + unknown * INPUTS);
    tagger->unknown[unknown++] = (uint32_t)i;
  }
  if (unknown == 0) return;
  layer_inputs inputs = {{tagger->embedded, tagger->embedded + WIDTH, tagger->embedded + 2 * WIDTH}, INPUTS, 3};
  int16_t *fresh = tagger->vectors[1];
  run_layer(tagger, 0, &inputs, unknown, fresh);
  for (size_t i = 0; i < unknown; i++) {
    const int16_t *vector = fresh + i * WIDTH;
    token token = tagger->tokens[tagger->unknown[i]];
    memcpy(vectors + tagger->unknown[i] * WIDTH, vector, WIDTH * sizeof *vector);
    lexeme *place = lexeme_place(tagger->lexemes, text, token);
    if (place != NULL) lexeme_keep(place, text, token, vector);
  }
}

// A layer over a token and its neighbours, added to its input.
static void run_window(ctagger *tagger, int index, size_t count, int16_t *vectors, int16_t *memory) {
  ptrdiff_t step = (ptrdiff_t)distances[index - 1] * WIDTH;
  layer_inputs inputs = {{vectors - step, vectors, vectors + step}, WIDTH, 3};
  run_layer(tagger, index, &inputs, count, memory);
  tagger->kernels.add(vectors, memory, count * WIDTH);
}

static void find_scores(ctagger *tagger, size_t count, const int16_t *vectors) {
  const model_layer *layer = &tagger->model.scores;
  layer_inputs inputs = {{vectors, NULL, NULL}, WIDTH, 1};
  for (size_t row = 0; row < count; row += TILE) {
    int rows = count - row < TILE ? (int)(count - row) : TILE;
    tagger->kernels.sum(&tagger->scores_layer, &inputs, row, rows, tagger->sums);
    for (int r = 0; r < rows; r++)
      for (int tag = 0; tag < TAGS; tag++) {
        float value = (float)tagger->sums[r * BLOCK + tag] * layer->scale[tag] + layer->bias[tag];
        value = value * SCORE_ONE > -SCORE_LIMIT ? value * SCORE_ONE : -SCORE_LIMIT;
        tagger->scores[(row + (size_t)r) * TAGS + (size_t)tag] = nearest(value < SCORE_LIMIT ? value : SCORE_LIMIT);
      }
  }
}

static size_t collect(const ctagger *tagger, size_t count, ctagger_entity *found, size_t capacity) {
  size_t entities = 0;
  uint32_t start = 0;
  for (size_t i = 0; i < count && entities < capacity; i++) {
    if (tagger->tags[i] == 0) continue;
    int part = (tagger->tags[i] - 1) % 4;
    if (part == 0 || part == 3) start = tagger->tokens[i].start;
    if (part < 2) continue;
    found[entities++] = (ctagger_entity){start, tagger->tokens[i].end, (uint32_t)(tagger->tags[i] - 1) / 4};
  }
  return entities;
}

size_t ctagger_find(ctagger *tagger, const uint8_t *text, size_t length, ctagger_entity *found, size_t capacity) {
  if (length > CTAGGER_MAX_LENGTH) return 0;
  size_t count = find_tokens(text, length, tagger->tokens);
  int16_t *vectors = tagger->vectors[0] + REACH * WIDTH, *memory = tagger->vectors[1] + REACH * WIDTH;
  find_vectors(tagger, text, count, vectors);
  memset(vectors + count * WIDTH, 0, REACH * WIDTH * sizeof *vectors);
  for (int i = 1; i < LAYERS; i++) run_window(tagger, i, count, vectors, memory);
  find_scores(tagger, count, vectors);
  choose_tags(tagger->scores, count, tagger->back, tagger->tags);
  return collect(tagger, count, found, capacity);
}

bool ctagger_is_frequent_word(const uint8_t *word, size_t length) {
  model model;
  return model_read(&model) && is_frequent_word(word, length, model.lists);
}
