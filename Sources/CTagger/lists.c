#include "lists.h"

#include <stdbool.h>

enum { LIST_PROBES = 5 };

static bool contains(const uint8_t *lists, uint32_t first, uint32_t step, uint32_t kind) {
  for (uint32_t i = 0; i < LIST_PROBES; i++) {
    uint32_t hash = first + (kind * LIST_PROBES + i) * (step | 1);
    uint32_t bit = (uint32_t)((uint64_t)hash * (LIST_BYTES * 8) >> 32);
    if ((lists[bit / 8] >> bit % 8 & 1) == 0) return false;
  }
  return true;
}

uint32_t lists_of(const uint8_t *lists, uint32_t first, uint32_t step) {
  uint32_t found = 0;
  for (uint32_t kind = 0; kind < LIST_FREQUENT; kind++)
    if (contains(lists, first, step, kind)) found |= 1u << kind;
  if (found >> LIST_WORD & 1 && contains(lists, first, step, LIST_FREQUENT)) found |= 1u << LIST_FREQUENT;
  return found;
}
