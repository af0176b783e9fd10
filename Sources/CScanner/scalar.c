#include "block.h"

void cscanner_classify_scalar(const cscanner_table *table, const uint8_t *bytes, cscanner_block *block) {
  memset(block, 0, sizeof *block);
  for (int i = 0; i < 64; i++) {
    uint8_t byte = bytes[i];
    uint64_t bit = (uint64_t)1 << i;
    if ((uint8_t)(byte - '0') < 10) block->digit |= bit;
    if ((uint8_t)(byte - 'A') < 26) block->upper |= bit;
    if ((uint8_t)((byte | 0x20) - 'a') < 26) block->letter |= bit;
    if (byte == ' ') block->space |= bit;
    if (byte == '-') block->hyphen |= bit;
    if (byte == '.') block->dot |= bit;
    if (byte == ':') block->colon |= bit;
    if (byte == '\\') block->backslash |= bit;
    if (byte == '%') block->percent |= bit;
    if (byte == '&') block->ampersand |= bit;
    if (byte >= 0x80) block->non_ascii |= bit;
    uint8_t buckets = 0xff;
    for (int k = 0; k < 4; k++) buckets &= table->low[k][bytes[i + k] & 15] & table->high[k][bytes[i + k] >> 4];
    block->buckets[i] = buckets;
    if (buckets) block->literal |= bit;
  }
}
