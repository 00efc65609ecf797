"""The time zones of a calendar: by the names that programs call them, and by what the file says of its own ones."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

Zones = Mapping[str, tzinfo]
# As Outlook and others write the zones of the US in words, and by their letters.
_IN_WORDS = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "alaskan": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "hawaiian": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "indiana": "America/Indiana/Indianapolis",
    "atlantic": "America/Halifax",
    **dict.fromkeys(("edt", "est"), "America/New_York"),
    **dict.fromkeys(("cdt", "cst"), "America/Chicago"),
    **dict.fromkeys(("mdt", "mst"), "America/Denver"),
    **dict.fromkeys(("pdt", "pst"), "America/Los_Angeles"),
}
# The zones with summer time by their winter's minutes ahead of UTC.
_BY_WINTER = {
    -240: "America/Halifax",
    -300: "America/New_York",
    -360: "America/Chicago",
    -420: "America/Denver",
    -480: "America/Los_Angeles",
    -540: "America/Anchorage",
}
_HOUR = 60
_LONGEST_NAME = 100


def zone_called(name: str, own: Zones) -> tzinfo | None:
    """The zone of a name that the library does not know; `own` are those of the file. None where nobody knows it."""
    bare = re.sub(r"^\((?:utc|gmt)[^)]*\) *", "", " ".join(name[:_LONGEST_NAME].lower().split()).strip('"'))
    if bare in ("utc", "gmt", "z", "tzone://microsoft/utc", "coordinated universal time"):
        return UTC
    if ahead := re.fullmatch(r"(?:utc|gmt)? ?([+-])([0-9]{1,2}):?([0-9]{2})?", bare):
        return _fixed(ahead[1], ahead[2], ahead[3] or "0")
    known = re.fullmatch(
        r"(?:us )?([a-z]+)(?: (?:standard|daylight|summer))?(?: time)?(?: \((?:us & canada|us|east)\))?", bare
    )
    if known and known[1] in _IN_WORDS:
        return ZoneInfo(_IN_WORDS[known[1]])
    return own.get(name)


def own_zones(blocks: list[str]) -> dict[str, tzinfo]:
    """The zones that a file describes: by the place they name, else by how far they are ahead of UTC. The rules of a
    zone are not read: they may have no end."""
    found: dict[str, tzinfo] = {}
    for block in blocks:
        name = re.search(r"(?im)^TZID[^:\n]*:(.+)$", block)
        zone = _described(block)
        if name and zone:
            found[name[1].strip()] = zone
    return found


def _described(block: str) -> tzinfo | None:
    place = re.search(r"(?im)^X-LIC-LOCATION:([\w/+-]+)\s*$", block)
    if place:
        try:
            return ZoneInfo(place[1])
        except (KeyError, ValueError, OSError):
            pass
    winter = re.search(r"(?is)^BEGIN:STANDARD(?:(?!BEGIN:).)*?TZOFFSETTO:([+-])(\d\d)(\d\d)", block, re.MULTILINE)
    if not winter:
        return None
    fixed = _fixed(winter[1], winter[2], winter[3])
    if fixed is None or not re.search(r"(?im)^BEGIN:DAYLIGHT", block):
        return fixed
    ahead = fixed.utcoffset(None)
    return ZoneInfo(_BY_WINTER[minutes]) if (minutes := int(ahead.total_seconds() // _HOUR)) in _BY_WINTER else None


def _fixed(sign: str, hours: str, minutes: str) -> timezone | None:
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-ahead if sign == "-" else ahead) if ahead < timedelta(hours=24) else None
