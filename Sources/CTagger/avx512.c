#include "layers.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define AVX512 __attribute__((target("avx512f,avx512vnni")))

enum { TOGETHER = 2 };  // blocks of outputs: with four rows as many sums as hide the time of an instruction

static inline int32_t pair_at(const int16_t *values) {
  int32_t pair;
  memcpy(&pair, values, sizeof pair);
  return pair;
}

// `blocks` blocks of outputs, a number that the compiler knows, of a tile of rows. Those beyond `count` are the first again.
AVX512 static inline __attribute__((always_inline)) void sum_blocks(const packed_layer *layer, const layer_inputs *inputs,
                                                                    const size_t *rows, int count, int first, const int blocks,
                                                                    int32_t *sums) {
  const int16_t *weights = layer->weights + (size_t)first * (size_t)layer->pairs * BLOCK * 2;
  size_t next = (size_t)layer->pairs * BLOCK * 2;
  __m512i total[TILE][TOGETHER];
  for (int r = 0; r < TILE; r++)
    for (int b = 0; b < blocks; b++) total[r][b] = _mm512_setzero_si512();
  for (int part = 0; part < inputs->parts; part++) {
    const int16_t *x = inputs->part[part];
    for (int i = 0; i < WIDTH; i += 2, weights += BLOCK * 2) {
      __m512i of_pair[TOGETHER];
      for (int b = 0; b < blocks; b++) of_pair[b] = _mm512_loadu_si512(weights + (size_t)b * next);
      for (int r = 0; r < TILE; r++) {
        __m512i pair = _mm512_set1_epi32(pair_at(x + rows[r] + i));
        for (int b = 0; b < blocks; b++) total[r][b] = _mm512_dpwssd_epi32(total[r][b], of_pair[b], pair);
      }
    }
  }
  // An index that the compiler does not know would keep the sums in memory.
  for (int r = 0; r < TILE; r++)
    for (int b = 0; b < blocks && r < count; b++) _mm512_storeu_si512(sums + (r * layer->blocks + first + b) * BLOCK, total[r][b]);
}

AVX512 void sum_avx512(const packed_layer *layer, const layer_inputs *inputs, size_t row, int count, int32_t *sums) {
  size_t rows[TILE];
  for (int r = 0; r < TILE; r++) rows[r] = (row + (size_t)(r < count ? r : 0)) * inputs->stride;
  int block = 0;
  for (; block + TOGETHER <= layer->blocks; block += TOGETHER) sum_blocks(layer, inputs, rows, count, block, TOGETHER, sums);
  for (; block < layer->blocks; block++) sum_blocks(layer, inputs, rows, count, block, 1, sums);
}

#endif
