"""Records of fields with values in the formats that programs write: JSON, YAML, logs, calls, tables, lists."""

from templates_languages import KEYS

PEOPLE = ["name", "full_name", "customer", "author", "contactName", "assigned_to", "Owner", "Patient", "billTo", "employee",
          "sender", "recipient", "guest", "lead", "holder", "user_name", "user", "Contact person", "Reported by", "Signed by",
          "Teacher", "Manager", "created_by", "updatedBy", "client", "member", "passenger", "tenant", "buyer", "attendee",
          "player", "Speaker", "from_name", "to_name", "who", "NAME", "displayName", "shippingName", "nominee", "candidate"]
GIVEN = ["first_name", "firstName", "given_name", "givenName", "First name", "nickname", "FirstName", "forename", "fname"]
FAMILY = ["last_name", "lastName", "surname", "family_name", "Last name", "LastName", "lname", "maiden_name"]
PLACES = ["city", "town", "location", "address", "birthplace", "site", "ship_to_city", "Country", "region", "Place", "home",
          "branch", "arrival", "from", "to", "pickup", "dropoff", "venue", "City", "state", "country", "office", "place_of_birth",
          "user_location", "nationality_country", "warehouse", "station", "port", "area", "district", "LOCATION", "cityName"]
STREETS = ["street", "address", "address_line_1", "streetAddress", "Street", "addr", "billing_address"]
DATES = ["date", "dob", "birth_date", "created_at", "due", "Date of birth", "valid_until", "Hired", "updated", "timestamp"]
NEUTRAL = ["status", "model", "Product", "type", "title", "Category", "theme", "error", "service", "tool", "framework", "Plan",
           "Level", "module", "name", "role", "content", "event", "tags", "description", "run_name", "metric", "stage", "label",
           "subject", "brand", "color", "lang", "host", "agent", "finish_reason", "id", "key", "operation", "source", "team"]

class Structured:
    def __init__(self, slots):
        self.slots = slots
        self.random = slots.random

    def value(self, kind, locale):
        slots = self.slots
        if kind == "neutral":
            slot = self.random.choice(["V", "X", "K", "x", "W", "id", "n", "x", "V", "O"])
            text, label = slots.value(slot)
            return text, label
        slot = {"people": "P", "given": "G", "family": "S", "places": "L", "streets": "A", "dates": "D"}[kind]
        return slots.value(slot, locale)

    def fields(self, count):
        """Pairs of a key, a value and its label."""
        slots, chosen = self.slots, []
        locale = self.random.choice(list(KEYS)) if slots.chance(.2) else None
        for _ in range(count):
            share = self.random.random()
            kind = ("people" if share < .28 else "given" if share < .33 else "family" if share < .37 else
                    "places" if share < .55 else "streets" if share < .59 else "dates" if share < .67 else "neutral")
            keys = {"people": PEOPLE, "given": GIVEN, "family": FAMILY, "places": PLACES, "streets": STREETS, "dates": DATES,
                    "neutral": NEUTRAL}[kind]
            if locale and kind in ("people", "places"):
                keys = KEYS[locale][0 if kind == "people" else 1]
            # A key of any kind tells nothing by itself: "name" may be that of a tool, "x7" that of a person.
            key = slots.word() if slots.chance(.12) else self.random.choice(keys)
            chosen.append((key, *self.value(kind, locale)))
        return chosen

    def document(self):
        form = self.random.choice([self.record, self.record, self.record, self.table, self.table, self.names, self.lines,
                                   self.array])
        return form()

    def join(self, pieces):
        """Pieces are texts, or pairs of a text and its label."""
        text, spans = "", []
        for piece in pieces:
            value, label = piece if isinstance(piece, tuple) else (piece, None)
            if label:
                spans.append((len(text), len(text) + len(value), label))
            text += value
        return text, spans

    def record(self):
        fields = self.fields(self.random.randint(1, 7))
        form = self.random.randrange(10)
        before, between, after, join = [
            ('{"', '": "', '"}', '", "'), ('{"', '":"', '"}', '","'), ("", ": ", "", "\n"), ("", '="', '"', '" '),
            ("call(", '="', '")', '", '), ("", " = ", "", "; "), ('{\\"', '\\":\\"', '\\"}', '\\",\\"'), ("{'", "': '", "'}", "', '"),
            ("", "=", "", " "), ('{\n  "', '": "', '"\n}', '",\n  "')][form]
        pieces = [before]
        for number, (key, value, label) in enumerate(fields):
            key = key.replace(" ", "_") if form in (3, 4, 8) else key

            pieces += [key + between, (value, label), join if number + 1 < len(fields) else after]
        return self.join(pieces)

    def column(self):
        return self.random.choices(["people", "given", "family", "places", "streets", "dates", "neutral"],
                                   [30, 5, 6, 25, 4, 12, 22])[0]

    def table(self):
        """Rows with a separator, mostly with a line of headings."""
        slots = self.slots
        columns = [self.column() for _ in range(self.random.randint(2, 5))]
        separator = self.random.choice([",", ";", "\t", " | ", ", ", "|", " - ", "  "])
        locale = self.random.choice(list(KEYS)) if slots.chance(.25) else None
        headings = {"people": PEOPLE, "given": GIVEN, "family": FAMILY, "places": PLACES, "streets": STREETS, "dates": DATES,
                    "neutral": NEUTRAL}
        pieces = []
        if slots.chance(.65):
            row = [self.random.choice(KEYS[locale][c == "places"] if locale and c in ("people", "places") else headings[c])
                   for c in columns]
            pieces.append(separator.join(row) + "\n")
        numbered = slots.chance(.4)
        for number in range(self.random.randint(1, 5)):
            if numbered:
                pieces.append(str(number + 1) + separator)
            for position, kind in enumerate(columns):
                value, label = self.value(kind, locale)
                if separator.strip() in (",", ";") and separator.strip() in value:
                    pieces += ['"', (value, label), '"']
                else:
                    pieces.append((value, label))
                pieces.append(separator if position + 1 < len(columns) else "\n")
        return self.join(pieces[:-1])

    def names(self):
        """A heading and names in a line."""
        slots = self.slots
        kind = self.random.choices(["people", "given", "places", "neutral", "mixed"], [35, 15, 25, 20, 8])[0]
        heading = {
            "people": ["Attendees", "Team", "Participants", "Guests", "Players", "Speakers", "CC", "To", "Winners", "Authors", "Staff",
                       "On call", "Invited", "Members", "Class 4b", "Starring", "Passengers", "Volunteers", "Names", "Signed"],
            "given": ["Kids", "Group", "Shift", "Team A", "Friends", "On duty", "Siblings", "Invited", "Roommates"],
            "places": ["Stops", "Offices", "Route", "Cities", "Destinations", "Sites", "Countries", "Stores", "Locations", "Tour",
                       "Warehouses", "We ship to", "Regions", "Stations"],
            "neutral": ["Tags", "Features", "Stack", "Topics", "Ingredients", "Colors", "Options", "Labels", "Menu", "Tools"],
            "mixed": ["Entries", "Items", "Notes", "Results"]}[kind]
        separator = self.random.choice([", ", "; ", " / ", "\n- ", "\n* ", "\n", " and ", ",", " | ", " · ", " -> "])
        pieces = []
        if slots.chance(.7):
            pieces.append(self.random.choice(heading) + self.random.choice([": ", ":", " - ", ":\n", " = "]))
        if separator.startswith("\n"):
            pieces.append(separator.lstrip("\n"))
        count, pairs = self.random.randint(2, 8), slots.chance(.25)
        for number in range(count):
            actual = self.random.choice(["people", "places", "neutral"]) if kind == "mixed" else kind
            pieces.append(self.value(actual, None))
            if pairs and actual == "places":
                pieces += [" (", (slots.country(), "LOCATION"), ")"]
            if number + 1 < count:
                pieces.append(separator)
        return self.join(pieces)

    def lines(self):
        """A numbered or bulleted list with something behind each entry."""
        kinds = self.random.choice([("people", "places"), ("people", "neutral"), ("places", "neutral"), ("people", "dates"),
                                    ("neutral", "neutral"), ("places", "people"), ("given", "places"), ("places", "dates"), ("places", "places")])
        between = self.random.choice([" - ", ": ", ", ", " (", " | ", " = ", " -> ", " lives in ", ", from ", " in "])
        if "neutral" in kinds and between.strip(" ,").isalpha():
            between = ": "
        marker = self.random.choice(["- ", "* ", "{}. ", "{}) ", "", "• ", "#{} ", "[{}] "])
        pieces = []
        for number in range(self.random.randint(1, 5)):
            pieces += [("\n" if number else "") + marker.format(number + 1), self.value(kinds[0], None), between,
                       self.value(kinds[1], None), ")" if between == " (" else ""]
        return self.join(pieces)

    def array(self):
        """JSON within JSON, and arrays of names."""
        kind = self.random.choice(["people", "places", "given", "neutral"])
        key = {"people": ["names", "people", "attendees", "users", "results", "authors"],
               "places": ["cities", "places", "stops", "results", "locations", "countries"],
               "given": ["names", "first_names", "kids", "users"],
               "neutral": ["tags", "tools", "results", "steps", "models", "labels"]}[kind]
        pieces = ['{"' + self.random.choice(key) + '": [']
        for number in range(self.random.randint(1, 6)):
            value, label = self.value(kind, None)
            pieces += [', "' if number else '"', (value, label), '"']
        return self.join(pieces + ["]}"])

