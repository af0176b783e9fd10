#include "layers.h"

#include <string.h>

#include "normalise.h"

#pragma STDC FP_CONTRACT OFF

size_t packed_size(int inputs, int outputs) {
  size_t blocks = (size_t)(outputs + BLOCK - 1) / BLOCK;
  return blocks * BLOCK * (size_t)inputs;
}

packed_layer pack(const model_layer *layer, int inputs, int outputs, int16_t *memory) {
  packed_layer packed = {memory, inputs / 2, (outputs + BLOCK - 1) / BLOCK};
  for (int block = 0; block < packed.blocks; block++)
    for (int pair = 0; pair < packed.pairs; pair++)
      for (int i = 0; i < BLOCK * 2; i++) {
        int output = block * BLOCK + i / 2, input = pair * 2 + i % 2;
        *memory++ = output < outputs ? layer->weights[(size_t)input * (size_t)outputs + (size_t)output] : 0;
      }
  return packed;
}

void sum_scalar(const packed_layer *layer, const layer_inputs *inputs, size_t row, int count, int32_t *sums) {
  memset(sums, 0, (size_t)(count * layer->blocks * BLOCK) * sizeof *sums);
  for (int r = 0; r < count; r++)
    for (int block = 0; block < layer->blocks; block++) {
      int32_t *out = sums + (r * layer->blocks + block) * BLOCK;
      const int16_t *weights = layer->weights + (size_t)block * (size_t)layer->pairs * BLOCK * 2;
      for (int part = 0; part < inputs->parts; part++) {
        const int16_t *x = inputs->part[part] + (row + (size_t)r) * inputs->stride;
        for (int i = 0; i < WIDTH; i += 2, weights += BLOCK * 2)
          for (int o = 0; o < BLOCK; o++) out[o] += weights[2 * o] * x[i] + weights[2 * o + 1] * x[i + 1];
      }
    }
}

// What `maxps` and `minps` do: the second where they are not ordered.
static float clamped(float value, float limit) {
  value = value > -limit ? value : -limit;
  return value < limit ? value : limit;
}

void normalise_scalar(const model_layer *layer, const int32_t *sums, int16_t *output) {
  int32_t fixed[WIDTH];
  int64_t sum = 0, squares = 0;
  for (int i = 0; i < WIDTH; i++) {
    float first = (float)sums[i] * layer->scale[i] + layer->bias[i];
    float second = (float)sums[WIDTH + i] * layer->scale[WIDTH + i] + layer->bias[WIDTH + i];
    float larger = first > second ? first : second;
    fixed[i] = nearest(clamped(larger * FIXED_ONE, FIXED_LIMIT));
    sum += fixed[i];
    squares += (int64_t)fixed[i] * fixed[i];
  }
  moments moments = find_moments(sum, squares);
  for (int i = 0; i < WIDTH; i++) {
    float normal = ((float)fixed[i] - moments.mean) * moments.inverse;
    float value = normal * layer->gain[i] + layer->shift[i];
    output[i] = (int16_t)nearest(clamped(value * OUTPUT_ONE, OUTPUT_LIMIT));
  }
}

void gather_scalar(const int8_t *table, const uint16_t *rows, int count, int32_t *sums) {
  for (int r = 0; r < count; r++)
    for (int i = 0; i < WIDTH; i++) sums[i] += table[(size_t)rows[r] * WIDTH + (size_t)i];
}

void add_scalar(int16_t *values, const int16_t *others, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int32_t sum = values[i] + others[i];
    values[i] = (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
  }
}

kernels kernels_of(ctagger_level level) {
#if defined(__x86_64__)
  if (level == CTAGGER_AVX512) return (kernels){sum_avx512, normalise_avx2, gather_avx2, add_avx2};
  if (level == CTAGGER_AVX2) return (kernels){sum_avx2, normalise_avx2, gather_avx2, add_avx2};
#elif defined(__aarch64__)
  if (level == CTAGGER_NEON) return (kernels){sum_neon, normalise_neon, gather_neon, add_neon};
#endif
  (void)level;
  return (kernels){sum_scalar, normalise_scalar, gather_scalar, add_scalar};
}
