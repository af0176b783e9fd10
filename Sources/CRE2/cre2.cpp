#include "cre2.h"

#include <re2/re2.h>
#include <re2/set.h>
#include <time.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <vector>

struct cre2_pattern {
  RE2 re2;
  cre2_pattern(const re2::StringPiece &pattern, const RE2::Options &options) : re2(pattern, options) {}
};

struct cre2_set {
  RE2::Set set;
  explicit cre2_set(const RE2::Options &options) : set(options, RE2::UNANCHORED) {}
};

namespace {

// Groups of a match that are asked for without an allocation.
constexpr int kGroupsOnStack = 17;

re2::StringPiece Piece(cre2_text text) {
  return re2::StringPiece(reinterpret_cast<const char *>(text.bytes), text.length);
}

RE2::Options Options(int64_t max_memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(max_memory);
  return options;
}

void Report(cre2_error *error, const std::string &message, size_t offset) {
  const size_t length = std::min(message.size(), sizeof error->message - 1);
  std::memcpy(error->message, message.data(), length);
  error->message[length] = '\0';
  error->offset = offset;
}

void Report(cre2_error *error, const RE2 &re2) {
  const std::string &part = re2.error_arg();
  const size_t offset = part.empty() ? std::string::npos : re2.pattern().find(part);
  Report(error, re2.error(), offset == std::string::npos ? SIZE_MAX : offset);
}

cre2_range Range(const re2::StringPiece &piece, const re2::StringPiece &text) {
  if (piece.data() == nullptr) return {SIZE_MAX, SIZE_MAX};
  const size_t start = static_cast<size_t>(piece.data() - text.data());
  return {start, start + piece.size()};
}

cre2_result Find(const RE2 &re2, cre2_text text, size_t start, cre2_range *groups, int count) {
  re2::StringPiece local[kGroupsOnStack];
  std::vector<re2::StringPiece> heap;
  re2::StringPiece *pieces = local;
  if (count > kGroupsOnStack) {
    heap.resize(static_cast<size_t>(count));
    pieces = heap.data();
  }
  if (!re2.Match(Piece(text), start, text.length, RE2::UNANCHORED, pieces, count)) return CRE2_NO_MATCH;
  for (int group = 0; group < count; group++) groups[group] = Range(pieces[group], Piece(text));
  return CRE2_MATCH;
}

cre2_result Match(const RE2::Set &set, cre2_text text, std::vector<int> *indices) {
  RE2::Set::ErrorInfo info = {RE2::Set::kNoError};
  if (set.Match(Piece(text), indices, &info)) return CRE2_MATCH;
  return info.kind == RE2::Set::kNoError ? CRE2_NO_MATCH : CRE2_FAILED;
}

}  // namespace

extern "C" cre2_pattern *cre2_pattern_create(cre2_text pattern, int64_t max_memory, cre2_error *error) {
  try {
    auto *created = new cre2_pattern(Piece(pattern), Options(max_memory));
    if (created->re2.ok()) return created;
    Report(error, created->re2);
    delete created;
  } catch (...) {
    Report(error, "out of memory", SIZE_MAX);
  }
  return nullptr;
}

extern "C" void cre2_pattern_destroy(cre2_pattern *pattern) { delete pattern; }

extern "C" int cre2_pattern_group_count(const cre2_pattern *pattern) {
  return pattern->re2.NumberOfCapturingGroups();
}

extern "C" int cre2_pattern_program_size(const cre2_pattern *pattern) {
  try {
    return std::max(pattern->re2.ProgramSize(), pattern->re2.ReverseProgramSize());
  } catch (...) {
    return INT32_MAX;
  }
}

extern "C" cre2_result cre2_pattern_find(const cre2_pattern *pattern, cre2_text text, size_t start,
                                         cre2_range *groups, int count) {
  try {
    return Find(pattern->re2, text, start, groups, count);
  } catch (...) {
    return CRE2_FAILED;
  }
}

extern "C" cre2_result cre2_pattern_match_all(const cre2_pattern *pattern, cre2_text text) {
  try {
    const bool matches = pattern->re2.Match(Piece(text), 0, text.length, RE2::ANCHOR_BOTH, nullptr, 0);
    return matches ? CRE2_MATCH : CRE2_NO_MATCH;
  } catch (...) {
    return CRE2_FAILED;
  }
}

extern "C" cre2_set *cre2_set_create(const cre2_text *patterns, size_t count, int64_t max_memory,
                                     cre2_error *error) {
  cre2_set *created = nullptr;
  try {
    created = new cre2_set(Options(max_memory));
    std::string message;
    bool added = true;
    for (size_t index = 0; index < count && added; index++)
      added = created->set.Add(Piece(patterns[index]), &message) >= 0;
    if (added && created->set.Compile()) return created;
    Report(error, added ? "the patterns together need too much memory" : message, SIZE_MAX);
  } catch (...) {
    Report(error, "out of memory", SIZE_MAX);
  }
  delete created;
  return nullptr;
}

extern "C" void cre2_set_destroy(cre2_set *set) { delete set; }

extern "C" cre2_result cre2_set_match_any(const cre2_set *set, cre2_text text) {
  try {
    return Match(set->set, text, nullptr);
  } catch (...) {
    return CRE2_FAILED;
  }
}

extern "C" cre2_result cre2_set_match(const cre2_set *set, cre2_text text, int *indices, size_t *count) {
  try {
    std::vector<int> matched;
    const cre2_result result = Match(set->set, text, &matched);
    std::sort(matched.begin(), matched.end());
    std::copy(matched.begin(), matched.end(), indices);
    *count = matched.size();
    return result;
  } catch (...) {
    return CRE2_FAILED;
  }
}

extern "C" uint64_t cre2_thread_cpu_time(void) {
  timespec now = {0, 0};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1000000000u + static_cast<uint64_t>(now.tv_nsec);
}
