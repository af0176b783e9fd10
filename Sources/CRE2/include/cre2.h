// RE2 through a C interface: compile, find with offsets, which of many. No exception crosses it, no call
// writes to a log, and every failure is told apart from "no match" so that callers can fail closed.
#ifndef TRACEVEIL_CRE2_H
#define TRACEVEIL_CRE2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_pattern cre2_pattern;
typedef struct cre2_set cre2_set;

typedef enum {
  CRE2_NO_MATCH = 0,
  CRE2_MATCH = 1,
  // Out of memory, or an exception: nothing is known about the text.
  CRE2_FAILED = 2,
} cre2_result;

// Byte offsets of a group. Both are SIZE_MAX where the group took no part in the match.
typedef struct {
  size_t start;
  size_t end;
} cre2_range;

typedef struct {
  // What is wrong, NUL-terminated; cut off where it is longer.
  char message[192];
  // Byte offset in the pattern of the part that is wrong, SIZE_MAX where RE2 does not tell.
  size_t offset;
} cre2_error;

typedef struct {
  const uint8_t *bytes;
  size_t length;
} cre2_text;

// A pattern in RE2 syntax over UTF-8. `max_memory` bounds program and automata, in bytes. NULL and `error`
// filled in when the pattern is no good. Patterns and sets may be used from several threads at once.
cre2_pattern *cre2_pattern_create(cre2_text pattern, int64_t max_memory, cre2_error *error);
void cre2_pattern_destroy(cre2_pattern *pattern);

int cre2_pattern_group_count(const cre2_pattern *pattern);
// Instructions of the larger of the forward and the reverse program: each costs at most one step per byte.
int cre2_pattern_program_size(const cre2_pattern *pattern);

// The leftmost match that begins at `start` or behind it. What stands before `start` counts for `\b` and `^`.
// Fills in `count` groups, the whole match first. Always linear in what is left of the text.
cre2_result cre2_pattern_find(const cre2_pattern *pattern, cre2_text text, size_t start, cre2_range *groups,
                              int count);
// Whether the pattern matches the whole text.
cre2_result cre2_pattern_match_all(const cre2_pattern *pattern, cre2_text text);

// Many patterns in one automaton. NULL when one is no good or there is not memory enough for all.
cre2_set *cre2_set_create(const cre2_text *patterns, size_t count, int64_t max_memory, cre2_error *error);
void cre2_set_destroy(cre2_set *set);

// Whether any pattern matches; allocates nothing.
cre2_result cre2_set_match_any(const cre2_set *set, cre2_text text);
// Writes the indices of the patterns that match, in ascending order; room for all is needed.
cre2_result cre2_set_match(const cre2_set *set, cre2_text text, int *indices, size_t *count);

// CPU time of the calling thread, in nanoseconds.
uint64_t cre2_thread_cpu_time(void);

#ifdef __cplusplus
}
#endif

#endif
