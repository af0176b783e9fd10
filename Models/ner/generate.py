"""Labelled texts of templates, records and lists: a text and spans of start, end (code points) and label."""

import bisect
import re

import structured
import templates
import templates_free as free
import templates_free_languages as free_languages
import templates_languages as languages
import templates_negative as negative
import templates_news as news
import templates_world as world
import vocabulary
import words
from slots import Slots

SLOT = re.compile(r"~([A-Za-z]+\d?)~")
CHOICE = re.compile(r"«([^«»]*)»")
SEPARATOR = "\n"
NEWS = {"SPORT": 34, "REPORTS": 30, "COMMENTS": 22, "EMPTY": 14}
APART = re.compile(r"""(?<=\w)(?=[,;:!?)"](?!\d)|'s\b|\.$)|(?<=[("])(?=\w)""", re.M)
"""Where words and marks are set apart, as in texts that were cut into words."""
FREE = {"CHAT": 32, "WORK": 20, "NEWS": 17, "RECORDS": 17, "CALLS": 14}
WEIGHTS = {"CHAT": 20, "LOWER": 9, "SUPPORT": 6, "SHOP": 3, "MEDICAL": 3, "ASSISTANT": 5, "DOCS": 5, "CODE": 5, "LOGS": 6,
           "TOOLS": 7}


def blocks(text, of_lines):
    """Templates of a text: a line each, or all lines of a letter that begin together with one of `of_lines`."""
    found = []
    for line in text.strip("\n").split("\n"):
        if found and (line.startswith(("~P~", "Hello «", "I «", "«Kind", "«Regards", "«Thank you|", "Customer:", "> ", "Thanks ~G~«",
                                       "2. ", "3. ", "## ", "«Thank you for", "Action Input")) and of_lines
                      and (found[-1].rstrip("»").endswith((",", ":")) or not line.startswith("~P~"))):
            found[-1] += SEPARATOR + line
        else:
            found.append(line)
    return found


def lines(text):
    return [line.replace("¶", SEPARATOR) for line in text.strip("\n").split("\n")]


class Generator:
    """With `only_reserved`, of names that training leaves out."""

    def __init__(self, only_reserved=False):
        self.slots = Slots(only_reserved)
        self.names = names = words.names_in_lower_case(self.slots)
        frequent = words.frequent_words()
        self.slots.words = words.common_words(names) + frequent * 6
        self.given = self.slots.all_given
        self.random = self.slots.random
        self.structured = structured.Structured(self.slots)
        self.sets = {name: blocks(getattr(templates, name), True) for name in WEIGHTS}
        self.negatives = blocks(negative.TEMPLATES, False)
        self.free = {name: lines(getattr(free, name)) for name in FREE}
        self.news = {name: lines(getattr(news, name)) for name in NEWS}
        self.free_negatives = lines(free.NEGATIVE)
        self.free_languages = {locale: lines(text) for locale, text in free_languages.TEMPLATES.items()}
        self.languages = {locale: blocks(text, True) for locale, text in languages.TEMPLATES.items()}
        self.world = {locale: lines(text) for locale, text in world.TEMPLATES.items()}
        self.slots.vocabularies = {locale: vocabulary.Vocabulary(locale, names) for locale in vocabulary.CODES}

    def fill(self, template, locale=None, language=None):
        while CHOICE.search(template):
            template = CHOICE.sub(lambda m: self.random.choice(m.group(1).split("|")), template)
        text, spans, position = "", [], 0
        for match in SLOT.finditer(template):
            text += template[position:match.start()]
            value, label = self.slots.value(match.group(1), locale, language)
            if label:
                spans.append((len(text), len(text) + len(value), label))
            text += value
            position = match.end()
        return text + template[position:], spans

    def apart(self, text, spans):
        cuts = [m.start() for m in APART.finditer(text)]
        pieces = [text[s:e] for s, e in zip([0, *cuts], [*cuts, len(text)])]
        return " ".join(pieces), [(s + bisect.bisect_right(cuts, s), e + bisect.bisect_left(cuts, e), l) for s, e, l in spans]

    def report(self):
        name = self.random.choices(list(NEWS), list(NEWS.values()))[0]
        text, spans = self.fill(self.random.choice(self.news[name]))
        if name in ("SPORT", "REPORTS") and self.slots.chance(.12) and len(text.upper()) == len(text):
            text = text.upper()
        return self.apart(text, spans) if self.slots.chance(.5) else (text, spans)

    def article(self):
        language = self.random.choices(list(self.world), [3 if l == "en_US" else 2 for l in self.world])[0]
        own = language if self.slots.chance(.5) and language != "en_US" else None
        text, spans = self.fill(self.random.choice(self.world[language]), own, language)
        return self.apart(text, spans) if self.slots.chance(.5) else (text, spans)

    def one(self):
        kind = self.random.random()
        if kind < .15:
            return self.report()
        if kind < .27:
            return self.article()
        if kind < .41:
            name = self.random.choices(list(FREE), list(FREE.values()))[0]
            return self.fill(self.random.choice(self.free[name]))
        if kind < .51:
            name = self.random.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            text, spans = self.fill(self.random.choice(self.sets[name]))
            return (text.lower(), spans) if name == "LOWER" and len(text.lower()) == len(text) else (text, spans)
        if kind < .64:
            return self.structured.document()
        if kind < .78:
            locale = self.random.choices(list(languages.WEIGHTS), list(languages.WEIGHTS.values()))[0]
            sets = [self.languages[locale]] + [self.free_languages[locale]] * 2 if locale in self.free_languages else [self.languages[locale]]
            # People of every origin live everywhere.
            own = locale if self.slots.chance(.75) or locale in ("ja_JP", "zh_CN", "ko_KR") else None
            return self.fill(self.random.choice(self.random.choice(sets)), own)
        return self.fill(self.random.choice(self.free_negatives if kind < .90 else self.negatives))

    def document(self):
        text, spans = self.one()
        for _ in range(self.random.choice([0, 0, 0, 0, 1, 1, 2])):
            other, more = self.one()
            separator = self.random.choice([" ", "\n", "\n\n", " - ", ". ", " "])
            shift = len(text) + len(separator)
            text, spans = text + separator + other, spans + [(s + shift, e + shift, l) for s, e, l in more]
        case = self.random.random()
        if case < .16 and len(text.lower()) == len(text):
            text = text.lower()
        elif case < .19 and len(text.upper()) == len(text):
            text = text.upper()
        return text, spans


    def documents(self, seed, count):
        self.slots.seed(seed)
        return (self.document() for _ in range(count))
