// Chains of colons, hyphens or dots.
#ifndef TRACEVEIL_CSCANNER_CHAINS_H
#define TRACEVEIL_CSCANNER_CHAINS_H

#include "output.h"

typedef unsigned __int128 cscanner_window;  // a block and the one behind it: shifting right looks ahead

// Separators between two letters or digits, where `before` tells of the byte in front of the block. The last place of
// it is taken for one whatever comes behind.
CSCANNER_INLINE uint64_t separators_in_words(uint64_t separator, uint64_t word, uint64_t before) {
  return separator & (word << 1 | before) & (word >> 1 | (uint64_t)1 << 63);
}

// Of such separators, those that have another one two to five places behind them.
CSCANNER_INLINE uint64_t linked(uint64_t here, uint64_t next) {
  return here & (ahead(here, next, 2) | ahead(here, next, 3) | ahead(here, next, 4) | ahead(here, next, 5));
}

static uint64_t chain_starts(cscanner_window bits, const cscanner_chain *chain) {
  cscanner_window found = bits;
  for (int link = 1; link < chain->count && found; link++) {
    cscanner_window next = 0;
    CSCANNER_FEW_ROUNDS
    for (int gap = chain->min_gap; gap <= chain->max_gap; gap++) next |= found >> gap;
    found = bits & next;
  }
  return (uint64_t)found;
}

enum { CSCANNER_CHAINED = 3 };

// The bit maps of each byte that a chain may have, and how many bits they have.
typedef struct {
  uint64_t here[CSCANNER_CHAINED + 1], next[CSCANNER_CHAINED + 1];
  unsigned count[CSCANNER_CHAINED + 1];
} cscanner_links;

static unsigned link_of(uint8_t byte) { return byte == ':' ? 0 : byte == '-' ? 1 : byte == '.' ? 2 : CSCANNER_CHAINED; }

static cscanner_links links_of(const uint8_t *bytes, uint64_t here, uint64_t next) {
  cscanner_links links = {{0}, {0}, {0}};
  for (; here; here &= here - 1) {
    unsigned link = link_of(bytes[__builtin_ctzll(here)]);
    links.here[link] |= here & -here;
    links.count[link]++;
  }
  for (; next; next &= next - 1) {
    unsigned link = link_of(bytes[64 + __builtin_ctzll(next)]);
    links.next[link] |= next & -next;
    links.count[link]++;
  }
  return links;
}

// Sets `starts` of each chain, and answers those of all. `here` and `next` are separators in words.
static uint64_t find_chains(const cscanner_output *out, size_t base, uint64_t here, uint64_t next,
                                     uint64_t *starts) {
  const cscanner_table *table = out->table;
  // The byte behind the block is known by now.
  size_t end = base + 64;
  if (end >= out->length || !is_word(out->bytes[end])) here &= ~((uint64_t)1 << 63);
  cscanner_links links = links_of(out->bytes + base, here, next);
  uint64_t any = 0;
  for (int i = 0; i < table->chain_count; i++) {
    const cscanner_chain *chain = &table->chains[i];
    unsigned link = link_of(chain->byte);
    starts[i] = 0;
    if (!links.here[link] || links.count[link] < chain->count) continue;
    starts[i] = chain_starts((cscanner_window)links.next[link] << 64 | links.here[link], chain);
    any |= starts[i];
  }
  return any;
}

#endif
