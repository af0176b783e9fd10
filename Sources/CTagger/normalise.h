// What all kernels of layer normalisation share. Means are taken of integers, so that their order does not matter.
#ifndef TRACEVEIL_CTAGGER_NORMALISE_H
#define TRACEVEIL_CTAGGER_NORMALISE_H

#include <math.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "model.h"

#pragma STDC FP_CONTRACT OFF

// Values of maxout are rounded to 1/1024, and results to 1/512.
#define FIXED_ONE 1024.0f
#define FIXED_LIMIT 1048576.0f
#define OUTPUT_ONE 512.0f
#define OUTPUT_LIMIT 32767.0f

// The nearest integer, of two the even one.
static inline int32_t nearest(float value) {
#if defined(__SSE2__)
  return _mm_cvtss_si32(_mm_set_ss(value));
#elif defined(__aarch64__)
  return vcvtns_s32_f32(value);
#else
  return (int32_t)lrintf(value);
#endif
}

typedef struct {
  float mean, inverse;  // in units of 1/1024
} moments;

static inline moments find_moments(int64_t sum, int64_t squares) {
  double variance = (double)(WIDTH * squares - sum * sum) / (WIDTH * WIDTH * 1048576.0);
  moments found;
  found.mean = (float)sum * (1.0f / (float)WIDTH);
  found.inverse = (float)(1.0 / sqrt(variance + 1e-5) / 1024.0);
  return found;
}

#endif
