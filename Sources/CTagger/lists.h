// In which lists of names a word is: filters of bits behind the weights, which Models/ner/lists.py makes.
#ifndef TRACEVEIL_CTAGGER_LISTS_H
#define TRACEVEIL_CTAGGER_LISTS_H

#include <stdint.h>

enum { LIST_BYTES = 352256, LIST_WORD = 4, LIST_FREQUENT = 5, LIST_KINDS = 6, LIST_ROWS = 1 << LIST_KINDS };

// A bit for each list that a word, code points in lower case whose two hashes these are, is in: given names, family names, names of places, parts
// of such, words, frequent words. Of words that are in none, one of thirty passes for being in a given one.
uint32_t lists_of(const uint8_t *lists, uint32_t first, uint32_t step);

#endif
