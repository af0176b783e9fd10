// Tokens a second of the network on one core, from bytes to entities, at each level of the processor.
//
// clang -O2 -ISources/CTagger/include -ISources/CTagger -ISources/CTagger/weights Benchmarks/detection/names/speed.c
//   Sources/CTagger/*.c Sources/CTagger/weights.S -lm -o /tmp/speed && /tmp/speed FILE
//
// FILE holds a text a line. Each level reads all of it once, with nothing in its cache, until two seconds are over.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ctagger.h"
#include "tokens.h"

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static char *text;
static size_t size;

static void measure(ctagger_level level) {
  static ctagger_entity found[CTAGGER_MAX_LENGTH];
  static token tokens[CTAGGER_MAX_LENGTH];
  size_t token_count = 0, entities = 0, bytes = 0;
  double spent = 0;
  while (spent < 2) {
    ctagger *tagger = ctagger_create(level);
    if (tagger == NULL) return;
    double began = seconds();
    for (char *line = text; line < text + size;) {
      size_t length = strcspn(line, "\n");
      const uint8_t *start = (const uint8_t *)line;
      if (length <= CTAGGER_MAX_LENGTH) entities += ctagger_find(tagger, start, length, found, CTAGGER_MAX_LENGTH);
      bytes += length;
      line += length + 1;
    }
    spent += seconds() - began;
    for (char *line = text; line < text + size;) {
      size_t length = strcspn(line, "\n");
      if (length <= CTAGGER_MAX_LENGTH) token_count += find_tokens((const uint8_t *)line, length, tokens);
      line += length + 1;
    }
    ctagger_destroy(tagger);
  }
  static const char *names[] = {"scalar", "AVX2", "NEON", "AVX-512"};
  printf("%-8s %9.0f tokens/s, %5.2f ms of CPU a KB, %zu entities\n", names[level], (double)token_count / spent,
         spent * 1e3 / ((double)bytes / 1024), entities);
}

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  if (file == NULL) return 64;
  text = calloc(1, (64u << 20) + 1);
  size = fread(text, 1, 64u << 20, file);
  fclose(file);
  for (ctagger_level level = CTAGGER_SCALAR; level <= CTAGGER_AVX512; level++) measure(level);
  free(text);
  return 0;
}
