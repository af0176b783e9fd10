#include "block.h"

void cscanner_classify_scalar(const cscanner_table *table, const uint8_t *bytes, size_t available,
                              cscanner_block *block) {
  uint8_t padded[CSCANNER_PADDED];
  if (available < CSCANNER_BLOCK_READ) bytes = cscanner_pad(bytes, available, padded);
  memset(block, 0, sizeof *block);
  for (int i = 0; i < 64; i++) {
    uint8_t byte = bytes[i];
    uint64_t bit = (uint64_t)1 << i;
    uint8_t class = cscanner_class_low[byte & 15] & cscanner_class_high[byte >> 4];
    if (class & CSCANNER_DIGIT) block->digit |= bit;
    if (class & (CSCANNER_DIGIT | CSCANNER_LETTER)) block->word |= bit;
    if (class & (CSCANNER_DIGIT | CSCANNER_LETTER | CSCANNER_SIGN)) block->token |= bit;
    if (class & CSCANNER_SEPARATOR) block->separator |= bit;
    if (cscanner_is_odd(byte)) block->odd |= bit;
    for (int set = 0; set < 4; set++) {
      uint8_t buckets = 0xff;
      for (int k = 0; k < 4; k++)
        buckets &= table->low[set][k][bytes[i + k] & 15] & table->high[set][k][bytes[i + k] >> 4];
      if (buckets) block->literal |= bit;
    }
  }
}
