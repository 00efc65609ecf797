"""What a therapist is, as far as rules ask: a massage therapist may not diagnose, nor bill each code (domain 1.4)."""

import re

from clinic_desktop.superbills.model.parties import BilledTherapist
from clinic_desktop.values.identifiers import parse_taxonomy
from clinic_desktop.values.problems import Unreadable

MASSAGE = "massage"
# How provider taxonomies begin (NUCC); 20 are all physicians, 363 nurse practitioners and physician assistants.
_BY_TAXONOMY = (
    ("2257", MASSAGE),
    ("2251", "pt"),
    ("225X", "ot"),
    ("111N", "dc"),
    ("1711", "acupuncture"),
    ("20", "md"),
    ("363", "md"),
)
# What stands behind a name. Of somebody who is both, the one with the wider credential speaks.
_BY_DESIGNATION = (
    ("md", ("MD", "DO", "ND", "NMD", "PA", "NP", "ARNP", "APRN")),
    ("dc", ("DC",)),
    ("pt", ("PT", "DPT", "MPT")),
    ("ot", ("OT", "OTR", "OTD")),
    ("acupuncture", ("LAC", "EAMP", "DACM")),
    (MASSAGE, ("LMT", "LMP", "RMT", "CMT", "MMP", "MT")),
)


def profession(therapist: BilledTherapist) -> str:
    """massage, pt, ot, dc, md or acupuncture: by the taxonomy, else by what stands behind the name; massage where
    neither says it, and where one of the two says massage and the other something else: the narrower one counts."""
    by_code, behind = by_taxonomy(therapist), behind_name(therapist.designation or therapist.name.partition(",")[2])
    if contradicts(therapist) and MASSAGE in (by_code, *behind):
        return MASSAGE
    return by_code or next(iter(behind), MASSAGE)


def contradicts(therapist: BilledTherapist) -> bool:
    """Whether the taxonomy and what stands behind the name are known, and of two professions."""
    by_code, behind = by_taxonomy(therapist), behind_name(therapist.designation or therapist.name.partition(",")[2])
    return bool(by_code and behind) and by_code not in behind


def by_taxonomy(therapist: BilledTherapist) -> str:
    """What the taxonomy says, "" where it says nothing that is known here."""
    try:
        taxonomy = parse_taxonomy(therapist.taxonomy)
    except Unreadable:
        return ""
    return next((found for beginning, found in _BY_TAXONOMY if taxonomy.startswith(beginning)), "")


def behind_name(words: str) -> tuple[str, ...]:
    """What the letters behind a name say, the wider ones first: of "DC, LMT" both."""
    letters = set(re.findall("[A-Z]+", words.upper().replace(".", "")))
    return tuple(found for found, known in _BY_DESIGNATION if letters & set(known))


def is_massage(therapist: BilledTherapist) -> bool:
    """Whether a massage therapist treats."""
    return profession(therapist) == MASSAGE
