#!/usr/bin/env python3
"""Writes the world's numbering plans as Swift, from the metadata of PyPI's `phonenumbers`.

    numbering-plans.py > Sources/Redaction/Recognizers/Phone/NumberingPlan+Table.swift

For every calling code: which lengths its national significant numbers have, by their first three digits (two, where
nearly all third digits are in use). And the same for what people dial inside of a country, over all countries
together: the number with and without the national prefix.
"""

from __future__ import annotations

import re._constants as constants
import re._parser as parser
import string
from collections import defaultdict

import phonenumbers
from phonenumbers import PhoneMetadata

KINDS = [
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan",
    "voicemail",
]  # fmt: skip
LONGEST = 15
WIDTH = 106

# What follows the digits read so far: a list of nodes of a parsed pattern, as a linked list.
Rest = tuple | None


def digits_of(operation: object, argument: object) -> set[int]:
    if operation is constants.LITERAL:
        return {argument - 48}
    if operation is constants.ANY:
        return set(range(10))
    found: set[int] = set()
    for kind, value in argument:
        if kind is constants.LITERAL:
            found.add(value - 48)
        elif kind is constants.RANGE:
            found |= set(range(value[0] - 48, value[1] - 47))
        elif kind is constants.CATEGORY:
            found |= set(range(10))
        else:
            raise ValueError(f"a class holds {kind}")
    return found


def steps(rest: Rest) -> tuple[dict[int, set], bool]:
    """What the first digit of `rest` can be, each with what follows it; and whether `rest` can be empty."""
    if rest is None:
        return {}, True
    (operation, argument), tail = rest
    if operation in (constants.LITERAL, constants.IN, constants.ANY):
        return {digit: {tail} for digit in digits_of(operation, argument)}, False
    if operation is constants.SUBPATTERN:
        choices = [argument[3]]
    elif operation is constants.BRANCH:
        choices = argument[1]
    elif operation is constants.MAX_REPEAT:
        least, most, body = argument
        body = list(body)
        copies = [list(body) * count for count in range(least, min(int(most), LONGEST) + 1)]
        choices = copies
    else:
        raise ValueError(f"a pattern holds {operation}")
    joined: dict[int, set] = defaultdict(set)
    is_empty = False
    for choice in choices:
        following = tail
        for node in reversed(list(choice)):
            following = (freeze(node), following)
        more, empty = steps(following)
        is_empty |= empty
        for digit, rests in more.items():
            joined[digit] |= rests
    return joined, is_empty


def freeze(node: object) -> object:
    """A node as a value that can be a member of a set."""
    if isinstance(node, (list, parser.SubPattern)):
        return tuple(freeze(part) for part in node)
    return tuple(freeze(part) for part in node) if isinstance(node, tuple) else node


def lengths_by_prefix(pattern: str, possible: set[int]) -> dict[str, set[int]]:
    """Lengths of the numbers of a pattern, by their first three digits."""
    rest: Rest = None
    for node in reversed(list(parser.parse(pattern))):
        rest = (freeze(node), rest)
    found: dict[str, set[int]] = defaultdict(set)
    states: dict[str, set[Rest]] = {"": {rest}}
    known: dict[Rest, tuple[dict[int, set], bool]] = {}

    def advance(rests: set[Rest]) -> tuple[dict[int, set], bool]:
        joined: dict[int, set] = defaultdict(set)
        is_empty = False
        for one in rests:
            if one not in known:
                known[one] = steps(one)
            more, empty = known[one]
            is_empty |= empty
            for digit, following in more.items():
                joined[digit] |= following
        return joined, is_empty

    for _ in range(3):
        longer: dict[str, set[Rest]] = defaultdict(set)
        for prefix, rests in states.items():
            for digit, following in advance(rests)[0].items():
                longer[f"{prefix}{digit}"] |= following
        states = longer
    for prefix, rests in states.items():
        length = 3
        while rests and length <= LONGEST:
            more, is_empty = advance(rests)
            if is_empty and length in possible:
                found[prefix].add(length)
            rests = set().union(*more.values())
            length += 1
    return found


def national_numbers(metadata: PhoneMetadata) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for kind in KINDS:
        part = getattr(metadata, kind)
        if part is None or not part.national_number_pattern:
            continue
        possible = set(part.possible_length or metadata.general_desc.possible_length)
        for prefix, lengths in lengths_by_prefix(part.national_number_pattern, possible).items():
            found[prefix] |= lengths
    return found


def span(lengths: set[int]) -> str:
    """The least and the greatest length, each a hexadecimal digit; one where they are the same."""
    return f"{min(lengths):x}" if len(lengths) == 1 else f"{min(lengths):x}{max(lengths):x}"


def coarse(lengths: dict[str, set[int]], least: int) -> dict[str, set[int]]:
    """The same, with one answer for all numbers that share two digits where `least` of their third digits are in use."""
    found = dict(lengths)
    for two in (f"{number:02}" for number in range(100)):
        used = [lengths[two + digit] for digit in string.digits if lengths.get(two + digit)]
        if len(used) >= least:
            for digit in string.digits:
                found[two + digit] = set().union(*used)
    return found


def runs(lengths: dict[str, set[int]]) -> str:
    """`first-last:lengths` for neighbours with the same lengths; without the last where there is but one."""
    parts: list[tuple[int, int, str]] = []
    for prefix in range(1000):
        found = lengths.get(f"{prefix:03}")
        if not found:
            continue
        if parts and parts[-1][1] == prefix - 1 and parts[-1][2] == span(found):
            parts[-1] = (parts[-1][0], prefix, span(found))
        else:
            parts.append((prefix, prefix, span(found)))
    return " ".join(f"{first}:{mask}" if first == last else f"{first}-{last}:{mask}" for first, last, mask in parts)


def dialled(prefix: str, numbers: dict[str, set[int]]) -> dict[str, set[int]]:
    """The numbers behind a national prefix."""
    found: dict[str, set[int]] = defaultdict(set)
    for start, lengths in numbers.items():
        found[(prefix + start)[:3]] |= {min(length + len(prefix), LONGEST) for length in lengths}
    return found


def folded(text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) >= WIDTH:
            lines.append("")
        lines[-1] += word + " "
    return [f"    {line.rstrip()}" for line in lines]


def main() -> None:
    codes: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    national: dict[str, set[int]] = defaultdict(set)
    regions = [(region, False) for region in phonenumbers.SUPPORTED_REGIONS]
    regions += [(code, True) for code in phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS]
    for region, is_network in sorted(regions, key=str):
        metadata = (
            PhoneMetadata.metadata_for_nongeo_region(region) if is_network else PhoneMetadata.metadata_for_region(region)
        )
        numbers = national_numbers(metadata)
        forms = [] if is_network else [numbers]
        if metadata.national_prefix and not is_network:
            forms.append(dialled(metadata.national_prefix, numbers))
        for target, sources in ((codes[metadata.country_code], [numbers]), (national, forms)):
            for source in sources:
                for prefix, lengths in source.items():
                    target[prefix] |= lengths
    print(f"""\
// Made by Scripts/numbering-plans.py of phonenumbers {phonenumbers.__version__}. Do not edit.

extension NumberingPlan {{
  /// A calling code behind `+`, and by the first three digits of a national number its least and its
  /// greatest length, in hexadecimal.
  static let codes: StaticString = \"\"\"""")
    words = [f"+{code} {runs(coarse(numbers, 10 if code == 1 else 4))}" for code, numbers in sorted(codes.items())]
    print("\n".join(folded(" ".join(words))))
    print('    """\n\n  /// The plans for numbers as they are dialled inside of a country, of all countries together.')
    print('  static let national: StaticString = """')
    print("\n".join(folded(runs(coarse(national, 1)))))
    print('    """\n}')


if __name__ == "__main__":
    main()
