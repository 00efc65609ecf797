"""Reads a typed diagnosis code."""

import re

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# The second character may be a letter (QA0, since October 2025), the third too (C4A, M1A).
_CODE = r"([A-Z][0-9A-Z][0-9A-Z])\.?([0-9A-Z]{1,4})?"
_BEFORE_THE_DOT = 3


def parse_diagnosis_code(text: str) -> str:
    """An ICD-10-CM code with its dot, from "m54.50", "M5450" or "M54 50"; raises Unreadable.

    Its form alone is read; whether a release has it is asked of `codes.queries`.
    """
    bare = "".join(text.upper().split())
    read = re.fullmatch(_CODE, bare)
    if read is None:
        raise Unreadable(say("A diagnosis code looks like M54.50 or S13.4XXA."))
    return f"{read[1]}.{read[2]}" if read[2] else read[1]


def dotted(bare: str) -> str:
    """A code without a dot, as the official files write it, with its dot: "M5450" becomes "M54.50"."""
    return f"{bare[:_BEFORE_THE_DOT]}.{bare[_BEFORE_THE_DOT:]}" if len(bare) > _BEFORE_THE_DOT else bare
