"""Makes the filters of lists.py from names and words of PyPI's packages: python make_lists.py lists.bin"""

import glob
import json
import os
import re
import sys

import mimesis
import numpy as np
import wordfreq

import gazetteer
import lists
import tokens
import vocabulary

WORDS = {"en": 30_000, "de": 9000, "fr": 9000, "es": 9000, "it": 9000, "pt": 9000, "nl": 9000}
FREQUENT_WORDS = 2500
LETTERS = re.compile(r"[^\W\d_]+")


def lowered(name):
    return "".join(tokens.lower(c) for c in name)


def parts(name):
    return [p for p in LETTERS.findall(lowered(name)) if 1 < len(p) <= tokens.MAXIMUM_LENGTH]


def leaves(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for child in value.values():
            yield from leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from leaves(child)


def people():
    """Given and family names, in lower case."""
    given = {n for file in ("dist.female.first", "dist.male.first") for n in gazetteer.read_census(file)}
    family = set(gazetteer.read_census("dist.all.last")[:40_000])
    for locale in gazetteer.LATIN + gazetteer.OTHER:
        locality = gazetteer.Locality(locale)
        given.update(locality.given)
        family.update(locality.family)
    for path in glob.glob(f"{os.path.dirname(mimesis.__file__)}/datasets/*/person.json"):
        with open(path, encoding="utf8") as file:
            table = json.load(file)
        given.update(leaves(table.get("names", {})))
        family.update(leaves(table.get("surnames", {})))
    return ({p for name in names for p in parts(name) if not p.startswith("0")} for names in (given, family))


def places():
    """Words that are the name of a place alone, and words of longer ones."""
    alone, longer = set(), set()
    names = [name for size in gazetteer.read_cities() for name, _ in size]
    names += [n for language in ("en", "de", "fr", "es", "it", "pt", "nl") for n in gazetteer.countries(language)]
    names += [n for locale in ("de", "fr", "es", "it", "pt", "nl") for n in gazetteer.exonyms(locale)]
    names += gazetteer.STATES + [r.strip() for r in gazetteer.REGIONS] + gazetteer.COMMON_COUNTRIES
    for path in glob.glob(f"{os.path.dirname(mimesis.__file__)}/datasets/*/address.json"):
        with open(path, encoding="utf8") as file:
            names += leaves(json.load(file).get("city", []))
    for name in names:
        found = parts(name)
        (alone if len(found) == 1 else longer).update(found)
    return alone, longer


def words(names):
    """Words of seven languages that are no names, or that are in a list of words as they are written in lower case."""
    found, frequent = set(), set()
    for language, count in WORDS.items():
        known = vocabulary.forms(language)
        for rank, word in enumerate(wordfreq.top_n_list(language, count)):
            noun = word.capitalize() in known and language == "de"
            if not word.isalpha() or word in names and not (word in known or noun or rank < 600):
                continue
            found.add(word)
            if rank < FREQUENT_WORDS:
                frequent.add(word)
    return found, frequent


def bits():
    given, family = people()
    alone, longer = places()
    some, frequent = words(given | family | alone)
    longer -= alone
    array = np.zeros(lists.BYTES, np.uint8)
    for kind, members in enumerate((given, family, alone, longer, some, frequent)):
        print(kind, len(members))
        for word in members:
            for p in lists.positions([ord(c) for c in word], kind):
                array[p >> 3] |= 1 << (p & 7)
    print(f"{np.unpackbits(array).mean():.3f} of all bits")
    return array


if __name__ == "__main__":
    bits().tofile(sys.argv[1])
