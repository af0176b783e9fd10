#include "candidates.h"

#include <stdatomic.h>

#if defined(__x86_64__)
#include "x86.h"
#elif defined(__aarch64__)
#include "neon.h"
#endif

typedef cscanner_result (*scan_function)(cscanner_output *out, size_t from);

static cscanner_result scan_scalar(cscanner_output *out, size_t from) {
  return scan_blocks(out, from, cscanner_classify_scalar);
}

#if defined(__x86_64__)
CSCANNER_SSSE3_TARGET static cscanner_result scan_ssse3(cscanner_output *out, size_t from) {
  return scan_blocks(out, from, classify_ssse3);
}

CSCANNER_AVX2_TARGET static cscanner_result scan_avx2(cscanner_output *out, size_t from) {
  return scan_blocks(out, from, classify_avx2);
}

CSCANNER_AVX512_TARGET static cscanner_result scan_avx512(cscanner_output *out, size_t from) {
  return scan_blocks(out, from, classify_avx512);
}
#elif defined(__aarch64__)
static cscanner_result scan_neon(cscanner_output *out, size_t from) {
  return scan_blocks(out, from, classify_neon);
}
#endif

bool cscanner_supports(cscanner_level level) {
  switch (level) {
    case CSCANNER_SCALAR: return true;
#if defined(__x86_64__)
    case CSCANNER_SSSE3: return __builtin_cpu_supports("ssse3");
    case CSCANNER_AVX2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
    case CSCANNER_AVX512:
      return cscanner_supports(CSCANNER_AVX2) && __builtin_cpu_supports("avx512bw") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vbmi");
#elif defined(__aarch64__)
    case CSCANNER_NEON: return true;
#endif
    default: return false;
  }
}

static scan_function function_of(cscanner_level level) {
#if defined(__x86_64__)
  if (level == CSCANNER_AVX512 && cscanner_supports(level)) return scan_avx512;
  if (level == CSCANNER_AVX2 && cscanner_supports(level)) return scan_avx2;
  if (level == CSCANNER_SSSE3 && cscanner_supports(level)) return scan_ssse3;
#elif defined(__aarch64__)
  if (level == CSCANNER_NEON) return scan_neon;
#endif
  (void)level;
  return scan_scalar;
}

cscanner_result cscanner_scan_with(cscanner_level level, const cscanner_table *table, const uint8_t *bytes,
                                   size_t length, size_t from, cscanner_hit *hits, size_t capacity) {
  cscanner_output out = {table, bytes, length, hits, 0, capacity};
  return function_of(level)(&out, from);
}

// The fastest that this machine has. Asked for once: each level is a handful of questions.
static scan_function best_function(void) {
  static _Atomic(scan_function) known;
  scan_function function = atomic_load_explicit(&known, memory_order_relaxed);
  if (function) return function;
  static const cscanner_level order[] = {CSCANNER_AVX512, CSCANNER_AVX2, CSCANNER_NEON, CSCANNER_SSSE3};
  cscanner_level best = CSCANNER_SCALAR;
  for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
    if (!cscanner_supports(order[i])) continue;
    best = order[i];
    break;
  }
  function = function_of(best);
  atomic_store_explicit(&known, function, memory_order_relaxed);
  return function;
}

cscanner_result cscanner_scan(const cscanner_table *table, const uint8_t *bytes, size_t length, size_t from,
                              cscanner_hit *hits, size_t capacity) {
  cscanner_output out = {table, bytes, length, hits, 0, capacity};
  return best_function()(&out, from);
}
