"""Sentences of one language's common words by chance, with names in them and without.

They make no sense. What is learned from them is which words of a language are none of anybody's names, those that it writes with a
capital letter above all, and what stands before a name.
"""

import gzip
import itertools
import json
import os

import spacy_lookups_data
import wordfreq

COUNT, KNOWN = 25_000, 400
"""Words of each language; the first ones are taken without a look into the list of its forms, which leaves out names and brands."""
CODES = {"de_DE": "de", "fr_FR": "fr", "es_ES": "es", "it_IT": "it", "pt_BR": "pt", "nl_NL": "nl"}
PERSON_AFTER = {
    "de_DE": "von mit für und an bei durch Herr Frau sagte fragte als Sohn Trainer Präsident Regisseur Kollege Autor".split(),
    "fr_FR": "de avec pour et par à chez M. Mme selon que président réalisateur auteur joueur docteur".split(),
    "es_ES": "de con para y por a según que don señor presidente director autor jugador doctora".split(),
    "it_IT": "di con per e da a secondo che signor presidente regista autore giocatore dottor allenatore".split(),
    "pt_BR": "de com para e por a segundo que senhor presidente diretor autor jogador doutora".split(),
    "nl_NL": "van met voor en door aan bij volgens heer mevrouw president regisseur schrijver trainer".split(),
}
PLACE_AFTER = {
    "de_DE": "in in aus nach bei um von über bis Stadt Provinz".split(), "fr_FR": "à à de vers en depuis jusqu'à ville".split(),
    "es_ES": "en en de a desde hasta hacia provincia".split(), "it_IT": "a a di da in verso provincia".split(),
    "pt_BR": "em em de para até desde cidade".split(), "nl_NL": "in in uit naar bij van tot over provincie".split(),
}
ELIDED = {"fr_FR": ["l'", "d'", "l’", "qu'", "s'", "n'"], "it_IT": ["l'", "dell'", "un'", "all'", "d'", "nell'"]}


def forms(code):
    """The words that the lists of `spacy-lookups-data` know, as they write them."""
    folder = os.path.join(os.path.dirname(spacy_lookups_data.__file__), "data")
    with gzip.open(os.path.join(folder, f"{code}_lemma_lookup.json.gz"), "rt", encoding="utf8") as file:
        table = json.load(file)
    return set(table) | {v for value in table.values() for v in ([value] if isinstance(value, str) else value)}


class Vocabulary:
    """Words of a language, the frequent ones more often."""

    def __init__(self, locale, names):
        self.locale = locale
        known = forms(CODES[locale])
        self.words, weights = [], []
        for rank, word in enumerate(wordfreq.top_n_list(CODES[locale], COUNT)):
            noun = word.capitalize() in known and word not in known and locale == "de_DE"
            common = rank < KNOWN or word in known or noun
            if word.isalpha() and common and (word not in names or rank < 2 * KNOWN):
                self.words.append(word.capitalize() if noun else word)
                weights.append(1 / (rank + 30) ** .6)
        self.sums = list(itertools.accumulate(weights))

    def word(self, random):
        return random.choices(self.words, cum_weights=self.sums)[0]

    def title(self, random):
        """The name of a work, a law or a body: some words, capitalised as its language does, or as English does."""
        words = [self.word(random) for _ in range(random.choice([1, 2, 2, 3, 3, 4, 5]))]
        every = random.random() < .45
        return " ".join(w[:1].upper() + w[1:] if every and len(w) > 3 or n == 0 else w for n, w in enumerate(words))

    def elided(self, random, word):
        heads = ELIDED.get(self.locale)
        return random.choice(heads) + word if heads and word[0] in "aeiouéhàè" and random.random() < .6 else word


def name(slots, locale):
    """A name, its label, and the word before it."""
    own = locale if slots.chance(.6) else None
    if slots.chance(.6):
        value = slots.person(own) if slots.chance(.55) else slots.family(own) if slots.chance(.5) else slots.given(own)
        return slots.pick(PERSON_AFTER[locale]) + " " if slots.chance(.6) else "", value, "PERSON"
    return slots.pick(PLACE_AFTER[locale]) + " " if slots.chance(.8) else "", slots.place(own), "LOCATION"


def filler(vocabulary, slots):
    """What stands between names in a text: words, and what is written like a name but is none."""
    random, kind = slots.random, slots.random.random()
    if kind < .86:
        return vocabulary.elided(random, vocabulary.word(random))
    if kind < .90:
        return slots.pick(['"{}"', "« {} »", '" {} "', "„{}“", "“{}”"]).format(vocabulary.title(random))
    if kind < .93:
        return vocabulary.title(random)
    if kind < .95:
        return "(" + "".join(random.choice("ABCDEFGHIKLMNOPRSTUV") for _ in range(random.randint(2, 5))) + ")"
    return slots.pick([str(random.randint(1800, 2030)), str(random.randint(1, 99)), f"{random.randint(1, 31)}.", "-", ":", "/", "%"])


def sentence(vocabulary, slots, share):
    """Text and spans; `share` is that of names among its words."""
    text, spans, random = "", [], slots.random
    for number in range(random.randint(4, 22)):
        before, value, label = name(slots, vocabulary.locale) if slots.chance(share) else ("", filler(vocabulary, slots), None)
        if number == 0 and not label:
            value = value[:1].upper() + value[1:]
        if number == 0:
            before = before.capitalize()
        text += (" " if text else "") + before
        if label:
            spans.append((len(text), len(text) + len(value), label))
        text += value
        if slots.chance(.09):
            text += slots.pick([",", ",", ",", ";", ":", ".", " -"])
    return text + slots.pick([".", ".", ".", "!", "?", "", "…"]), spans


def texts(generator, count):
    slots, names = generator.slots, generator.names
    all_ = [Vocabulary(locale, names) for locale in CODES]
    for _ in range(count):
        vocabulary = slots.pick(all_)
        text, spans = sentence(vocabulary, slots, slots.pick([0, 0, .06, .12, .2]))
        if slots.chance(.3):
            text, spans = generator.apart(text, spans)
        lower = slots.chance(.07) and len(text.lower()) == len(text)
        yield text.lower() if lower else text, spans
