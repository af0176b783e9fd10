"""Names that nobody has, spelt like those of a list: a chain over characters, each by the three before it."""

ORDER = 3
LONGEST = 18


class Spelling:
    def __init__(self, names):
        self.following = {}
        for name in names:
            padded = "^" * ORDER + name + "$"
            for i in range(ORDER, len(padded)):
                self.following.setdefault(padded[i - ORDER:i], []).append(padded[i])

    def name(self, random):
        """A name of at least three characters."""
        while True:
            found = "^" * ORDER
            while len(found) < ORDER + LONGEST:
                character = random.choice(self.following[found[-ORDER:]])
                if character == "$":
                    break
                found += character
            if 3 <= len(found) - ORDER < LONGEST:
                return found[ORDER:]
