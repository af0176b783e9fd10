"""Writes Sources/CTagger/character_ranges.h from Python's Unicode tables: python export_characters.py FILE"""

import sys
import unicodedata

import tokens


def class_ranges():
    found = []
    for code in range(0x80, 0x110000):
        kind = tokens.OTHER if 0xD800 <= code <= 0xDFFF else tokens.character_class(chr(code))
        if kind == tokens.OTHER:
            continue
        if found and found[-1][1] == code - 1 and found[-1][2] == kind:
            found[-1][1] = code
        else:
            found.append([code, code, kind])
    return found


def lower_ranges():
    """First, last, stride and difference; a stride of 2 stands for alternating cases."""
    pairs = [(c, ord(tokens.lower(chr(c))) - c) for c in range(0x80, 0x110000)
             if not 0xD800 <= c <= 0xDFFF and tokens.lower(chr(c)) != chr(c)]
    found = []
    for code, delta in pairs:
        if found:
            last = found[-1]
            step = code - last[1]
            if last[3] == delta and (step == last[2] or last[0] == last[1] and step <= 2):
                last[1], last[2] = code, step
                continue
        found.append([code, code, 1, delta])
    return found


def rows(ranges, form, in_line):
    items = [form.format(*r) for r in ranges]
    return "\n".join("    " + ", ".join(items[i:i + in_line]) + "," for i in range(0, len(items), in_line))


def main(path):
    text = f"""// Written by Models/ner/export_characters.py from Unicode {unicodedata.unidata_version}. Beyond ASCII.
#ifndef TRACEVEIL_CTAGGER_CHARACTER_RANGES_H
#define TRACEVEIL_CTAGGER_CHARACTER_RANGES_H

#include <stdint.h>

typedef struct {{
  uint32_t first, last;
  uint8_t kind;
}} class_range;

typedef struct {{
  uint32_t first, last, stride;
  int32_t delta;
}} lower_range;

static const class_range class_ranges[] = {{
{rows(class_ranges(), "{{0x{0:x}, 0x{1:x}, {2}}}", 5)}
}};

static const lower_range lower_ranges[] = {{
{rows(lower_ranges(), "{{0x{0:x}, 0x{1:x}, {2}, {3}}}", 4)}
}};

#endif
"""
    open(path, "w").write(text)


if __name__ == "__main__":
    main(sys.argv[1])
