"""A rule pack to begin with, for a payer of the clinic."""

import re
from datetime import date

from clinic_desktop.coverage.loader.kinds import LONGEST_ID
from clinic_desktop.paths import EXAMPLES
from clinic_desktop.values.text import folded, is_blank
from clinic_desktop.written.writing import spelled

_FILE = "rule_pack.toml"
# As the shipped example has them.
_PAYER, _ID, _DAY = "Quillfern Health Plan", "quillfern-health-plan", "2026-11-23"
# Room for what stands behind it in the names of the rules.
_TAIL = len("-authorization")
# A title has fewer letters than this and what stands before it.
_TITLE = 150


def example_pack(payer_name: str, today: date) -> str:
    """The text of a pack that can be read as it is, with notes that say what its keys are; "" for an invented payer."""
    text = (EXAMPLES / _FILE).read_text(encoding="utf-8")
    if is_blank(payer_name):
        return text.replace(_DAY, today.isoformat())
    # Inside the quotes of a file a name may need its own spelling.
    inside, short = spelled(payer_name)[1:-1], spelled(payer_name[:_TITLE])[1:-1]
    text = text.replace(f"Our rules for {_PAYER}", f"Our rules for {short}")
    return text.replace(_PAYER, inside).replace(_ID, example_id(payer_name)).replace(_DAY, today.isoformat())


def example_id(payer_name: str) -> str:
    """The name of a pack for a payer, in small letters, digits and hyphens."""
    letters = re.sub("[^a-z0-9]+", "-", folded(payer_name)).strip("-")
    return letters[: LONGEST_ID - _TAIL].strip("-") or "payer"
