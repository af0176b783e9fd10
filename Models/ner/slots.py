"""What stands in the slots of templates: `~P~` and the like, each with its label or none."""

import datetime
import random
import re
import string

from faker import Faker

import gazetteer
import phrases
import templates_news as news
from spelling import Spelling
from templates_negative import CLASS_ENDS, CLASS_PARTS, EPONYMS, TECH, UI

PERSON, LOCATION, ORGANIZATION = "PERSON", "LOCATION", "ORGANIZATION"
INVENTED = .4
"""Share of names of people that are spelt by chance: a network that has seen each name it is shown learns lists, not names."""
WESTERN = ["US", "GB", "DE", "FR", "ES", "IT", "NL", "BR", "AU", "CA", "CH", "AT"]
TITLES = ["Mr.", "Ms.", "Mrs.", "Mr", "Mrs", "Ms", "Dr.", "Prof.", "Dr", "Miss", "Mx."]
COMPANY_ENDS = ["GmbH", "Inc.", "Ltd", "LLC", "AG", "SA", "Corp.", "Bank", "Insurance", "Logistics", "Labs", "Foods", "Media",
                "Energy", "Health", "Travel", "Systems", "& Co", "Group", "Pharma", "Clinic", "Motors", "Airlines", "Partners"]


class Slots:
    """Draws values from names and words, by a generator of random numbers that its seed fixes."""

    def __init__(self, only_reserved=False):
        self.random = random.Random()
        self.words = []
        self.vocabularies = {}
        self.own = {}
        """Slots of others: what draws their text, and their label."""
        keep = gazetteer.reserved if only_reserved else lambda name: not gazetteer.reserved(name)
        self.localities, self.all_given, self.all_family = {}, set(), set()
        for locale in gazetteer.LATIN + gazetteer.OTHER:
            locality = gazetteer.Locality(locale)
            self.all_given |= {n.lower() for n in locality.given}
            self.all_family |= {n.lower() for n in locality.family}
            locality.given = [n for n in locality.given if keep(n)] or locality.given
            locality.family = [n for n in locality.family if keep(n)] or locality.family
            self.localities[locale] = locality
        self.census_family = [n for n in gazetteer.read_census("dist.all.last")[:60000] if keep(n)]
        self.census_given = [n for f in ("dist.female.first", "dist.male.first")
                             for n in gazetteer.read_census(f) if keep(n)]
        self.cities = [[c for c in size if keep(c[0])] for size in gazetteer.read_cities()]
        # No big one is left out of training.
        self.cities[0] = self.cities[0] or self.cities[1]
        self.western = [name for size in self.cities[:2] for name, country in size if country in WESTERN]
        self.cities_of = {}
        for size in self.cities:
            for name, country in size:
                self.cities_of.setdefault(country, []).append(name)
        self.spellings = {}
        self.countries = {l: gazetteer.countries(l) for l in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "tr")}
        self.exonyms = {l: gazetteer.exonyms(l[:2]) for l in ("de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "nl_NL")}
        self.regions = [r.strip() for r in gazetteer.REGIONS] + gazetteer.STATES

    def seed(self, seed):
        """All that is drawn afterwards is the same for the same seed, in a process with PYTHONHASHSEED=0."""
        self.random.seed(seed)
        Faker.seed(seed)  # what it draws by no instance
        for number, locality in enumerate(self.localities.values()):
            locality.faker.seed_instance(seed * 1000 + number)

    def pick(self, values):
        return self.random.choice(values)

    def chance(self, share):
        return self.random.random() < share

    # People.

    def locality(self, locale):
        if locale is None:
            locale = self.pick(gazetteer.LATIN[:4] if self.chance(.3) else gazetteer.LATIN)
        return self.localities[locale]

    def spelt(self, key, names):
        """A name that is not in a list but looks as if it were: what is not known has to be told by its form and its place."""
        if key not in self.spellings:
            self.spellings[key] = Spelling(names) if len(names) >= 150 else None
        return self.spellings[key].name(self.random) if self.spellings[key] else self.pick(names)

    def given(self, locale=None):
        if locale is None and self.chance(.24):
            return self.spelt("census given", self.census_given) if self.chance(INVENTED) else self.pick(self.census_given)
        locality = self.locality(locale)
        if self.chance(INVENTED) and locality.is_latin:
            return self.spelt(("given", id(locality)), locality.given)
        return self.pick(locality.given)

    def family(self, locale=None):
        if locale is None and self.chance(.3):
            return self.spelt("census family", self.census_family) if self.chance(INVENTED) else self.pick(self.census_family)
        if locale is None and self.chance(.04):
            return self.pick(["O'", "D'", "Mc", "Mac", "van ", "de ", "von ", "al-", "El ", "de la ", "van der ", "Ben ", "van den ",
                              "Di ", "Le ", "St. ", "bin ", "ter "]) + self.pick(self.census_family)
        locality = self.locality(locale)
        if self.chance(INVENTED) and locality.is_latin:
            return self.spelt(("family", id(locality)), locality.family)
        return self.pick(locality.family)

    def invented(self):
        return self.spelt("census family", self.census_family)

    def person(self, locale=None):
        if locale in ("ja_JP", "zh_CN", "ko_KR"):
            return self.family(locale) + self.pick(["", "", " "]) + self.given(locale)
        locale = locale or (self.pick(gazetteer.LATIN) if self.chance(.6) else None)
        given, family = self.given(locale), self.family(locale)
        kind = self.random.random()
        if kind < .06:
            return f"{given} {self.pick(string.ascii_uppercase)}. {family}"
        if kind < .10:
            return f"{given} {self.given(locale)} {family}"
        if kind < .14:
            return f"{given} {family}-{self.family(locale)}"
        if kind < .16:
            return f"{given}-{self.given(locale)} {family}"
        if kind < .18 and locale and locale.startswith(("es", "pt")):
            return f"{given} {family} {self.family(locale)}"
        return f"{given} {family}"

    def named(self, locale=None):
        """A person in one of the ways that texts name them."""
        kind = self.random.random()
        if kind < .70:
            return self.person(locale)
        if kind < .85:
            return self.given(locale)
        if kind < .88:
            return f"{self.given(locale)[0]}. {self.family(locale)}"
        if kind < .89:
            return f"{self.given(locale)} {self.family(locale)[0]}."
        if kind < .93:
            return f"{self.family(locale)}, {self.given(locale)}"
        if kind < .96:
            return self.person(locale).upper()
        return self.family(locale)

    # Places.

    def city(self, locale=None):
        if self.chance(.12 if locale in self.exonyms else .04):
            return self.pick(self.exonyms.get(locale) or self.pick(list(self.exonyms.values())))
        if locale and self.chance(.75):
            names = self.cities_of.get(locale[-2:])
            if names and locale not in gazetteer.OTHER:
                return self.spelt(locale[-2:], names) if self.chance(.12) else self.pick(names)
            return gazetteer.clean(self.localities[locale].faker.city())
        if locale is None and self.chance(.1):
            return gazetteer.clean(self.locality(None).faker.city())
        big, middle, small = self.cities
        size = self.random.random()
        if size < .16 or locale:
            return self.pick(big)[0]
        if size < .38:
            return self.pick(self.western)
        if size < .6:
            return self.pick(middle)[0]
        if size < .75:
            return self.pick(self.cities_of[self.pick(WESTERN)])
        if size < .85:
            country = self.pick(small)[1]
            return self.spelt(country, self.cities_of[country])
        return self.pick(small)[0]

    def country(self, locale=None):
        if locale is None and self.chance(.6):
            return self.pick(gazetteer.COMMON_COUNTRIES)
        return self.pick(self.countries.get((locale or "en")[:2], self.countries["en"]))

    def place(self, locale=None):
        kind = self.random.random()
        if kind < .62:
            return self.city(locale)
        if kind < .80:
            return self.country(locale)
        if kind < .92:
            return self.pick(self.regions)
        return f"{self.city(locale)}, {self.country(locale)}"

    def street(self, locale=None):
        locale = locale or self.pick(["en_US", "en_US", "en_GB", "de_DE", "fr_FR", "en_AU", "nl_NL", "es_ES", "it_IT", "pt_BR",
                                      "pl_PL", "sv_SE", "de_AT", "fr_CH"])
        return gazetteer.clean(self.localities[locale].faker.street_address())

    def team(self):
        """A side in a game: a town's name, or a country's, is not where somebody is."""
        kind = self.random.random()
        if kind < .45:
            return self.city()
        if kind < .55:
            return self.country()
        if kind < .8:
            return f"{self.city()} {self.pick(news.TEAM_ENDS)}"
        if kind < .9:
            return f"{self.pick(news.TEAM_HEADS)} {self.city()}"
        return self.pick(news.TEAMS)

    # What is neither.

    def date(self):
        day = datetime.date(self.random.randint(1940, 2030), self.random.randint(1, 12), self.random.randint(1, 28))
        n = day.day
        ordinal = f"{n}" + ("th" if 10 <= n <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th"))
        return self.pick([day.isoformat(), f"{n} {day:%B} {day.year}", f"{day:%B} {n}, {day.year}", f"{day:%m/%d/%Y}",
                          f"{day:%d.%m.%Y}", f"{day:%b} {n}, {day.year}", f"{day:%B} {ordinal}", f"the {ordinal} of {day:%B}",
                          f"{day:%B} {day.year}", f"{day.year}", f"{day:%B}", f"{day:%d/%m/%y}", f"{day:%b %Y}", f"{day:%A}"])

    def time(self):
        hour, minute = self.random.randint(1, 12), self.pick(["00", "15", "30", "45"])
        return self.pick([f"{hour}:{minute} am", f"{hour} pm", f"{hour + 8}:{minute}", f"{hour}:{minute}"])

    def stamp(self):
        moment = datetime.datetime(2018, 1, 1) + datetime.timedelta(seconds=self.random.randrange(280_000_000))
        return moment.strftime(self.pick(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.123Z",
                                          "%d/%b/%Y:%H:%M:%S +0000", "%b %d %H:%M:%S", "%H:%M:%S,123", "%a, %d %b %Y %H:%M:%S +0000",
                                          "%a %b %d %H:%M:%S %Y"]))

    def company(self):
        head = self.pick([self.family, lambda: self.pick(self.words).capitalize(), self.invented,
                          lambda: self.pick(self.words).capitalize() + self.pick(self.words),
                          lambda: self.family() + " & " + self.family(), self.city])()
        return f"{head} {self.pick(COMPANY_ENDS)}"

    def identifier(self):
        hexes = "".join(self.pick("0123456789abcdef") for _ in range(self.pick([8, 16, 32])))
        mixed = "".join(self.pick(string.ascii_uppercase + string.digits) for _ in range(self.pick([6, 10, 18])))
        return self.pick([hexes, mixed, f"{self.pick(['INV', 'ORD', 'T', 'CASE', 'EMP', 'PO'])}-{self.random.randrange(99999)}",
                          str(self.random.randrange(10 ** 9))])

    def word(self):
        return self.pick(self.words)

    def email(self):
        name = re.sub(r"[^a-z.]", "", f"{self.given()}.{self.family()}".lower())
        return f"{name}@{self.pick(['example.com', 'mail.example.org', 'corp.example.net'])}"

    def value(self, slot, locale=None, language=None):
        """The text and the label of a slot; `language` is that of its words, `locale` that of its names."""
        people = {"P": self.named, "G": self.given, "S": self.family}
        places = {"L": self.place, "C": self.city, "N": self.country, "A": self.street}
        if slot in self.own:
            make, label = self.own[slot]
            return make(), label
        if slot in people:
            return people[slot](locale), PERSON
        if slot in places:
            return places[slot](locale), LOCATION
        if slot == "Z":
            return self.pick(self.regions), LOCATION
        if slot == "PS":
            return f"{self.given(locale)[0]}. {self.family(locale)}", PERSON
        if slot == "O":
            return self.company(), ORGANIZATION
        if slot == "TM":
            return self.team(), ORGANIZATION
        if slot == "B":
            return self.pick(news.BODIES), ORGANIZATION
        if slot in ("y", "t"):
            return self.of_language(slot, language), None
        return self.filler(slot), None

    def of_language(self, slot, language):
        words = self.vocabularies.get(language)
        if words:
            return words.word(self.random) if slot == "y" else words.title(self.random)
        count = 1 if slot == "y" else self.random.randint(1, 4)
        return " ".join(self.word() if slot == "y" else self.word().capitalize() for _ in range(count))

    def filler(self, slot):
        number = self.random.randrange
        fillers = {
            "H": lambda: self.pick(TITLES), "D": self.date, "T": self.time, "TS": self.stamp, "id": self.identifier,
            "x": self.word, "W": lambda: self.word().capitalize(), "X": lambda: self.pick(TECH),
            "E": lambda: self.pick(EPONYMS).strip(), "email": self.email,
            "V": lambda: self.pick(UI).strip() if self.chance(.5) else
            " ".join(self.word().capitalize() for _ in range(number(1, 4))),
            "K": lambda: "".join(self.pick(CLASS_PARTS) if self.chance(.8) else self.word().capitalize()
                                 for _ in range(number(1, 3))) + self.pick(CLASS_ENDS),
            "AC": lambda: "".join(self.pick(string.ascii_uppercase) for _ in range(number(2, 6))),
            "n": lambda: str(number(1, 1000)), "n4": lambda: str(number(1950, 2030)), "n5": lambda: str(number(10000, 99999)),
            "past": lambda: self.pick(phrases.PAST), "base": lambda: self.pick(phrases.BASE),
            "says": lambda: self.pick(phrases.PRESENT), "claim": lambda: self.pick(phrases.CLAIMS),
            "rel": lambda: self.pick(phrases.RELATIONS), "role": lambda: self.pick(phrases.ROLES),
            "thing": lambda: self.pick(phrases.THINGS), "when": lambda: self.pick(phrases.WHEN),
            "plain": lambda: self.pick(phrases.PLAIN), "subject": lambda: self.pick(phrases.THINGS_AS_SUBJECTS),
            "Y": lambda: self.pick(news.NATIONS), "M": lambda: self.pick(news.EVENTS), "n2": lambda: str(number(0, 100)),
            "n1": lambda: str(number(0, 8)), "num": lambda: str(number(10 ** 7, 10 ** 10)),
        }
        return fillers[slot]()
