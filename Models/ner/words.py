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
    """All names, those that are left out of training, too: otherwise it would learn that they are words."""
    found = {n.lower() for f in ("dist.female.first", "dist.male.first") for n in gazetteer.read_census(f)}
    found |= {n.lower() for n in gazetteer.read_census("dist.all.last")[:2000]}
    found |= slots.all_given | slots.all_family
    for size in gazetteer.read_cities()[:2]:
        found |= {part.lower() for name, _ in size for part in name.split()}
    found |= {n.lower() for names in slots.countries.values() for n in names}
    return found | {r.lower() for r in slots.regions}
