// The layers of the network in integers: products of int8 and int16 summed in int32, which is exact.
#ifndef TRACEVEIL_CTAGGER_LAYERS_H
#define TRACEVEIL_CTAGGER_LAYERS_H

#include "include/ctagger.h"
#include "model.h"

enum {
  BLOCK = 16,  // outputs that are computed together
  PAIRS = INPUTS / 2,
  SCORE_PAIRS = WIDTH / 2,
  TILE = 4  // tokens that are computed together
};

// Weights of a layer as the kernels want them: blocks of 16 outputs, and of each the two weights of every pair of inputs.
typedef struct {
  int16_t *weights;
  int pairs, blocks;
} packed_layer;

// Where the inputs of a row are: three parts of WIDTH, each `stride` behind that of the row before.
typedef struct {
  const int16_t *part[3];
  size_t stride;
  int parts;
} layer_inputs;

size_t packed_size(int inputs, int outputs);
packed_layer pack(const model_layer *layer, int inputs, int outputs, int16_t *memory);

// Sums of `count` rows, at most TILE: blocks * BLOCK each.
typedef void sum_kernel(const packed_layer *layer, const layer_inputs *inputs, size_t row, int count, int32_t *sums);
// Maxout and layer normalisation of a row's sums, in units of 1/512.
typedef void normalise_kernel(const model_layer *layer, const int32_t *sums, int16_t *output);

// Adds rows of a table.
typedef void gather_kernel(const int8_t *table, const uint16_t *rows, int count, int32_t *sums);
// Adds to `count` elements, a multiple of WIDTH, and stays within int16.
typedef void add_kernel(int16_t *values, const int16_t *others, size_t count);

typedef struct {
  sum_kernel *sum;
  normalise_kernel *normalise;
  gather_kernel *gather;
  add_kernel *add;
} kernels;

sum_kernel sum_scalar;
normalise_kernel normalise_scalar;
gather_kernel gather_scalar;
add_kernel add_scalar;
#if defined(__x86_64__)
sum_kernel sum_avx2;
normalise_kernel normalise_avx2;
gather_kernel gather_avx2;
add_kernel add_avx2;
sum_kernel sum_avx512;
#elif defined(__aarch64__)
sum_kernel sum_neon;
normalise_kernel normalise_neon;
gather_kernel gather_neon;
add_kernel add_neon;
#endif

kernels kernels_of(ctagger_level level);

#endif
