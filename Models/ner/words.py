"""Common words that are no names, from the frequency lists of the package `wordfreq`."""

import wordfreq

import gazetteer

SHARES = {"en": 14000, "de": 4000, "fr": 3500, "es": 3500, "it": 3000, "pt": 3000, "nl": 3000}


def common_words(names):
    """Words with their frequent ones first in each language; `names` (lower case) are left out unless they are among
    the most frequent words, as "will" and "mark" are."""
    chosen = {}
    for language, count in SHARES.items():
        for rank, word in enumerate(wordfreq.top_n_list(language, count)):
            if word.isalpha() and len(word) > 1 and (word not in names or rank < 600):
                chosen.setdefault(word, None)
    return list(chosen)


def frequent_words(count=1500):
    return [w for w in wordfreq.top_n_list("en", count) if w.isalpha()]


def names_in_lower_case(slots):
    found = {n.lower() for n in slots.census_given}
    for locality in slots.localities.values():
        found |= {n.lower() for n in locality.given + locality.family}
    for size in slots.cities[:2]:
        found |= {part.lower() for name, _ in size for part in name.split()}
    found |= {n.lower() for names in slots.countries.values() for n in names}
    return found | {r.lower() for r in slots.regions}
