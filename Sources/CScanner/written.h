// Escapes as programs and logs write them out, beyond those of JSON, and the sequences that colour a terminal.
#ifndef TRACEVEIL_CSCANNER_WRITTEN_H
#define TRACEVEIL_CSCANNER_WRITTEN_H

#include "cscanner.h"

// The escape that starts with the backslash at `text[at]`, such as `\x22`, `\012`, `\u{a0}` and `\0`: its length, or 0.
unsigned cscanner_read_written(const uint8_t *text, size_t length, size_t at, uint32_t *scalar);

// The length of the terminal's sequences from `bytes[0]` on, whatever way their escape character is written in, or 0.
unsigned cscanner_read_terminal(const uint8_t *bytes, size_t left);

#endif
