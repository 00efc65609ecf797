"""Reads how far joints usually move from a file of data that a clinic may edit or take away."""

from functools import cache
from pathlib import Path

from clinic_desktop.assessments.model import MOST_DEGREES, UsualMotion, UsualMotions
from clinic_desktop.assessments.rules.anatomy import MOVEMENTS
from clinic_desktop.paths import REFERENCE
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile, content, refuse
from clinic_desktop.written.kinds import day, text, yes_no
from clinic_desktop.written.sheet import FileTable, Keys, closed

FILE = REFERENCE / "motion.toml"
_TABLE: Keys = {"source": ("source", text), "checked_on": ("checked_on", day), "recheck": ("recheck", yes_no)}
_ENDS = 2


def usual_motions() -> UsualMotions:
    """How far each movement usually goes; nothing where the file was taken away or has a mistake: degrees are kept all
    the same, without a share and without a warning."""
    return _kept(FILE)[0]


def motions_trouble() -> str:
    """What is wrong with the file, "" where all is well or a clinic took it away."""
    return _kept(FILE)[1]


def read_motions(path: Path) -> UsualMotions:
    """The movements in a file; of one that stands there twice the first counts. Raises BadFile with all that is wrong,
    each with its line."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    motions: dict[str, UsualMotion] = {}
    for table in top.tables("tables"):
        facts = table.values(_TABLE, "source", "checked_on")
        degrees = table.table("degrees")
        spans = closed(degrees, {key: (key, _span) for key in MOVEMENTS}) if degrees else {}
        table.close()
        if "source" in facts and "checked_on" in facts:
            for key, (low, high) in spans.items():
                motions.setdefault(key, UsualMotion(low, high, facts["source"], facts["checked_on"]))
    if not motions and not sheet.wrong:
        top.add("tables", say("There is no movement in this file."))
    top.close()
    refuse(path, sheet)
    return motions


@cache
def _kept(path: Path) -> tuple[UsualMotions, str]:
    if not path.exists():
        return {}, ""
    try:
        return read_motions(path), ""
    except BadFile as bad:
        words = say(
            "The list of usual ranges of motion cannot be read: degrees are kept all the same, with no share beside"
            " them. {problem}",
            problem=bad.first(path),
        )
        return {}, words


def _span(value: object) -> tuple[int, int]:
    """The two ends of a range, or one number for both."""
    written = value if isinstance(value, list) else [value, value]
    ends = [one for one in written if isinstance(one, int) and not isinstance(one, bool)]
    if len(written) != _ENDS or len(ends) != _ENDS:
        raise Unreadable(say("Write the two ends in degrees, like {example}.", example="[60, 80]"))
    low, high = ends
    if not 0 < low <= high <= MOST_DEGREES * 4 // 5:
        raise Unreadable(say("Write the smaller end first, both from 1 to 288."))
    return low, high
