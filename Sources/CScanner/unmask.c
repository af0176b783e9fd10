#include "block.h"
#include "copy.h"
#include "escape.h"
#include "form_blank.h"
#include "written.h"

#include <string.h>

// What an unmasked character is, in a view.
enum { SAME = -1, GONE = -2 };

// Zeros of the decimal digits of other scripts (Unicode general category Nd).
static const uint32_t zeros[] = {0x660,  0x6f0,  0x7c0,  0x966,  0x9e6,  0xa66,  0xae6,  0xb66,  0xbe6,  0xc66,
                                 0xce6,  0xd66,  0xe50,  0xed0,  0xf20,  0x1040, 0x17e0, 0x1810, 0x1946, 0x19d0,
                                 0x1a80, 0x1b50, 0x1c40, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xaa50, 0xabf0};

static int other_digit(uint32_t scalar) {
  for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++) {
    if (scalar - zeros[i] < 10) return (int)('0' + (scalar - zeros[i]));
  }
  return SAME;
}

static int mathematical(uint32_t scalar) {
  if (scalar >= 0x1d7ce) return (int)('0' + (scalar - 0x1d7ce) % 10);
  if (scalar >= 0x1d6a4) return SAME;  // Greek
  uint32_t letter = (scalar - 0x1d400) % 52;
  return letter < 26 ? (int)('A' + letter) : (int)('a' + letter - 26);
}

static int general_punctuation(uint32_t scalar) {
  if (scalar <= 0x200a || scalar == 0x202f || scalar == 0x205f) return ' ';
  if (scalar <= 0x200f || (scalar >= 0x202a && scalar <= 0x202e)) return GONE;
  if (scalar <= 0x2015) return '-';
  if (scalar == 0x2024) return '.';
  if (scalar >= 0x2060 && scalar <= 0x2069) return GONE;
  if (scalar == 0x2070) return '0';
  if (scalar >= 0x2074 && scalar <= 0x2079) return (int)('4' + (scalar - 0x2074));
  if (scalar >= 0x2080 && scalar <= 0x2089) return (int)('0' + (scalar - 0x2080));
  return SAME;
}

static int enclosed(uint32_t scalar) {
  if (scalar <= 0x2468) return (int)('1' + (scalar - 0x2460));
  if (scalar >= 0x24b6 && scalar <= 0x24cf) return (int)('A' + (scalar - 0x24b6));
  if (scalar >= 0x24d0 && scalar <= 0x24e9) return (int)('a' + (scalar - 0x24d0));
  return scalar == 0x24ea ? '0' : SAME;
}

// The ASCII character that a reader, or NFKC, takes a character for.
static int folded(uint32_t scalar) {
  switch (scalar) {
    case 0xa0: case 0x3000: return ' ';
    case 0xad: case 0x34f: case 0x61c: case 0x180e: case 0xfeff: return GONE;
    case 0xb2: return '2';
    case 0xb3: return '3';
    case 0xb9: return '1';
    case 0x2212: case 0xfe58: case 0xfe63: return '-';
    case 0x3002: case 0xff61: case 0xfe52: return '.';
    case 0xfe6b: return '@';
    case 0xfe55: return ':';
    default: break;
  }
  if (scalar >= 0xff01 && scalar <= 0xff5e) return (int)(scalar - 0xfee0);
  if (scalar >= 0x2000 && scalar < 0x20a0) return general_punctuation(scalar);
  if (scalar >= 0x2460 && scalar < 0x2500) return enclosed(scalar);
  if (scalar >= 0x1d400 && scalar <= 0x1d7ff) return mathematical(scalar);
  if (scalar >= 0xfe00 && scalar <= 0xfe0f) return GONE;
  return scalar >= 0x660 && scalar < 0xac00 ? other_digit(scalar) : SAME;
}

// Reads one character of UTF-8; malformed bytes count one by one.
static unsigned read_scalar(const uint8_t *bytes, size_t left, uint32_t *scalar) {
  uint8_t first = bytes[0];
  unsigned length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  *scalar = 0xfffd;
  if (length == 1 || length > left) return 1;
  uint32_t value = first & (0xffu >> (length + 1));
  for (unsigned i = 1; i < length; i++) {
    if ((bytes[i] & 0xc0) != 0x80) return 1;
    value = value << 6 | (bytes[i] & 63);
  }
  *scalar = value;
  return length;
}

typedef struct {
  const char *name;
  uint8_t length, value;
} entity;

static const entity entities[] = {{"commat;", 7, '@'}, {"period;", 7, '.'}, {"hyphen;", 7, '-'}, {"dash;", 5, '-'},
                                  {"colon;", 6, ':'},  {"sol;", 4, '/'},    {"lowbar;", 7, '_'}, {"amp;", 4, '&'},
                                  {"quot;", 5, '"'},   {"apos;", 5, '\''},  {"lt;", 3, '<'},     {"gt;", 3, '>'},
                                  {"nbsp;", 5, ' '},   {"plus;", 5, '+'},   {"equals;", 7, '='}, {"lpar;", 5, '('},
                                  {"rpar;", 5, ')'}};

static bool holds_semicolon(uint64_t word) {
  const uint64_t ones = 0x0101010101010101;
  word ^= ones * ';';
  return ((word - ones) & ~word & ones << 7) != 0;
}

// The character reference that starts with the ampersand at `bytes[0]`: its length, or 0.
static unsigned read_reference(const uint8_t *bytes, size_t left, int32_t *scalar) {
  if (left < 4) return 0;
  if (bytes[1] != '#') {
    // Nearly every ampersand joins two parts of a query: no name ends near it.
    enum { LONGEST_NAME = 7 };
    size_t reach = left < LONGEST_NAME + 1 ? left : LONGEST_NAME + 1;
    uint8_t near[LONGEST_NAME + 1] = {0};
    if (reach == sizeof near) memcpy(near, bytes, sizeof near);
    else memcpy(near, bytes, reach);
    uint64_t word;
    memcpy(&word, near, sizeof word);
    if (!holds_semicolon(word)) return 0;
    if (left > 5 && memcmp(bytes + 1, "shy;", 4) == 0) {
      *scalar = 0xad;
      return 5;
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
      if (left <= entities[i].length || memcmp(bytes + 1, entities[i].name, entities[i].length) != 0) continue;
      *scalar = entities[i].value;
      return entities[i].length + 1u;
    }
    return 0;
  }
  unsigned base = (bytes[2] | 0x20) == 'x' ? 16 : 10, at = base == 16 ? 3 : 2, first = at;
  int32_t value = 0;
  while (at < left && at - first < 8) {
    int32_t digit = cscanner_hex_value(bytes + at, left - at, 1);
    if (digit < 0 || digit >= (int32_t)base) break;
    value = value * (int32_t)base + digit;
    if (value > 0x10ffff) return 0;
    at++;
  }
  if (at == first || at >= left || bytes[at] != ';') return 0;
  *scalar = value;
  return at + 1;
}

// What `bytes[0]` begins, if it is a disguise.
typedef struct {
  unsigned source_length;  // 0 when it is none
  unsigned length;
  uint8_t bytes[4];
} disguise;

static disguise of_scalar(unsigned source_length, uint32_t scalar) {
  int ascii = scalar < 0x80 ? (int)scalar : folded(scalar);
  disguise found = {.source_length = source_length};
  if (ascii >= 0) found.bytes[found.length++] = (uint8_t)ascii;
  else if (ascii == SAME) found.length = cscanner_write_utf8(scalar, found.bytes);
  return found;
}

// Percent-encoding, and percent-encoding of its own percent signs: `%40`, `%2540`, `%252540`.
static disguise read_percent(const uint8_t *bytes, size_t left) {
  enum { MOST = 8 };
  size_t at = 1;
  int32_t value = cscanner_hex_value(bytes + at, left - at, 2);
  for (int times = 0; value == '%' && times < MOST; times++) {
    int32_t next = cscanner_hex_value(bytes + at + 2, left - at - 2, 2);
    if (next < 0) break;
    value = next;
    at += 2;
  }
  return value < 0 ? (disguise){0} : (disguise){(unsigned)at + 2, 1, {(uint8_t)value}};
}

// The value of an escape of quoted-printable (RFC 2045 section 6.7), which has capitals, or -1.
static int32_t quoted_value(const uint8_t *bytes, size_t left) {
  if (left < 3 || bytes[0] != '=' || bytes[1] >= 'a' || bytes[2] >= 'a') return -1;
  return cscanner_hex_value(bytes + 1, left - 1, 2);
}

// A character outside of ASCII, in two to four escapes.
static disguise read_quoted_scalar(const uint8_t *bytes, size_t left, uint8_t first) {
  unsigned length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  uint32_t scalar = first & (0xffu >> (length + 1));
  for (unsigned i = 1; i < length; i++) {
    if (left < 3 * i) return (disguise){0};
    int32_t value = quoted_value(bytes + 3 * i, left - 3 * i);
    if (value < 0 || (value & 0xc0) != 0x80) return (disguise){0};
    scalar = scalar << 6 | ((uint32_t)value & 63);
  }
  return of_scalar(3 * length, scalar);
}

// Whether the same escape stands near, with nothing but letters and digits between: `+49=2030=2026398534`.
static bool is_repeated(const uint8_t *bytes, size_t length, size_t at) {
  enum { REACH = 12 };
  size_t after = at + 3, before = at;
  while (after < length && after < at + 3 + REACH && is_alphanumeric(bytes[after])) after++;
  if (length - after > 2 && memcmp(bytes + after, bytes + at, 3) == 0) return true;
  while (before > 0 && before + REACH > at && is_alphanumeric(bytes[before - 1])) before--;
  return before > 0 && memcmp(bytes + before - 1, bytes + at, 3) == 0;
}

// Whether a mark or a blank is written as an escape, which `name=20` is not: no name is in front, or it is one of
// several.
static bool is_quoted_mark(const uint8_t *bytes, size_t length, size_t at) {
  size_t left = length - at;
  if (quoted_value(bytes + at + 3, left - 3) >= 0) return true;
  if (at >= 3 && quoted_value(bytes + at - 3, 3) >= 0) return true;
  uint8_t before = at > 0 ? bytes[at - 1] : '\n';
  if (before == '\n' || before == ' ' || before == ':' || before == ';' || before == ',' || before == '.' || before == '>')
    return true;
  return bytes[at + 1] == '2' && bytes[at + 2] == '0' && is_digit(before) && is_repeated(bytes, length, at);
}

// Quoted-printable, where it is no `name=40`: escapes of what a value has inside, and soft ends of lines.
static disguise read_quoted(const uint8_t *bytes, size_t length, size_t at) {
  const disguise none = {0};
  size_t left = length - at;
  bool is_inside = at > 0 && is_alphanumeric(bytes[at - 1]);
  size_t line = left > 1 && bytes[at + 1] == '\r' ? 2 : 1;
  if (left > line + 1 && bytes[at + line] == '\n') {
    uint8_t next = bytes[at + line + 1];
    bool joins = is_inside && is_alphanumeric(next);
    // Inside of a number a line may end at its dot, or go on with its blank.
    if (at > 1 && is_digit(bytes[at - 2])) joins |= bytes[at - 1] == '.' && is_digit(next);
    if (at > 0 && is_digit(bytes[at - 1]) && left > line + 2) joins |= next == ' ' && is_digit(bytes[at + line + 2]);
    return joins ? (disguise){(unsigned)line + 1, 0, {0}} : none;
  }
  int32_t value = quoted_value(bytes + at, left);
  if (value >= 0xc2 && value <= 0xf4) return read_quoted_scalar(bytes + at, left, (uint8_t)value);
  bool goes_on = left > 3 && is_alphanumeric(bytes[at + 3]);
  switch (value) {
    case '=': return (disguise){3, 1, {'='}};
    case '@': return is_inside && goes_on && is_letter(bytes[at + 3]) ? (disguise){3, 1, {'@'}} : none;
    case '.': case '-': case '_': case '+': case ':': case '/':
      if (is_inside && goes_on) return (disguise){3, 1, {(uint8_t)value}};
      break;
    default: break;
  }
  bool is_mark = value == '\t' || value == '\n' || value == '\r' || (value >= ' ' && value < 0x7f && !is_alphanumeric((uint8_t)value));
  return is_mark && is_quoted_mark(bytes, length, at) ? (disguise){3, 1, {(uint8_t)value}} : none;
}

// The sequences of a terminal are not seen in it. What they stand between may not become one word.
static disguise read_terminal(const uint8_t *text, size_t length, size_t at) {
  unsigned sequences = cscanner_read_terminal(text + at, length - at);
  if (sequences == 0) return (disguise){0};
  size_t end = at + sequences;
  bool is_behind = at > 0 && (is_alphanumeric(text[at - 1]) || text[at - 1] == ':');
  bool joins = is_behind && end < length && is_alphanumeric(text[end]);
  return (disguise){sequences, joins, {' '}};
}

// What was undone before, to read what follows by.
typedef struct {
  size_t blank;  // where the last plus was that is a blank
  size_t end;    // where the last disguise ended
} undone;

static const undone nothing = {SIZE_MAX, SIZE_MAX};

static disguise read_disguise(const uint8_t *text, size_t length, size_t at, undone before) {
  const disguise none = {0};
  const uint8_t *bytes = text + at;
  size_t left = length - at;
  switch (bytes[0]) {
    case '%': {
      disguise found = read_percent(bytes, left);
      // Between digits it is a blank that was encoded twice: `4111%2B1111`.
      bool is_plus = found.length && found.bytes[0] == '+' && at > 0 && is_digit(text[at - 1]);
      if (is_plus && left > found.source_length && is_digit(bytes[found.source_length])) found.bytes[0] = ' ';
      return found;
    }
    case '=': return read_quoted(text, length, at);
    case '+':
      // Digits of an escape are none of a number: `%22+49`. The bracket of `%28202%29+555` is one of a number.
      if (at == before.end) {
        bool is_bracket = at > 2 && left > 1 && memcmp(bytes - 3, "%29", 3) == 0 && is_digit(bytes[1]);
        return is_bracket ? (disguise){1, 1, {' '}} : none;
      }
      if (joins_coordinates(text, length, at)) return none;
      return is_blank(text, length, at, 1) || is_form_blank(text, length, at, before.blank) ? (disguise){1, 1, {' '}}
                                                                                           : none;
    case 0x1b: case '^': case '#': return read_terminal(text, length, at);
    case '\\': {
      disguise terminal = read_terminal(text, length, at);
      if (terminal.source_length) return terminal;
      // JSON in JSON that is quoted in prose has many backslashes where one is meant.
      unsigned extra = 0;
      while (extra < 15 && extra + 2 < left && bytes[extra + 1] == '\\') extra++;
      cscanner_escape escape = cscanner_read_escape(bytes + extra, left - extra);
      if (escape.source_length == 0) {
        uint32_t scalar;
        unsigned written = cscanner_read_written(text, length, at + extra, &scalar);
        if (written) return of_scalar(extra + written, scalar);
        extra = 0;
        escape = cscanner_read_escape(bytes, left);
      }
      disguise found = {.source_length = extra + escape.source_length, .length = escape.length};
      if (escape.source_length == 0) return none;
      memcpy(found.bytes, escape.bytes, sizeof found.bytes);
      return found;
    }
    case '&': {
      int32_t scalar = 0;
      unsigned reference = read_reference(bytes, left, &scalar);
      return reference ? of_scalar(reference, (uint32_t)scalar) : none;
    }
    default: {
      if (left > 2 && (bytes[1] == 0x9b || bytes[2] == 0x9b)) {
        disguise terminal = read_terminal(text, length, at);
        if (terminal.source_length) return terminal;
      }
      uint32_t scalar;
      unsigned width = read_scalar(bytes, left, &scalar);
      return folded(scalar) == SAME ? none : of_scalar(width, scalar);
    }
  }
}

bool cscanner_is_disguise(const uint8_t *bytes, size_t length, size_t at) {
  if (!cscanner_may_be_disguise(bytes, length, at)) return false;
  // Of plus signs, those between groups of a card, and in forms; the others are in times (`12:00:00+02:00`) and sums.
  enum { GROUP = 4 };
  if (bytes[at] == '+') {
    return is_blank(bytes, length, at, GROUP) ||
           (leads_to_digit(bytes, length, at) && is_form_blank(bytes, length, at, SIZE_MAX));
  }
  return read_disguise(bytes, length, at, nothing).source_length > 0;
}

// Whether a dash stands beside a space. Where that is undone a value stands between the same separators as before.
static bool is_harmless_dash(const uint8_t *bytes, size_t length, size_t at) {
  bool is_dash = bytes[at] == 0xe2 && bytes[at + 1] == 0x80 && bytes[at + 2] >= 0x90 && bytes[at + 2] <= 0x95;
  return is_dash && ((at > 0 && bytes[at - 1] == ' ') || (at + 3 < length && bytes[at + 3] == ' '));
}

bool cscanner_is_cover(const uint8_t *bytes, size_t length, size_t at) {
  return !cscanner_is_harmless_escape(bytes, length, at) && cscanner_is_disguise(bytes, length, at) &&
         !is_harmless_dash(bytes, length, at);
}

typedef size_t (*usual_copy)(const uint8_t *bytes, size_t length, uint8_t *out);

CSCANNER_INLINE cscanner_outcome unmask_by(usual_copy copy, const uint8_t *bytes, size_t length, size_t from,
                                           cscanner_view *view) {
  size_t at = from;
  undone before = nothing;
  memcpy(view->out + view->count, bytes, from);
  view->count += from;
  while (at < length) {
    size_t usual = copy(bytes + at, length - at, view->out + view->count);
    at += usual;
    view->count += usual;
    if (at == length) break;
    bool may_be = cscanner_is_odd(bytes[at]) && cscanner_may_be_disguise(bytes, length, at);
    disguise found = may_be ? read_disguise(bytes, length, at, before) : (disguise){0};
    if (found.source_length == 0) {
      view->out[view->count++] = bytes[at++];
      continue;
    }
    if (bytes[at] == '+') before.blank = at;
    if (!cscanner_add_piece(view, at, found.source_length, found.length)) return CSCANNER_FULL;
    memcpy(view->out + view->count, found.bytes, sizeof found.bytes);
    view->count += found.length;
    at += found.source_length;
    before.end = at;
  }
  return CSCANNER_DONE;
}

#if defined(__x86_64__)
CSCANNER_AVX2_TARGET static cscanner_outcome unmask_avx2(const uint8_t *bytes, size_t length, size_t from,
                                                         cscanner_view *view) {
  return unmask_by(cscanner_copy_usual_avx2, bytes, length, from, view);
}
#endif

cscanner_outcome cscanner_unmask(const uint8_t *bytes, size_t length, size_t from, cscanner_view *view) {
#if defined(__x86_64__)
  if (cscanner_supports(CSCANNER_AVX2)) return unmask_avx2(bytes, length, from, view);
#endif
  return unmask_by(cscanner_copy_usual, bytes, length, from, view);
}
