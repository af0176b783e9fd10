"""What finds names, all asked in one way: a function from a text to tuples of start, end (code points) and label.

`libctagger.so` is the network alone (`Models/README.md` says how it is built), `spacy:MODEL` a model of spaCy (a package or a folder), `presidio:MODEL` Presidio's
analyzer with that model.
"""

import ctypes

LABELS = ["PERSON", "LOCATION", "ORGANIZATION"]
LONGEST = 1024
SPACY = {"PERSON": "PERSON", "PER": "PERSON", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION"}


class Entity(ctypes.Structure):
    _fields_ = [("start", ctypes.c_uint32), ("end", ctypes.c_uint32), ("label", ctypes.c_uint32)]


def tagger(path):
    library = ctypes.CDLL(path)
    library.ctagger_create.restype = ctypes.c_void_p
    library.ctagger_find.restype = ctypes.c_size_t
    library.ctagger_find.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(Entity), ctypes.c_size_t]
    handle = library.ctagger_create(library.ctagger_best_level())
    memory = (Entity * LONGEST)()

    def piece(text, shift):
        data = text.encode()
        count = library.ctagger_find(handle, data, len(data), memory, LONGEST)
        return [(shift + len(data[:e.start].decode()), shift + len(data[:e.end].decode()), LABELS[e.label])
                for e in memory[:count] if LABELS[e.label] != "ORGANIZATION"]

    def find(text):
        found, start = [], 0
        while start < len(text):
            end = len(text)
            while len(text[start:end].encode()) > LONGEST:
                cut = text.rfind(" ", start, end - 1)
                end = cut if cut > start else start + LONGEST // 4
            found += piece(text[start:end], start)
            start = end
        return found

    return find


def spacy(model):
    import spacy as library

    pipeline = library.load(model, disable=["lemmatizer", "parser", "tagger", "attribute_ruler"])
    return lambda text: [(e.start_char, e.end_char, SPACY[e.label_]) for e in pipeline(text).ents if e.label_ in SPACY]


def presidio(model):
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    settings = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": model}]}
    engine = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=settings).create_engine())
    return lambda text: [(r.start, r.end, r.entity_type) for r in engine.analyze(text, "en", entities=["PERSON", "LOCATION"])]


def system(name):
    kind, _, model = name.partition(":")
    if kind.endswith(".so"):
        return tagger(kind)
    return {"spacy": spacy, "presidio": presidio}[kind](model)
