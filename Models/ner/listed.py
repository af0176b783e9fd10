"""Lists, tables and rows, and short messages in lower case: texts in which it is the neighbours that tell what a word is.

Half of the towns are small, some are spelt by chance, and some are towns that are called like people, so that a column has to be read as one.
"""

import re
import sys

from pygments.lexers import get_all_lexers
from spelling import Spelling
from templates_negative import TECH, UI

PERSON, LOCATION = "PERSON", "LOCATION"
ADJECTIVES = ["", "", "", "", "New ", "All ", "Our ", "Remaining ", "Open ", "Next ", "Other ", "Current ", "Former ", "Today's ", "Missing ", "Possible "]
HEADS = {
    "people": """attendees|team|crew|guests|players|speakers|cc|winners|authors|staff|invited|members|passengers|volunteers|names|teachers|
parents|candidates|applicants|nominees|singers|cast|judges|hosts|drivers|nurses|contacts|on call|registered|sick today|waiting|owners|
birthdays|line-up|starting eleven|substitutes|scouts|board|council|witnesses|interviewers|approvers|mentors|heirs|committee""",
    "towns": """stops|offices|route|cities|destinations|sites|stores|locations|tour|warehouses|stations|towns|villages|ports|airports|branches|
markets|we deliver to|served areas|itinerary|venues|test cities|schools in|weather for|catchment|hubs|terminals|plants|campuses|bus line 7|
meetups|departures|arrivals|legs|harbours|regions|closest match|born in""",
    "things": """tags|features|stack|topics|ingredients|colors|options|labels|menu|tools|agenda|tasks|to do|modules|plans|releases|fonts|themes|
materials|sizes|skills|symptoms|drinks|spices|plants|games|columns|filters|chapters|genres|tables|brands|widgets|rooms|sprints|projects""",
}
HEADS = {kind: [h.strip() for h in text.replace("\n", "").split("|")] for kind, text in HEADS.items()}
KEYS = {
    "people": """name|full name|contact|person|client|customer|patient|driver|teacher|student|owner|tenant|manager|author|agent|guest|rider|
coach|clerk|host|keeper|witness|buyer|seller|reporter|editor|nurse|doctor|artist|player|captain|lead|reviewer|assignee|sender|recipient|
Name|Kunde|Ansprechpartner|Mitarbeiter|nom|client|nombre|cliente|nome|naam|klant|medewerker|responsable|titulaire|paciente|aluno|docente""",
    "given": "first_name|given|forename|firstName|Vorname|prénom|nombre|nome|voornaam|first|fname|called",
    "family": "last_name|family|surname|lastName|Nachname|nom|apellido|cognome|sobrenome|achternaam|last|lname",
    "towns": """city|town|place|location|from|to|origin|destination|branch|office|site|station|port|village|home|base|area|region|delivery|
venue|campus|hub|warehouse|county|municipality|stop|residence|birthplace|Ort|Stadt|Wohnort|Standort|ville|lieu|commune|ciudad|lugar|città|
luogo|comune|cidade|local|plaats|woonplaats|stad|localidad|municipio|Filiale|provincia""",
    "things": """product|item|status|type|title|category|task|feature|plan|tool|team|model|subject|topic|color|size|level|event|stage|note|
Artikel|Produkt|produit|article|producto|prodotto|produto|artikel|service|component|module|label|sku name|theme|dish""",
    "dates": "date|born|due|since|day|created|Datum|date|fecha|data|datum|updated|joined|valid from",
    "numbers": "no|id|nr|amount|count|age|price|total|seat|km|score|qty|phone|room|zip|Menge|prix|precio|prezzo|preço|prijs",
}
KEYS = {kind: [k.strip() for k in text.replace("\n", "").split("|")] for kind, text in KEYS.items()}
WARES = """Jacket Chair Sofa Lamp Table Boots Shirt Dress Bag Backpack Sandals Mug Rug Desk Bed Shelf Coat Watch Bike Tent Kettle Blender Perfume
Set Hoodie Jeans Trainers Sunglasses Mattress Pillow Blanket Candle Salad Soup Sandwich Cake Tea Coffee Cocktail Pizza Burger Wine Plan
Edition Suite Engine Room Building Tower Release Theme Template Model Server Cluster Sprint Router Printer Headphones Speaker Ring
Necklace""".split()
FOODS = """Basil Rosemary Sage Thyme Parsley Ginger Olive Saffron Clove Cinnamon Vanilla Pepper Paprika Mint Dill Fennel Lemon Peach Cherry Apple
Berry Hazel Ivy Heather Lily Violet Daisy Iris Jasmine Poppy Fern Holly Olive Amber Ruby Pearl Coral Jade Scarlet Crimson Navy Teal
Olive Ivory Indigo Flour Sugar Butter Yeast Honey Cocoa Milk Cream Cheese Rice Beans Lentils Onion Garlic Carrots Leek Spinach Kale
Celery""".split()
NOTES = """2 nights|absent|goalkeeper|tbc|paid|late|3 pieces|new|closed|10 am|vegan|done|online|first half|4 km|bench|chair|
since May|Monday|half price|cancelled|ok|remote|twice|minutes""".replace("\n", "").split("|")
SOFTWARE = """
«Install|Upgrade|Remove|Build|Configure|Start|Stop|Use|Try|Get» ~p~ «first|from source|with ~p~|before ~p~|on the server|~n~.~n~|as root»«.|:|»
«The|This|A|Each|Your» ~p~ «library|driver|plugin|server|client|package|module|daemon|backend|compositor|toolkit|compiler|shell|editor|port|daemon's socket» «is|was|needs|supports|provides|uses|can be» «built|optional|required|started|~x~|deprecated»«.| by default.|; see ~p~.|»
~p~ «is|was|has|supports|needs|provides|uses|comes with|replaces|requires|depends on|and» «a|the|~p~|no|an» «~x~|new ~x~|~p~ ~x~|default ~x~»«.|, see ~p~.|»
«See|As in|Unlike|Like|Under|With|On|In|From|For|Since|Before» ~p~«| ~n~.~n~|'s ~x~|, ~p~ and ~p~| and ~p~| or later»«,|» the ~x~ «is|was|may be|has been» ~x~.
/* ~W~ ~x~: ~p~ ~x~ «of|in|for» the ~x~ ~x~ */
// ~p~ ~x~«s|»: ~W~ ~x~ ~x~ ~x~
/* SPDX-License-Identifier: «MIT|GPL-2.0|BSD-3-Clause|Apache-2.0|LGPL-2.1+» «WITH ~W~-~x~-~x~|OR MIT|» */
«typedef|extern|static|const|struct|unsigned» ~c~ «~x~|*~x~|~c~|*~c~»«;|[~n~];|(~c~ ~x~, ~c~ *~x~);|, ~x~;»
~c~ ~x~ = (~c~) ~x~; «/* ~W~ ~x~ */|// ~W~|»
#define ~AC~_~AC~ «~n~|((~c~) ~n~)|~c~» «/* ~W~ ~x~ ~x~ */|»
~c~ «*|&|»~x~(~c~ ~x~, «const |»~c~ *~x~)«;| {»
let ~x~: ~c~ = ~c~(~x~: ~n~, ~x~: .~x~) «// ~W~ ~x~|»
«func|def|fn» ~x~(~x~: ~c~, ~x~: ~c~) -> ~c~ «{|:|»
«Chapter|Section|Part|Figure|Table|Step|Appendix» ~n~«.|:| -» «~W~|~p~» «and|for|of|in» «~W~|~p~|~x~»
~W~ ~x~ ~x~ (~p~ ~n~.~n~, ~p~) «~x~|~W~ ~x~».
=head2 ~W~ «~x~|~W~» «in ~p~|»
* ~p~: ~x~ ~x~ «(Closes: #~num~)|~x~»
~p~/~p~, ~p~-~x~ and lib~x~«.|:|»
Package: ~x~-~x~ Depends: lib~x~~n~, ~x~ (>= ~n~.~n~) Description: ~p~ ~x~ for ~p~
"""
CHAT = """
«hey|so|ok|um|well|btw|fyi|and|but|wait|,|yeah|sorry,|thanks,» ~G~ «will be late|is off today|broke the printer|needs the report|forgot it again|has the spare one|quit|paid for it|never replied|took mine»
«is|was|are|were» ~G~ «and ~G~|or ~G~|still» «in|near|at|from» ~town~«?|| today| or ~town~»
«did|does|do|will|can|could|should|would|has|when did|why did|when will» ~P~ «get|send|see|sign|pay|answer|finish|want|like|open|return|take» «it|the ~x~|my ~x~|this|them»«?|| yet?|| again»
«from|between|leaving|driving from|train|bus|ferry|ticket|taxi» ~town~ «to|and|-|->|towards|via ~town~ to» ~town~ «|tomorrow|on friday|, how long|cheapest|by night|with a dog»
«the|our|that|another|a small|any good|best|some» «dentist|shop|pub|hotel|school|bakery|flat|gym|clinic|plumber|beach|vet|garage|market» in ~town~«?|| pls|| with parking|| that opens early»
«met|saw|asked|told|called|paid|emailed|hired|sacked|trust|blame|miss|married|beat|owe|know» ~P~ «today|yesterday|in ~town~|at the ~x~|last week|twice|and ~G~|about the ~x~»
~G~, ~G~ and ~G~ «share a flat|are coming|played|got sick|split the bill|live in ~town~|want pizza»
~G~ «wants|needs|hates|fixed|broke|lost|found|ordered|cooked|sold|moved|cancelled» «the|a|my|our|his|her|another» ~x~
«snow|rain|fog|strike|traffic|flood|blackout|wedding|meeting|concert|match|exam» in ~town~ «again|today|on sunday|, is it safe|next week»
«a friend|my aunt|my cousin|some guy|the neighbour|a girl|an old man|the boss|our vet|my ex» «named|called|,» ~P~ «from ~town~|said so|lives here|died|knows»
«why|how|what|when|where|can|is|does|should» «is|do|does|i|the|we|my|a» ~x~ ~x~ «the|my|a|in|on|with|for|without» ~x~ ~x~«?||»
~x~ the ~x~ «and|in|with|for|on|without|to» «the|my|a|your» ~x~ «please|now|again||for me|today»
"""


def ambiguous(slots):
    """Towns that are called like people."""
    people = {n.lower() for n in slots.census_given} | {n.lower() for n in slots.census_family[:8000]}
    names = {name for size in slots.cities[:2] for name, _ in size} | set(slots.western)
    return sorted(n for n in names if n.lower() in people)


def programs():
    """Names of languages, of Python's modules and of other programs."""
    words = {w for name, *_ in get_all_lexers() for w in re.split("[ /-]", name) if len(w) > 3 and w[0].isupper() and w.isalpha()}
    words |= {m.capitalize() for m in sys.stdlib_module_names if m.isalpha() and len(m) > 4}
    return sorted(words | set(TECH))


class Listed:
    """Draws such texts: the values of a row or a list, the forms of lists and tables, and sentences around names of wares and programs."""

    def __init__(self, generator):
        self.generator, self.slots = generator, generator.slots
        self.random = self.slots.random
        self.ambiguous = ambiguous(self.slots)
        self.programs = programs()
        self.spelling = Spelling(self.programs)
        self.software = [l for l in SOFTWARE.strip().split("\n")]
        self.chat = [l for l in CHAT.strip().split("\n")]

    # Values.

    def town(self):
        slots, share = self.slots, self.random.random()
        if share < .36:
            return slots.pick(slots.cities[2])[0]
        if share < .50:
            return slots.pick(slots.cities_of[slots.pick(["GB", "US", "DE", "FR", "ES", "IT", "NL", "PT", "BR", "AU", "IE", "NZ", "SE", "NO", "PL", "CA"])])
        if share < .64:
            return slots.pick(slots.western)
        if share < .78:
            return slots.pick(self.ambiguous)
        if share < .88:
            country = slots.pick(slots.cities[2])[1]
            return slots.spelt(country, slots.cities_of[country])
        return slots.pick(slots.cities[1 if share < .96 else 0])[0]

    def someone(self):
        slots, share = self.slots, self.random.random()
        if share < .42:
            return slots.given()
        if share < .82:
            return slots.person()
        if share < .90:
            return slots.family()
        if share < .93:
            return slots.pick(["Mr ", "Mrs ", "Ms ", "Dr. ", "Herr ", "Mme ", "Sr. ", "Mr. "]) + slots.family()
        return slots.named()

    def program(self):
        share = self.random.random()
        if share < .5:
            return self.slots.pick(self.programs)
        if share < .8:
            return self.spelling.name(self.random)
        return self.slots.pick(self.programs) + self.slots.pick(["", "DB", "Lab", "Kit", " Server", "ctl", "2", " 3", "-ng", "FS"])

    def kind_of_type(self):
        word = self.slots.pick([self.slots.word, self.slots.word, self.program])().capitalize().replace(" ", "")
        return self.slots.pick(["", "", "GL", "G", "Q", "X", "Py", "NS"]) + word + self.slots.pick(["", "", "", "Type", "Info", "Ref", "_t", "Ptr"])

    def thing(self):
        slots, share = self.slots, self.random.random()
        if share < .22:
            return f"{slots.pick([slots.given, slots.family, self.town, slots.word])().capitalize()} {slots.pick(WARES)}"
        if share < .36:
            return slots.pick(FOODS) if slots.chance(.7) else f"{slots.pick(FOODS)} {slots.word().capitalize()}"
        if share < .48:
            return slots.pick(UI).strip()
        if share < .6:
            return self.program()
        if share < .8:
            return " ".join(slots.word().capitalize() for _ in range(self.random.randint(1, 3)))
        return " ".join(slots.word() for _ in range(self.random.randint(1, 3)))

    def value(self, kind):
        slots = self.slots
        if kind == "people":
            return self.someone(), PERSON
        if kind == "given":
            return slots.given(), PERSON
        if kind == "family":
            return slots.family(), PERSON
        if kind == "towns":
            return (self.town(), LOCATION) if slots.chance(.93) else (slots.place(), LOCATION)
        if kind == "dates":
            return slots.date(), None
        if kind == "numbers":
            return slots.pick([slots.identifier, lambda: str(self.random.randrange(1000)), slots.time])(), None
        return self.thing(), None

    # Forms.

    def heading(self, kind):
        head = self.slots.pick(ADJECTIVES) + self.slots.pick(HEADS[kind])
        head = head[:1].upper() + head[1:] if self.slots.chance(.8) else head
        return head + (f" {self.slots.word()}" if self.slots.chance(.06) else "")

    def entries(self):
        """Entries of one kind, or now and then of more, one behind the other."""
        slots, random = self.slots, self.random
        kind = random.choices(["people", "given", "towns", "things"], [26, 16, 36, 22])[0]
        separator = slots.pick([", ", ", ", ", ", "; ", " / ", "\n", "\n- ", "\n* ", "\n• ", "\n#", " | ", " → ", " -> ", " · ", " - ", ",", "\n{}. ", " {}) ", " & "])
        heading = self.heading({"given": "people"}.get(kind, kind)) if slots.chance(.6) else ""
        pieces = [heading + slots.pick([": ", ":", " - ", ":\n", " (", ":\n\n", " = "]) if heading else ""]
        count, noted = random.randint(2, 7), slots.pick([None, None, None, " (", " – ", ": ", " - ", ", "])
        for number in range(count):
            if number or separator.lstrip("\n") != separator or "{}" in separator:
                pieces.append(separator.format(number + 1) if number else separator.lstrip("\n ").format(1))
            elif number == count - 1 and separator == ", " and slots.chance(.4):
                pieces[-1] = " and "
            pieces.append(self.value(kind))
            if noted:
                pieces.append(noted + slots.pick(NOTES) + (")" if noted == " (" else ""))
        if pieces[0].endswith("("):
            pieces.append(")")
        return pieces + [slots.pick(["", "", ".", "\n"])]

    def columns(self):
        chosen = []
        for _ in range(self.random.randint(1, 4)):
            kind = self.random.choices(["people", "both", "given", "towns", "things", "dates", "numbers"], [24, 8, 8, 30, 16, 8, 16])[0]
            chosen += ["given", "family"] if kind == "both" else [kind]
        return chosen

    def table(self):
        slots = self.slots
        kinds = self.columns()
        separator = slots.pick([",", ",", ",", ";", ";", "\t", "|", " | ", ", ", "  "])
        edges = ("| ", " |") if separator == " | " and slots.chance(.6) else ("", "")
        quoted = separator in (",", ";") and slots.chance(.2)
        pieces = []
        if slots.chance(.65):
            keys = [slots.word() if slots.chance(.1) else slots.pick(KEYS[k]) for k in kinds]
            keys = [k.upper() for k in keys] if slots.chance(.1) else keys
            pieces.append(edges[0] + separator.join(keys) + edges[1] + "\n")
            if edges[0]:
                pieces.append("|" + "---|" * len(kinds) + "\n")
        for _ in range(self.random.randint(1, 6)):
            pieces.append(edges[0])
            for position, kind in enumerate(kinds):
                value, label = self.value(kind)
                marks = '"' if quoted or separator.strip() and separator.strip() in value else ""
                pieces += [marks, (value, label), marks, separator if position + 1 < len(kinds) else edges[1] + "\n"]
        return pieces

    def pairs(self):
        """Keys with values, a row a line."""
        slots = self.slots
        kinds = self.columns()
        between, behind = slots.pick([("=", "; "), ("=", " "), (": ", ", "), (":", "; "), ('="', '" '), (": ", "\n")])
        keys = [slots.pick(KEYS[k]).replace(" ", "_") for k in kinds]
        pieces = []
        for _ in range(self.random.randint(1, 3)):
            for key, kind in zip(keys, kinds):
                pieces += [key + between, self.value(kind), behind]
            pieces.append("\n")
        return pieces

    def join(self, pieces):
        text, spans = "", []
        for piece in pieces:
            value, label = piece if isinstance(piece, tuple) else (piece, None)
            if label:
                spans.append((len(text), len(text) + len(value), label))
            text += value
        kept = text.rstrip()
        return kept, [(s, min(e, len(kept)), l) for s, e, l in spans if s < len(kept)]

    def fill(self, template):
        own = {"p": (self.program, None), "c": (self.kind_of_type, None), "town": (self.town, LOCATION)}
        for name, (make, label) in own.items():
            self.slots.own[name] = (make, label)
        return self.generator.fill(template)

    def wares(self):
        """Sentences with things that are called like people or towns."""
        slots = self.slots
        pieces = [slots.word().capitalize() + " " + slots.word() + " "]
        for _ in range(self.random.randint(1, 3)):
            pieces += [slots.pick(["the ", "a ", "our ", "new ", "", "and the ", "with the ", '"']),
                       f"{slots.pick([slots.given, slots.family, self.town])()} {slots.pick(WARES)}",
                       slots.pick([", ", " ", " in " + slots.word() + " ", '" ']) + slots.word() + " "]
        if slots.chance(.4):
            pieces += [slots.pick(["for ", "from ", "by ", "asked ", "; "]), self.value("people"), "."]
        return pieces

    def text(self):
        share = self.random.random()
        if share < .34:
            text, spans = self.join(self.entries())
        elif share < .64:
            text, spans = self.join(self.table())
        elif share < .70:
            text, spans = self.join(self.pairs())
        elif share < .77:
            text, spans = self.join(self.wares())
        elif share < .89:
            text, spans = self.fill(self.slots.pick(self.chat))
            return self.lower(text, spans) if self.slots.chance(.85) else (text[:1].upper() + text[1:], spans)
        else:
            return self.fill(self.slots.pick(self.software))
        return self.lower(text, spans) if self.slots.chance(.2) else (text, spans)

    def lower(self, text, spans):
        return (text.lower(), spans) if len(text.lower()) == len(text) else (text, spans)


def texts(generator, count):
    """Such texts, one of four with another behind it."""
    listed = Listed(generator)
    for _ in range(count):
        text, spans = listed.text()
        for _ in range(generator.random.choice([0, 0, 0, 1])):
            # Behind or before other text.
            other, more = listed.text() if generator.slots.chance(.5) else generator.one()
            shift = len(text) + 2
            text, spans = f"{text}\n\n{other}", spans + [(s + shift, e + shift, l) for s, e, l in more]
        yield text, spans
