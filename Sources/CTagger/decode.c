#include "decode.h"

#include <string.h>

// Tags of a label: beginning, inside, last, only. Tag 0 is outside.
enum { BEGIN, INSIDE, LAST, ONLY };

static int tag_of(int label, int part) { return 1 + 4 * label + part; }

// Whether an entity is not open behind a tag, so that another may begin.
static bool closes(int tag) { return tag == 0 || (tag - 1) % 4 == LAST || (tag - 1) % 4 == ONLY; }

static const int64_t impossible = INT64_MIN / 2;

static int best_closed(const int64_t *totals) {
  int best = 0;
  for (int tag = 1; tag < TAGS; tag++)
    if (closes(tag) && totals[tag] > totals[best]) best = tag;
  return best;
}

void choose_tags(const int32_t *scores, size_t count, uint8_t *back, uint8_t *tags) {
  if (count == 0) return;
  int64_t totals[TAGS], next[TAGS];
  for (int tag = 0; tag < TAGS; tag++) {
    int part = tag == 0 ? ONLY : (tag - 1) % 4;
    totals[tag] = part == BEGIN || part == ONLY ? scores[tag] : impossible;
  }
  for (size_t i = 1; i < count; i++) {
    const int32_t *row = scores + i * TAGS;
    uint8_t *from = back + i * TAGS;
    int closed = best_closed(totals);
    next[0] = totals[closed] + row[0];
    from[0] = (uint8_t)closed;
    for (int label = 0; label < LABELS; label++) {
      int begin = tag_of(label, BEGIN), inside = tag_of(label, INSIDE);
      int open = totals[inside] > totals[begin] ? inside : begin;
      for (int part = BEGIN; part <= ONLY; part++) {
        int tag = tag_of(label, part), before = part == INSIDE || part == LAST ? open : closed;
        next[tag] = totals[before] + row[tag];
        if (next[tag] < impossible) next[tag] = impossible;
        from[tag] = (uint8_t)before;
      }
    }
    memcpy(totals, next, sizeof totals);
  }
  int tag = best_closed(totals);
  for (size_t i = count; i-- > 0;) {
    tags[i] = (uint8_t)tag;
    if (i > 0) tag = back[i * TAGS + (size_t)tag];
  }
}
