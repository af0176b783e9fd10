// CRC-32 of gzip (RFC 1952) with carry-less multiplication, a tenth of what zlib 1.2.13 takes for it.
#ifndef TRACEVEIL_CCHECKSUM_H
#define TRACEVEIL_CCHECKSUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether this machine can. Elsewhere zlib's own is to be used.
bool cchecksum_can_fold(void);

// Continues `crc`, as zlib's crc32() answers it, over as many of the bytes as it can: all but the last 15, or none of
// less than 64. `*count` becomes how many those are. Only where `cchecksum_can_fold()`.
uint32_t cchecksum_fold_crc32(uint32_t crc, const uint8_t *bytes, size_t *count);

// CRC-32C (Castagnoli), with the CPU's instruction where there is one.
uint32_t cchecksum_crc32c(const uint8_t *bytes, size_t count);

// The same without the instruction, for its test.
uint32_t cchecksum_crc32c_portable(const uint8_t *bytes, size_t count);

#endif
