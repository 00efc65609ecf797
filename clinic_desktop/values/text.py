"""Text as typed or pasted, without what no person means: control characters and broken halves of characters."""

import re

# C0 and C1 controls but tab and newline, and lone surrogates: SQLite ends a text at NUL, and nothing prints them.
_UNSEEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"


def plain(text: str) -> str:
    """The text without control characters and without spaces at its ends; everything else stays as typed."""
    return re.sub(_UNSEEN, "", text).strip()
