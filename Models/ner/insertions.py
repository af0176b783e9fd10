"""Names in the middle of text that was not written for them.

Words of natural text, and of sentences of common words by chance, make room for names of people and places. What is a name has
to be told by its form and by the words beside it, not by a template.
"""

import re

import vocabulary

WORD = re.compile(r"(?<=[a-z,] )[a-z]{3,}(?=[ .,;:!?\n])")
BEFORE = ["", "", "", "", "with ", "to ", "for ", "from ", "and ", "by ", "asked ", "told "]
BEFORE_PLACE = ["in ", "in ", "from ", "to ", "near ", "at ", "", "via ", "around ", "outside "]
BEHIND = ["", "", "", "", "'s", " said", " and", " has", " is", " was", " asked", " thinks", " left", " took", " wants"]


def name(generator):
    """Text, its label, and what stands around it."""
    slots = generator.slots
    if slots.chance(.62):
        value = slots.person() if slots.chance(.55) else slots.given() if slots.chance(.75) else slots.family()
        return slots.pick(BEFORE), value, "PERSON", slots.pick(BEHIND)
    return slots.pick(BEFORE_PLACE), slots.place(), "LOCATION", ""


def insert(generator, text, share):
    found, spans, position = "", [], 0
    for match in WORD.finditer(text):
        if generator.random.random() > share:
            continue
        before, value, label, behind = name(generator)
        found += text[position:match.start()] + before
        spans.append((len(found), len(found) + len(value), label))
        found += value + behind
        position = match.end()
    return found + text[position:], spans


def sentence(generator):
    """Common words by chance, with a capital letter and a full stop more often than not."""
    slots = generator.slots
    words = [slots.pick(slots.words) for _ in range(generator.random.randint(4, 14))]
    text = " ".join(words)
    if slots.chance(.75):
        text = text.capitalize() + slots.pick([".", ".", "!", "?", ""])
    if slots.chance(.25):
        before, value, label, behind = "", *name(generator)[1:]
        return value + behind + " " + text.lower(), [(0, len(value), label)]
    return insert(generator, text, .2)


def abroad(generator, messages, count):
    """As many of the messages, each with its language, with names put in behind words that stand before names there."""
    locales = {code: locale for locale, code in vocabulary.CODES.items()}
    some = [(locales[language], text) for language, text in messages if language in locales and len(WORD.findall(text)) > 3]
    for number in range(count):
        locale, text = some[number % len(some)]
        found, spans, position = "", [], 0
        for match in WORD.finditer(text):
            if generator.random.random() > .12:
                continue
            before, value, label = vocabulary.name(generator.slots, locale)
            found += text[position:match.start()] + before
            spans.append((len(found), len(found) + len(value), label))
            found += value
            position = match.end()
        yield found + text[position:], spans


def texts(generator, natural, count, sentences):
    """`count` of the natural texts with names put in, and as many sentences by chance as `sentences` says."""
    natural = [t for t in natural if len(WORD.findall(t)) > 6]
    generator.random.shuffle(natural)
    for number in range(count + sentences):
        text, spans = insert(generator, natural[number], .12) if number < min(count, len(natural)) else sentence(generator)
        lower = generator.slots.chance(.2) and len(text.lower()) == len(text)
        yield text.lower() if lower else text, spans
