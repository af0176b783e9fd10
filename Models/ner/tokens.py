"""Tokens and hashed features of a text: the reference of Sources/CTagger/tokens.c and features.c.

A token is a line break, a run of letters, a run of digits, or any other character that is not white space. Letters of
scripts that are written without spaces are tokens of one letter. A run is cut after 32 characters.
"""

import unicodedata

MAXIMUM_LENGTH = 32
WORD_ROWS, GRAM_ROWS, SHAPE_ROWS = 16384, 16384, 2048
WORDS, SHAPES, GRAMS = 2, 7, 48
"""Rows of each table that a token has at most."""

OTHER, SPACE, BREAK, DIGIT, LETTER, ALONE = range(6)


APOSTROPHES = {0x2019: "'", 0x02BC: "'"}
"""Apostrophes of typography count as that of ASCII, which the training has behind names."""


def plain(text):
    """The text with one apostrophe, at the same positions."""
    return text.translate(APOSTROPHES)


def character_class(character):
    code = ord(character)
    if character == "\n" or character in "\r\x0b\x0c\x85\u2028\u2029":
        return BREAK
    category = unicodedata.category(character)
    if character in "\t\x1c\x1d\x1e\x1f\u200b\ufeff" or category == "Zs":
        return SPACE
    if (0x3040 <= code <= 0x30FF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF):
        return ALONE
    if category[0] in "LM":
        return LETTER
    if category == "Nd":
        return DIGIT
    return OTHER


CLASSES = {}


def class_of(character):
    found = CLASSES.get(character)
    if found is None:
        found = CLASSES[character] = character_class(character)
    return found


def lower(character):
    """The lower case of a character where it is one character, too."""
    small = character.lower()
    return small if len(small) == 1 else character


def is_upper(character):
    return lower(character) != character


def tokens(text):
    """Tuples of start, end (code points), and whether white space or the beginning stands before."""
    found = []
    position, count, apart = 0, len(text), True
    while position < count:
        kind = class_of(text[position])
        if kind == SPACE:
            position, apart = position + 1, True
            continue
        end = position + 1
        if kind in (LETTER, DIGIT):
            while end < count and end - position < MAXIMUM_LENGTH and class_of(text[end]) == kind:
                end += 1
        elif kind == BREAK:
            while end < count and class_of(text[end]) in (BREAK, SPACE):
                end += 1
        found.append((position, end, apart))
        apart = kind == BREAK
        position = end
    return found


def fold(seed, characters):
    """FNV-1a over code points, with a finalizer that mixes all bits."""
    value = (0x811C9DC5 ^ seed) & 0xFFFFFFFF
    for character in characters:
        value = ((value ^ character) * 0x01000193) & 0xFFFFFFFF
    value ^= value >> 16
    value = (value * 0x85EBCA6B) & 0xFFFFFFFF
    value ^= value >> 13
    value = (value * 0xC2B2AE35) & 0xFFFFFFFF
    return value ^ value >> 16


UPPER_SHAPE, LOWER_SHAPE, DIGIT_SHAPE, BREAK_SHAPE = 1, 2, 3, 4


def shape(token):
    """Upper case, lower case or digit of each character, at most four equal ones in a row; others stand for themselves."""
    found, run = [], 0
    for character in token:
        kind = class_of(character)
        symbol = (DIGIT_SHAPE if kind == DIGIT else BREAK_SHAPE if kind == BREAK else ord(character) if kind == OTHER else
                  UPPER_SHAPE if is_upper(character) else LOWER_SHAPE)
        run = run + 1 if found and found[-1] == symbol else 1
        if run <= 4:
            found.append(symbol)
    return found


def features(token, apart, listed):
    """Rows in the tables of words, of shapes and of parts of words. `listed` gives the row of a word among those of lists, by lists.py."""
    kind = class_of(token[0])
    if kind == BREAK:
        word = [10, 10] if token.count("\n") > 1 else [10]
        cased = word
    elif kind == DIGIT:
        word = [48] * len(token)
        cased = word
    else:
        word = [ord(lower(c)) for c in token]
        cased = [ord(c) for c in token]
    words = [fold(1, word) % WORD_ROWS, fold(2, word) % WORD_ROWS]
    form = shape(token)
    place = 1 if apart else 0
    shapes = [fold(3, form), fold(4 + place, form), fold(6, cased[:3]), fold(7, cased[-3:]),
              fold(8, [min(len(token), 12), place, form[0]]), fold(9, word[-2:])]
    shapes = [s % SHAPE_ROWS for s in shapes] + [SHAPE_ROWS + (listed(word) if kind == LETTER else 0)]
    grams = []
    if kind == LETTER:
        padded = [2] + word[:24] + [3]
        for length in (3, 4):
            grams += [fold(10 + length, padded[i:i + length]) % GRAM_ROWS for i in range(len(padded) - length + 1)]
        if len(word) > 1:
            grams += [fold(20, padded[:6]) % GRAM_ROWS, fold(21, padded[-6:]) % GRAM_ROWS]
    return words, shapes, grams[:GRAMS]
