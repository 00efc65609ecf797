"""Proposes what each column of a file is, by its heading and by what stands below it; and remembers what was chosen."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from clinic_desktop.imports.model.fields import FIELDS, SEVERAL, Kind
from clinic_desktop.imports.model.sheet import ImportTable, Matching
from clinic_desktop.imports.rules.looks import is_nothing, looks_like
from clinic_desktop.values.text import folded
from clinic_desktop.wording import mark, say

# The columns of a list of rows to put right that are not those of the file.
ADDED = (mark("Row in the file"), mark("What is wrong"))
# What headings are called, by kind and field, the likeliest first.
HeadingWords = Mapping[Kind, Mapping[str, Sequence[str]]]
_ALL_OF_IT, _AMONG_OTHERS, _BELOW, _BY_NAME = 1_000, 400, 200, 100
_SAMPLE = 60
_MOSTLY = 0.6
# What has to stand below a heading for it to be that, whatever it is called.
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "birth_date": ("day",),
    "date_of_service": ("day",),
    "phone": ("phone",),
    "other_phone": ("phone",),
    "guardian_phone": ("phone",),
    "member_phone": ("phone",),
    "authorization_phone": ("phone",),
    "claims_phone": ("phone",),
    "fax": ("phone",),
    "email": ("email",),
    "zip": ("zip", "number"),
    "sex": ("sex",),
    "starts_at": ("time", "day"),
    "ends_at": ("time", "day"),
    "fee": ("money", "number"),
    "paid": ("money", "number"),
}
# What is told by its values alone, where there is no heading. A lone number may be anything.
_TOLD_BY_VALUES = ("email", "phone", "birth_date", "date_of_service", "name", "sex", "state", "zip")
_PARTS_OF_A_NAME = ("given_name", "middle_name", "family_name")
_PARTS_OF_A_PLACE = ("city", "zip")


def proposed(table: ImportTable, kind: Kind, words: HeadingWords) -> tuple[str, ...]:
    """What each column is likely to be, "" for what nothing says anything of. A field is proposed once, but for those
    that may be several."""
    samples = [_sample(table, at) for at in range(len(table.headings))]
    scored = sorted(
        (-score, place, at, key)
        for place, key in enumerate(FIELDS[kind])
        for at, heading in enumerate(table.headings)
        if (score := _score(key, _bare(heading), samples[at], words[kind].get(key, ())))
    )
    found: dict[int, str] = {}
    for _, _, at, key in scored:
        if at not in found and (key in SEVERAL or key not in found.values()):
            found[at] = key
    return _settled(found, len(table.headings))


def headings_hash(headings: Sequence[str]) -> str:
    """What stands for a set of headings, in any order and however they are written; "" for a file that has none. Those
    that we add to a list of rows to put right are none of the file’s."""
    if not any(headings):
        return ""
    keys = sorted(set(_keys(headings)) - {_bare(say(one)) for one in ADDED})
    return hashlib.sha256("\n".join(keys).encode("utf-8", "surrogatepass")).hexdigest()


def kept_matching(headings: Sequence[str], matching: Matching) -> str:
    """What was chosen, as it is remembered: by headings, for another file may have them in another order."""
    columns = dict(zip(_keys(headings), matching.columns, strict=True))
    facts = {"columns": columns, "day_first": matching.day_first, "short_years": matching.reads_short_years}
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def known_matching(kept: str, headings: Sequence[str], kind: Kind) -> Matching:
    """What was remembered, for a file with the same headings."""
    facts = json.loads(kept)
    fields = [facts["columns"].get(key, "") for key in _keys(headings)]
    columns = tuple(one if one in FIELDS[kind] else "" for one in fields)
    return Matching(columns, facts["day_first"], bool(facts["short_years"]))


def chosen_for(matching: Matching, at: int, key: str) -> Matching:
    """A column is something else now; another one that was it before is no longer."""
    columns = [one if one != key or key in SEVERAL else "" for one in matching.columns]
    columns[at] = key
    return Matching(tuple(columns), matching.day_first, matching.reads_short_years)


def _settled(found: dict[int, str], count: int) -> tuple[str, ...]:
    """A whole name beside its parts is not wanted twice; “Address” beside a city is the street."""
    keys = set(found.values())
    if {"given_name", "family_name"} <= keys:
        found = {at: key for at, key in found.items() if key != "name"}
    elif "name" in keys:
        found = {at: key for at, key in found.items() if key not in _PARTS_OF_A_NAME}
    if "address" in keys and keys & set(_PARTS_OF_A_PLACE):
        instead = "" if "street" in keys else "street"
        found = {at: instead if key == "address" else key for at, key in found.items()}
    return tuple(found.get(at, "") for at in range(count))


def _score(key: str, heading: str, sample: Sequence[str], words: Sequence[str]) -> int:
    shapes = _SHAPES.get(key)
    if shapes and sample and not _fits(sample, shapes):
        # By its name alone, where no other column will do: then each row says what is wrong with it.
        return _BY_NAME - words.index(heading) if heading in words else 0
    for rank, known in enumerate(words):
        if heading == known:
            return _ALL_OF_IT - rank
    around = f" {heading} "
    for rank, known in enumerate(words):
        if f" {known} " in around:
            return _AMONG_OTHERS - rank
    if heading or key not in _TOLD_BY_VALUES or not sample:
        return 0
    if key == "name":
        return _BELOW * (_fits(sample, ("name",)) and len(set(sample)) > len(sample) // 2)
    return _BELOW * _fits(sample, shapes or (key,))


def _fits(sample: Sequence[str], shapes: Sequence[str]) -> bool:
    return sum(any(looks_like(shape, cell) for shape in shapes) for cell in sample) >= _MOSTLY * len(sample)


def _sample(table: ImportTable, at: int) -> list[str]:
    cells = (row.cells[at] for row in table.rows if at < len(row.cells))
    found: list[str] = []
    for cell in cells:
        if cell and not is_nothing(cell):
            found.append(cell)
        if len(found) == _SAMPLE:
            break
    return found


def _keys(headings: Sequence[str]) -> list[str]:
    """The headings as they are compared; of several alike the second has a number."""
    made: list[str] = []
    for heading in headings:
        bare, count = _bare(heading), sum(1 for one in made if one.split("#")[0] == _bare(heading))
        made.append(f"{bare}#{count + 1}" if count else bare)
    return made


def _bare(heading: str) -> str:
    """“FirstName”, “first_name” and “First  name:” are one; “Group #” is its number."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).replace("#", " number ")
    return " ".join(re.findall(r"[^\W_]+", folded(apart)))
