#include "cscanner.h"

#include <string.h>

size_t cscanner_find(const uint8_t *bytes, size_t length, uint8_t byte) {
  if (length == 0) return 0;
  const uint8_t *found = memchr(bytes, byte, length);
  return found ? (size_t)(found - bytes) : length;
}
