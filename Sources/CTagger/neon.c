#include "layers.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include "normalise.h"

#pragma STDC FP_CONTRACT OFF

// Adds the products of two inputs with their weights of a block, which stand side by side.
static inline void add_pair(int32x4_t *total, int16x8x2_t low, int16x8x2_t high, int16_t first, int16_t second) {
  total[0] = vmlal_n_s16(total[0], vget_low_s16(low.val[0]), first);
  total[1] = vmlal_high_n_s16(total[1], low.val[0], first);
  total[2] = vmlal_n_s16(total[2], vget_low_s16(high.val[0]), first);
  total[3] = vmlal_high_n_s16(total[3], high.val[0], first);
  total[0] = vmlal_n_s16(total[0], vget_low_s16(low.val[1]), second);
  total[1] = vmlal_high_n_s16(total[1], low.val[1], second);
  total[2] = vmlal_n_s16(total[2], vget_low_s16(high.val[1]), second);
  total[3] = vmlal_high_n_s16(total[3], high.val[1], second);
}

// Four rows and a block of outputs at a time. Rows beyond `count` are those of the first again.
void sum_neon(const packed_layer *layer, const layer_inputs *inputs, size_t row, int count, int32_t *sums) {
  size_t rows[TILE];
  for (int r = 0; r < TILE; r++) rows[r] = (row + (size_t)(r < count ? r : 0)) * inputs->stride;
  const int16_t *weights = layer->weights;
  for (int block = 0; block < layer->blocks; block++) {
    int32x4_t total[TILE][BLOCK / 4];
    for (int r = 0; r < TILE; r++)
      for (int i = 0; i < BLOCK / 4; i++) total[r][i] = vdupq_n_s32(0);
    for (int part = 0; part < inputs->parts; part++) {
      const int16_t *x = inputs->part[part];
      for (int i = 0; i < WIDTH; i += 2, weights += BLOCK * 2) {
        int16x8x2_t low = vld2q_s16(weights), high = vld2q_s16(weights + BLOCK);
        for (int r = 0; r < TILE; r++) add_pair(total[r], low, high, x[rows[r] + (size_t)i], x[rows[r] + (size_t)i + 1]);
      }
    }
    for (int r = 0; r < count; r++) {
      int32_t *out = sums + (r * layer->blocks + block) * BLOCK;
      for (int i = 0; i < BLOCK / 4; i++) vst1q_s32(out + 4 * i, total[r][i]);
    }
  }
}

void gather_neon(const int8_t *table, const uint16_t *rows, int count, int32_t *sums) {
  int16x8_t total[WIDTH / 8];
  for (int i = 0; i < WIDTH / 8; i++) total[i] = vdupq_n_s16(0);
  // Sums of 48 rows of int8 are within int16.
  for (int r = 0; r < count; r++)
    for (int i = 0; i < WIDTH / 8; i++) total[i] = vaddw_s8(total[i], vld1_s8(table + (size_t)rows[r] * WIDTH + 8 * i));
  for (int i = 0; i < WIDTH / 8; i++) {
    int32_t *out = sums + 8 * i;
    vst1q_s32(out, vaddw_s16(vld1q_s32(out), vget_low_s16(total[i])));
    vst1q_s32(out + 4, vaddw_high_s16(vld1q_s32(out + 4), total[i]));
  }
}

void add_neon(int16_t *values, const int16_t *others, size_t count) {
  for (size_t i = 0; i < count; i += 8) vst1q_s16(values + i, vqaddq_s16(vld1q_s16(values + i), vld1q_s16(others + i)));
}

static float32x4_t scaled(const int32_t *sums, const float *scale, const float *bias) {
  float32x4_t product = vmulq_f32(vcvtq_f32_s32(vld1q_s32(sums)), vld1q_f32(scale));
  return vaddq_f32(product, vld1q_f32(bias));
}

static int32x4_t rounded(float32x4_t value, float limit) {
  value = vmaxq_f32(value, vdupq_n_f32(-limit));
  return vcvtnq_s32_f32(vminq_f32(value, vdupq_n_f32(limit)));
}

void normalise_neon(const model_layer *layer, const int32_t *sums, int16_t *output) {
  int32x4_t fixed[WIDTH / 4];
  int64x2_t sum = vdupq_n_s64(0), squares = vdupq_n_s64(0);
  for (int i = 0; i < WIDTH / 4; i++) {
    float32x4_t first = scaled(sums + 4 * i, layer->scale + 4 * i, layer->bias + 4 * i);
    float32x4_t second = scaled(sums + WIDTH + 4 * i, layer->scale + WIDTH + 4 * i, layer->bias + WIDTH + 4 * i);
    fixed[i] = rounded(vmulq_f32(vmaxq_f32(first, second), vdupq_n_f32(FIXED_ONE)), FIXED_LIMIT);
    sum = vpadalq_s32(sum, fixed[i]);
    squares = vmlal_s32(squares, vget_low_s32(fixed[i]), vget_low_s32(fixed[i]));
    squares = vmlal_high_s32(squares, fixed[i], fixed[i]);
  }
  moments moments = find_moments(vaddvq_s64(sum), vaddvq_s64(squares));
  float32x4_t mean = vdupq_n_f32(moments.mean), inverse = vdupq_n_f32(moments.inverse);
  for (int i = 0; i < WIDTH / 4; i++) {
    float32x4_t normal = vmulq_f32(vsubq_f32(vcvtq_f32_s32(fixed[i]), mean), inverse);
    float32x4_t value = vaddq_f32(vmulq_f32(normal, vld1q_f32(layer->gain + 4 * i)), vld1q_f32(layer->shift + 4 * i));
    vst1_s16(output + 4 * i, vqmovn_s32(rounded(vmulq_f32(value, vdupq_n_f32(OUTPUT_ONE)), OUTPUT_LIMIT)));
  }
}

#endif
