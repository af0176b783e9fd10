#include "cre2.h"

#include <re2/re2.h>

extern "C" int cre2_is_valid_pattern(const char *pattern, unsigned long length) {
  RE2::Options options;
  options.set_log_errors(false);
  return RE2(re2::StringPiece(pattern, length), options).ok() ? 1 : 0;
}
