#include "block.h"

void cscanner_classify_scalar(const cscanner_table *table, const uint8_t *bytes, size_t available,
                              cscanner_block *block) {
  uint8_t padded[CSCANNER_BLOCK_READ];
  bytes = cscanner_padded(bytes, available, padded);
  memset(block, 0, sizeof *block);
  for (int i = 0; i < 64; i++) {
    uint8_t byte = bytes[i];
    uint64_t bit = (uint64_t)1 << i;
    if ((uint8_t)(byte - '0') < 10) block->digit |= bit;
    if ((uint8_t)(byte - 'A') < 26) block->upper |= bit;
    if ((uint8_t)((byte | 0x20) - 'a') < 26) block->letter |= bit;
    if (byte == ' ' || byte == '-' || byte == '.') block->joint |= bit;
    if (byte == '-') block->hyphen |= bit;
    if (byte == '.') block->dot |= bit;
    if (byte == ':') block->colon |= bit;
    uint8_t class = cscanner_class_low[byte & 15] & cscanner_class_high[byte >> 4];
    if (class & CSCANNER_SIGN) block->sign |= bit;
    if (class & CSCANNER_ODD) block->odd |= bit;
    uint8_t buckets[2] = {0xff, 0xff};
    for (int k = 0; k < 4; k++) {
      buckets[0] &= table->low[0][k][bytes[i + k] & 15] & table->high[0][k][bytes[i + k] >> 4];
      buckets[1] &= table->low[1][k][bytes[i + k] & 15] & table->high[1][k][bytes[i + k] >> 4];
    }
    block->buckets[i] = buckets[0];
    if (buckets[0] | buckets[1]) block->literal |= bit;
  }
}
