"""Reads the catalog of outcome measures: strictly, a mistake in it is said with its line."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from clinic_desktop.measures.model import DIGITS, SCORINGS, Band, Measure, MeasureQuestion
from clinic_desktop.paths import MEASURES
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.kinds import Written, day, lines, one_of, text, whole, yes_no
from clinic_desktop.written.sheet import FileTable, Keys, Values, closed

FILE = MEASURES / "measures.toml"
_NAMES = ("key", "name", "title", "about", "source")


def _tenths(value: object) -> int:
    """Points with one decimal at most, in tenths; also below 0."""
    number = str(value) if isinstance(value, int | Written) and not isinstance(value, bool) else ""
    units, _, decimals = number.partition(".")
    if len(decimals) > 1 or not (units.removeprefix("-") + decimals).isdecimal():
        raise Unreadable(say("Write points with one decimal at most, like 5 or 2.5."))
    return int(units + (decimals or "0"))


_KEYS: Keys = {
    **{name: (name, text) for name in (*_NAMES, "suffix", "intro", "note")},
    **{name: (name, _tenths) for name in ("least", "most", "points", "single", "blind_below", "blind_above")},
    **{name: (name, yes_no) for name in ("asks", "is_change")},
    "percent": ("percent", whole),
    "scoring": ("scoring", one_of(*SCORINGS)),
    "digits": ("digits", one_of(*DIGITS)),
    "better": ("better", one_of("lower", "higher")),
    "choices": ("choices", lines),
    "checked_on": ("checked_on", day),
}
_NEEDED = (*_NAMES, "least", "most", "points", "percent", "asks", "scoring", "digits", "better", "checked_on")
_QUESTION: Keys = {"words": ("words", text), "low": ("low", text), "high": ("high", text)}
_BAND: Keys = {"most": ("most", _tenths), "words": ("words", text)}


def catalogue() -> Mapping[str, Measure]:
    """Every outcome measure by its key, in the order in which they are offered; none where the file has a mistake, as
    `measures_trouble` tells."""
    return _kept(FILE)[0]


def measures_trouble() -> str:
    """Why no measure is known, "" where all is well: for the pages that show them."""
    return _kept(FILE)[1]


def needed_catalogue() -> Mapping[str, Measure]:
    """The catalogue for what is signed: without it figures would be missing on paper. Raises Refused."""
    problems = Problems()
    if trouble := measures_trouble():
        problems.add("", trouble)
    problems.refuse()
    return catalogue()


@cache
def _kept(path: Path) -> tuple[Mapping[str, Measure], str]:
    try:
        return MappingProxyType(read_measures(path)), ""
    except BadFile as bad:
        words = say(
            "The list of outcome measures cannot be read, so that no score is shown or taken. What was scored is safe."
            " Put the file right, or install the program again, and start it anew. {problem}",
            problem=bad.first(path),
        )
        return MappingProxyType({}), words


def read_measures(path: Path) -> dict[str, Measure]:
    """The measures of a file by their keys. Raises BadFile with everything that is wrong in it."""
    tables, sheet = content(path)
    top, found = FileTable(sheet, tables), {}
    for table in top.tables("measures"):
        values = table.values(_KEYS, *_NEEDED)
        values |= {"questions": tuple(_questions(table)), "bands": tuple(_bands(table))}
        table.close()
        if any(name not in values for name in _NEEDED):
            continue
        for key, words in _wrong(values):
            table.add(key, words)
        if values["key"] in found:
            table.add("key", say("There is another measure of this name."))
        found[values["key"]] = _measure(values)
    if not found and not sheet.wrong:
        top.add("measures", say("There is no measure in this file."))
    top.close()
    refuse(path, sheet)
    return found


def _questions(table: FileTable) -> Iterator[MeasureQuestion]:
    for one in table.tables("questions"):
        values = closed(one, _QUESTION, ("words",))
        if "words" in values:
            yield MeasureQuestion(**values)


def _bands(table: FileTable) -> Iterator[Band]:
    for one in table.tables("bands"):
        values = closed(one, _BAND, ("most", "words"))
        if len(values) == len(_BAND):
            yield Band(**values)


def _wrong(values: Values) -> Iterator[tuple[str, str]]:
    """Keys whose values do not go together, and why."""
    if values["least"] >= values["most"]:
        yield "most", say("The most points must be above the least.")
    if values["asks"] == (values["scoring"] == "typed"):
        yield "asks", say("A score is typed where the questions may not be shown, and only there.")
    if values["asks"] != bool(values["questions"]):
        yield "questions", say("Questions belong to a measure that may show them, and only to that.")
    if values["scoring"] == "count" and len(values["questions"]) * 10 != values["most"]:
        yield "questions", say("There is one statement for each point.")
    steps = (values["most"] - values["least"]) // 10 + 1
    if values.get("choices") and len(values["choices"]) != steps:
        yield "choices", say("There are words for each of the {count} answers.", count=steps)
    ends = [one.most for one in values["bands"]]
    if ends != sorted(set(ends)) or any(not values["least"] <= end <= values["most"] for end in ends):
        yield "bands", say("Bands rise, and lie within the scale.")


def _measure(values: Values) -> Measure:
    rest = {key: value for key, value in values.items() if key != "better"}
    return Measure(falls=values["better"] == "lower", **rest)
