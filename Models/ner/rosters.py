"""Lists with roles, tasks and notes, tables whose columns hold one kind each, and small messages, in seven languages and with names of all
cultures: texts in which a name that nobody knows has to be told by the names beside it.
"""

import datetime

import gazetteer
from listed import NOTES, Listed
from templates_rosters import (DAYS, KEYS, LOCALES, PEOPLE_HEADS, PLACE_HEADS, ROLES, SENTENCES, TASKS, TITLES, TOWN_NOTES, WATERS, split)

PERSON, LOCATION = "PERSON", "LOCATION"
PARTICLES = {
    "en": "O'|Mac|Mc|St. |al-|El |Ben |bin |Abu |Te |Ó |Ní |Fitz|ten |van |de |Du |Ter-".split("|"), "de": "von |von der |zu |Graf von |van |Al-|Ben ".split("|"),
    "fr": "de |du |de la |d'|Le |La |Ben |El |des |l'".split("|"), "es": "de |de la |De la |del |Ruiz de |San ".split("|"),
    "it": "Di |De |Lo |La |Del |Della |Degli |D'|Dal |Li ".split("|"), "pt": "da |de |dos |do |d'|Vaz de ".split("|"),
    "nl": "van |van der |de |van den |ten |ter |op den |van 't |Ben |in 't ".split("|"),
}
FAMILY_FIRST = ["vi_VN", "hu_HU", "zh_CN@latin", "ja_JP@latin"]
ENDS = {
    "en": "Court|Walk|Lane|Row|Rise|Close|Terrace|Mews|Hill|Street|Road|Rd|St|Ave|Drive|Dr|Way|Pike|Place|Crescent|Quay".split("|"),
    "de": "straße|weg|gasse|allee|platz|ring|str.|ufer|steig".split("|"), "nl": "straat|weg|laan|gracht|plein|kade|dijk|steeg|pad".split("|"),
}
STREETS = {
    "en": ["{n} {w} {end}", "{n} {w} {end}", "{n} {w} {x} {end}", "{w} {end} {n}", "Flat 2, {n} {w} {end}"], "de": ["{w}{end} {n}", "{w}er {End} {n}", "Am {w} {n}a", "An der {w} {n}", "Im {w} {n}"],
    "fr": ["{n} rue {de} {w}", "{n} bis rue {de} {w}", "{n}, avenue {w}", "{n} impasse {de} {w}", "{n} chemin {de} {w}", "{n} allée {de} {w}", "{n} place {w}"],
    "es": ["Calle {w} {n}", "calle {w}, {n}", "Camino {w} {n}", "Avda. {w} {n}", "Plaza {w}, {n}", "C/ {w} {n}", "Paseo de {w} {n}"],
    "it": ["Via {w} {n}", "via dei {w} {n}/B", "Viale {w}, {n}", "Piazza {w} {n}", "Corso {w} {n}", "Vicolo {w} {n}", "Calle {w} {n}"],
    "pt": ["Rua {w}, {n}", "Rua do {w}, {n}", "Largo do {w} {n}", "Travessa {w} {n}", "Av. {w}, {n}", "Rua das {w}, {n}", "Praça {w} {n}"],
    "nl": ["{w}{end} {n}", "Oude {w}{end} {n}", "{w} {End} {n}", "Achter de {w} {n}", "{w}{end} {n}a"],
}
OF_WATER = {
    "en": ["{}", "River {}", "Lake {}", "Loch {}", "Lough {}", "{} Water", "{} Creek", "{} Beck", "{} Fell", "{} Lake", "Mount {}"], "de": ["{}", "{}bach", "{}see", "{}tal", "{}wald"],
    "fr": ["{}", "lac de {}", "mont {}", "forêt de {}", "étang de {}"], "es": ["{}", "río {}", "Sierra de {}", "laguna de {}", "Peña {}"], "it": ["{}", "lago di {}", "monte {}", "Val {}", "torrente {}"],
    "pt": ["{}", "rio {}", "Serra de {}", "lagoa de {}", "praia de {}"], "nl": ["{}", "{}meer", "{}plas", "Lange {}", "{}wold"],
}
PEOPLE_FORMS = """
~q~
~q~
~g~
~s~
~g~
~q~ – ~role~
~q~ (~role~)
~role~: ~q~
~Role~: ~g~
~q~, ~role~
~q~ (~town~)
~g~ (~town~)
~q~, ~town~
~q~ – ~town~
~q~ — ~town~ — ~d~
~q~: ~task~
~g~: ~task~
~code~ ~q~: ~task~
~code~ ~s~ + ~s~: ~task~
~code~ ~q~ ~d~
~code~ ~ttl~~s~ ~d~
~ti~ ~ttl~~q~, ~task~
~ti~ ~q~, ~role~
~task~ (~g~)
~ttl~~s~ ~task~
~ttl~~s~, ~role~
~ttl~~s~
~g~ + 1
~g~ x~no~
~day~ ~s~
~day~ ~g~
~q~ ~no~
~d~ ~q~
~q~ ~d~
~q~; ~town~; ~d~
~g~, ~g~, ~s~
~role~: ~g~, ~g~, ~q~
~q~, b. ~d~, ~town~
~q~ «"|“»~g~«"|”» ~s~
~ttl~~s~ (~town~), ~role~
"""
PLACE_FORMS = """
~town~
~town~
~rv~
~town~ (~tn~)
~town~, ~d~
~town~, ~tn~ ~ti~
~town~ – ~tn~
~ti~ ~town~
~rv~ – ~town~
~town~: ~no~
~town~, ~N~
~st~, ~town~
~st~
~town~ (~g~)
~town~: ~q~
~d~ ~town~
~town~ -> ~town~
"""
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()


class Rosters:
    """Draws such texts, each in one language; half of the names in it are of that language, if it is not English."""

    def __init__(self, generator):
        self.generator, self.slots, self.random = generator, generator.slots, generator.slots.random
        self.listed = Listed(generator)
        self.language = "en"
        self.sentences = {language: [l.replace("¶", "\n") for l in text.strip().split("\n")] for language, text in SENTENCES.items()}
        self.waters = {language: split(text) for language, text in WATERS.items()}
        self.keys = {kind: split(text) for kind, text in KEYS.items()}
        self.words = {name: {language: text.split("|") for language, text in table.items()} for name, table in
                      (("role", ROLES), ("task", TASKS), ("ttl", TITLES), ("day", DAYS), ("tn", TOWN_NOTES), ("people", PEOPLE_HEADS), ("places", PLACE_HEADS))}
        self.makers = {"q": (self.person, PERSON), "g": (self.given, PERSON), "s": (self.family, PERSON), "town": (self.town, LOCATION), "rv": (self.water, LOCATION),
                       "st": (self.street, LOCATION), "d": (self.date, None), "ti": (self.time, None), "no": (lambda: str(self.random.randint(1, 400)), None),
                       "ts": (self.slots.stamp, None), "code": (self.code, None), "Role": (lambda: self.word("role").capitalize(), None),
                       "thing": (self.listed.thing, None)}
        for name in ("role", "task", "ttl", "day", "tn"):
            self.makers[name] = (lambda name=name: self.word(name), None)

    # Values.

    def locale(self):
        """The locale of a name: that of the text, or of anywhere."""
        own = LOCALES[self.language]
        return own if own and self.slots.chance(.55) else self.slots.pick(gazetteer.LATIN) if self.slots.chance(.7) else None

    def word(self, kind):
        return self.slots.pick(self.words[kind][self.language])

    def given(self):
        locale = self.locale()
        given = self.slots.given(locale)
        return f"{given}-{self.slots.given(locale)}" if self.slots.chance(.05) else given

    def family(self, locale=None):
        locale, share = locale or self.locale(), self.random.random()
        family = self.slots.family(locale)
        if share < .10:
            return self.slots.pick(PARTICLES[self.language]) + family
        return f"{family}-{self.slots.family(locale)}" if share < .18 else family

    def person(self):
        slots, share = self.slots, self.random.random()
        if share < .07:
            locale = slots.pick(FAMILY_FIRST)
            return " ".join([slots.family(locale)] + [slots.given(locale) for _ in range(self.random.randint(1, 2))])
        locale = self.locale()
        given, family = slots.given(locale), self.family(locale)
        if share < .13:
            return f"{given[0]}. {family}"
        if share < .16:
            return f"{given} {family[0]}."
        if share < .20:
            return f"{family}, {given}"
        if share < .23:
            return f"{family} {given}"
        if share < .27:
            return f"{given} {self.random.choice('ABCDEFGHJKLMNPRST')}. {family}"
        if share < .30:
            return f"{given} {slots.given(locale)} {family}"
        if share < .34:
            return f"{given} {family} {slots.family(locale)}"
        if share < .36:
            return f"{given} {family}".upper()
        if share < .37:
            return f"{given} {family} {slots.pick(['III', 'Jr.', 'II', 'Jr'])}"
        return f"{given} {family}"

    def town(self):
        own = LOCALES[self.language]
        if own and self.slots.chance(.6):
            names = self.slots.cities_of[own[-2:]]
            return self.slots.spelt(own[-2:], names) if self.slots.chance(.3) else self.slots.pick(names)
        return self.listed.town()

    def water(self):
        if self.slots.chance(.4):
            return self.slots.pick(self.waters[self.language])
        own = LOCALES[self.language] or self.slots.pick(["en_GB", "en_US", "en_IE", "en_CA", "en_AU"])
        return self.slots.pick(OF_WATER[self.language]).format(self.slots.spelt(own[-2:], self.slots.cities_of[own[-2:]]))

    def street(self):
        slots, language = self.slots, self.language
        if slots.chance(.3):
            return slots.street(LOCALES[language])
        name = slots.pick([lambda: slots.family(LOCALES[language]), self.town, lambda: slots.word().capitalize(), lambda: slots.word().capitalize()])()
        end = slots.pick(ENDS.get(language, [""]))
        de = slots.pick(["de", "du", "des", "de la"])
        return slots.pick(STREETS[language]).format(n=self.random.randint(1, 240), w=name, x=slots.word().capitalize(), end=end, End=end.capitalize(), de=de)

    def date(self):
        day = datetime.date(self.random.randint(1890, 2030), self.random.randint(1, 12), self.random.randint(1, 28))
        n, m = day.day, day.month
        return self.slots.pick([self.slots.date, lambda: f"{n}.{m}.", lambda: f"{n}/{m}", lambda: f"{n:02}.{m:02}.{day.year}", lambda: f"{n}/{m}/{day:%y}",
                                lambda: f"{n:02}{MONTHS[m - 1]}{day:%y}", lambda: f"{n}-{ROMAN[m - 1]}-{day.year}", lambda: day.isoformat(),
                                lambda: f"{n:02}-{MONTHS[m - 1]}-{day.year}", lambda: f"{n}-{m}-{day:%y}", lambda: f"{day:%y%m%d}"])()

    def time(self):
        return self.slots.pick(["{}:{:02}", "{}.{:02}", "{}h{:02}", "{}:{:02}"]).format(self.random.randint(0, 23), self.random.randint(0, 59))

    def code(self):
        letter = self.random.choice("ABCDKMPT")
        return self.slots.pick([f"{letter}{self.random.randint(1, 30)}", f"{letter}-{self.random.randint(1, 99):02}", f"#{self.random.randint(1, 99)}", f"{self.random.randint(1, 30)}.{letter}"])

    def fill(self, template):
        kept, self.slots.own = self.slots.own, self.makers
        filled = self.generator.fill(template, LOCALES[self.language] if self.slots.chance(.5) else None)
        self.slots.own = kept
        return filled

    # Forms.

    def list_(self):
        slots, random = self.slots, self.random
        people = slots.chance(.7)
        forms = self.people_forms if people else self.place_forms
        usual = slots.pick(forms)
        bullet = slots.pick(["- ", "* ", "• ", "", "", "", "{}. ", "{}) ", "[ ] ", "[x] ", "– ", "{}: ", "✔ ", "> "])
        inline = slots.chance(.25)
        heading = self.word("people" if people else "places") if slots.chance(.7) else ""
        if slots.chance(.15):
            heading += " " + slots.word()
        lines, spans = [], []
        text = f"{heading}{slots.pick([':', '', ' -', ':'])}{' ' if inline else slots.pick([chr(10), chr(10), chr(10) * 2])}" if heading else ""
        between = slots.pick([", ", "; ", " / ", ", ", " | ", " · "]) if inline else "\n"
        for number in range(random.randint(2, 7)):
            form = usual if slots.chance(.72) else slots.pick(forms) if slots.chance(.75) else slots.pick(["~thing~", "~task~", "~code~ ~x~", "~ti~ ~x~", slots.pick(NOTES)])
            entry, more = self.fill(form)
            text += (between if number else "") + ("" if inline else bullet.format(number + 1))
            spans += [(s + len(text), e + len(text), l) for s, e, l in more]
            text += entry
        if slots.chance(.3):
            tail, more = self.fill(slots.pick(self.sentences[self.language]))
            text += slots.pick([". ", "\n", "\n\n"])
            spans += [(s + len(text), e + len(text), l) for s, e, l in more]
            text += tail
        return text, spans

    def table(self):
        """Cells of a column are of one kind; now and then they are drawn from two values only."""
        slots, random = self.slots, self.random
        kinds = random.choices(list(KEYS), [26, 9, 11, 30, 8, 6, 14, 16, 9], k=random.randint(2, 5))
        separator = slots.pick([",", ",", ";", ";", "\t", "|", " | ", ", "])
        pools = {n: [self.fill(f"~{kind}~") for _ in range(random.randint(1, 2))] for n, kind in enumerate(kinds) if slots.chance(.2)}
        text, spans = "", []
        if slots.chance(.7):
            keys = [slots.word() if slots.chance(.12) else slots.pick(self.keys[kind]) for kind in kinds]
            text = separator.join(f'"{k}"' for k in keys) if slots.chance(.08) else separator.join(keys)
        elif slots.chance(.3):
            text = f"{slots.word()}{separator}" * (len(kinds) - 1) + slots.word()
        for row in range(random.randint(2, 6)):
            text += "\n" if text else ""
            if slots.chance(.04):
                text += f"row {row + 1}: "
            for number, kind in enumerate(kinds):
                value, more = slots.pick(pools[number]) if number in pools else self.fill(f"~{kind}~") if slots.chance(.96) else (slots.pick(["", "-", "n/a", "?"]), [])
                quoted = separator.strip() and separator.strip() in value or slots.chance(.03)
                text += (separator if number else "") + ('"' if quoted else "")
                spans += [(s + len(text), e + len(text), l) for s, e, l in more]
                text += value + ('"' if quoted else "")
        return text, spans

    def messages(self):
        text, spans = "", []
        for number in range(self.random.choice([1, 1, 2, 2, 3])):
            more, found = self.fill(self.slots.pick(self.sentences[self.language]))
            text += self.slots.pick([" ", "\n", "\n\n", ". "]) if number else ""
            spans += [(s + len(text), e + len(text), l) for s, e, l in found]
            text += more
        return text, spans

    def texts(self, count):
        self.people_forms, self.place_forms = PEOPLE_FORMS.strip().split("\n"), PLACE_FORMS.strip().split("\n")
        for _ in range(count):
            self.language = self.random.choices(list(LOCALES), [40, 10, 10, 10, 10, 10, 10])[0]
            share = self.random.random()
            text, spans = self.list_() if share < .42 else self.table() if share < .66 else self.messages()
            lower = self.slots.chance(.14) and len(text.lower()) == len(text)
            yield text.lower() if lower else text, spans
