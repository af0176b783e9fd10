// The best sequence of tags, and the entities that it means.
#ifndef TRACEVEIL_CTAGGER_DECODE_H
#define TRACEVEIL_CTAGGER_DECODE_H

#include "model.h"

// Chooses the tags of `count` tokens by their scores, rows of TAGS. `back` is memory for as many bytes as there are scores.
void choose_tags(const int32_t *scores, size_t count, uint8_t *back, uint8_t *tags);

#endif
