#include "layers.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#include "normalise.h"

#pragma STDC FP_CONTRACT OFF

#define AVX2 __attribute__((target("avx2")))

static inline int32_t pair_at(const int16_t *values) {
  int32_t pair;
  memcpy(&pair, values, sizeof pair);
  return pair;
}

// Four rows and a block of outputs at a time. Rows beyond `count` are those of the first again.
AVX2 void sum_avx2(const packed_layer *layer, const layer_inputs *inputs, size_t row, int count, int32_t *sums) {
  size_t rows[TILE];
  for (int r = 0; r < TILE; r++) rows[r] = (row + (size_t)(r < count ? r : 0)) * inputs->stride;
  const int16_t *weights = layer->weights;
  for (int block = 0; block < layer->blocks; block++) {
    __m256i total[TILE][2];
    for (int r = 0; r < TILE; r++) total[r][0] = total[r][1] = _mm256_setzero_si256();
    for (int part = 0; part < inputs->parts; part++) {
      const int16_t *x = inputs->part[part];
      for (int i = 0; i < WIDTH; i += 2, weights += BLOCK * 2) {
        __m256i low = _mm256_loadu_si256((const __m256i *)weights);
        __m256i high = _mm256_loadu_si256((const __m256i *)(weights + BLOCK));
        for (int r = 0; r < TILE; r++) {
          __m256i pair = _mm256_set1_epi32(pair_at(x + rows[r] + i));
          total[r][0] = _mm256_add_epi32(total[r][0], _mm256_madd_epi16(low, pair));
          total[r][1] = _mm256_add_epi32(total[r][1], _mm256_madd_epi16(high, pair));
        }
      }
    }
    // An index that the compiler does not know would keep the sums in memory.
    for (int r = 0; r < TILE; r++) {
      if (r >= count) break;
      int32_t *out = sums + (r * layer->blocks + block) * BLOCK;
      _mm256_storeu_si256((__m256i *)out, total[r][0]);
      _mm256_storeu_si256((__m256i *)(out + 8), total[r][1]);
    }
  }
}

AVX2 void gather_avx2(const int8_t *table, const uint16_t *rows, int count, int32_t *sums) {
  __m256i total[WIDTH / 16];
  for (int i = 0; i < WIDTH / 16; i++) total[i] = _mm256_setzero_si256();
  // Sums of 48 rows of int8 are within int16.
  for (int r = 0; r < count; r++)
    for (int i = 0; i < WIDTH / 16; i++) {
      const int8_t *values = table + (size_t)rows[r] * WIDTH + 16 * i;
      total[i] = _mm256_add_epi16(total[i], _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)values)));
    }
  for (int i = 0; i < WIDTH / 16; i++) {
    __m256i low = _mm256_cvtepi16_epi32(_mm256_castsi256_si128(total[i]));
    __m256i high = _mm256_cvtepi16_epi32(_mm256_extracti128_si256(total[i], 1));
    __m256i *out = (__m256i *)(sums + 16 * i);
    _mm256_storeu_si256(out, _mm256_add_epi32(_mm256_loadu_si256(out), low));
    _mm256_storeu_si256(out + 1, _mm256_add_epi32(_mm256_loadu_si256(out + 1), high));
  }
}

AVX2 void add_avx2(int16_t *values, const int16_t *others, size_t count) {
  for (size_t i = 0; i < count; i += 16) {
    __m256i sum = _mm256_adds_epi16(_mm256_loadu_si256((const __m256i *)(values + i)),
                                    _mm256_loadu_si256((const __m256i *)(others + i)));
    _mm256_storeu_si256((__m256i *)(values + i), sum);
  }
}

AVX2 static __m256 scaled(const int32_t *sums, const float *scale, const float *bias) {
  __m256 value = _mm256_cvtepi32_ps(_mm256_loadu_si256((const __m256i *)sums));
  return _mm256_add_ps(_mm256_mul_ps(value, _mm256_loadu_ps(scale)), _mm256_loadu_ps(bias));
}

AVX2 static __m256i rounded(__m256 value, float limit) {
  value = _mm256_max_ps(value, _mm256_set1_ps(-limit));
  return _mm256_cvtps_epi32(_mm256_min_ps(value, _mm256_set1_ps(limit)));
}

AVX2 static int64_t total_of(__m256i values) {
  int64_t parts[4];
  _mm256_storeu_si256((__m256i *)parts, values);
  return parts[0] + parts[1] + parts[2] + parts[3];
}

AVX2 void normalise_avx2(const model_layer *layer, const int32_t *sums, int16_t *output) {
  __m256i fixed[WIDTH / 8], sum = _mm256_setzero_si256(), squares = _mm256_setzero_si256();
  for (int i = 0; i < WIDTH / 8; i++) {
    __m256 first = scaled(sums + 8 * i, layer->scale + 8 * i, layer->bias + 8 * i);
    __m256 second = scaled(sums + WIDTH + 8 * i, layer->scale + WIDTH + 8 * i, layer->bias + WIDTH + 8 * i);
    fixed[i] = rounded(_mm256_mul_ps(_mm256_max_ps(first, second), _mm256_set1_ps(FIXED_ONE)), FIXED_LIMIT);
    __m256i odd = _mm256_srli_epi64(fixed[i], 32);
    sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_castsi256_si128(fixed[i])));
    sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_extracti128_si256(fixed[i], 1)));
    squares = _mm256_add_epi64(squares, _mm256_mul_epi32(fixed[i], fixed[i]));
    squares = _mm256_add_epi64(squares, _mm256_mul_epi32(odd, odd));
  }
  moments moments = find_moments(total_of(sum), total_of(squares));
  __m256 mean = _mm256_set1_ps(moments.mean), inverse = _mm256_set1_ps(moments.inverse);
  for (int i = 0; i < WIDTH / 8; i++) {
    __m256 normal = _mm256_mul_ps(_mm256_sub_ps(_mm256_cvtepi32_ps(fixed[i]), mean), inverse);
    __m256 value = _mm256_add_ps(_mm256_mul_ps(normal, _mm256_loadu_ps(layer->gain + 8 * i)),
                                 _mm256_loadu_ps(layer->shift + 8 * i));
    __m256i result = rounded(_mm256_mul_ps(value, _mm256_set1_ps(OUTPUT_ONE)), OUTPUT_LIMIT);
    __m128i narrow = _mm_packs_epi32(_mm256_castsi256_si128(result), _mm256_extracti128_si256(result, 1));
    _mm_storeu_si128((__m128i *)(output + 8 * i), narrow);
  }
}

#endif
