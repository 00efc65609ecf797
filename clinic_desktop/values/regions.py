"""Reads regions of the body as people write them: "Neck, both shoulders", "L-spine", "R hip and low back"."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from clinic_desktop.values.body import BODY_REGIONS
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import say

# What stands on a prescription, and which regions it means.
_OTHER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{"head": ("Head and face",), "face": ("Head and face",), "tmj": ("Jaw",)},
        **dict.fromkeys(("cervical", "cervical spine", "c-spine", "c spine"), ("Neck",)),
        **dict.fromkeys(("thoracic", "thoracic spine", "t-spine", "t spine"), ("Upper back", "Mid back")),
        **dict.fromkeys(("lumbar", "lumbar spine", "l-spine", "l spine", "lower back", "lowback"), ("Low back",)),
        **dict.fromkeys(("lumbosacral", "lumbosacral spine"), ("Low back", "Sacrum")),
        **dict.fromkeys(("back", "whole back", "full back", "spine"), ("Upper back", "Mid back", "Low back")),
        **{"middle back": ("Mid back",), "sacral": ("Sacrum",), "belly": ("Abdomen",)},
    }
)
_SIDED: Mapping[str, str] = MappingProxyType(
    {
        **{"shoulder": "shoulder", "upper arm": "upper arm", "arm": "upper arm", "elbow": "elbow"},
        **{"forearm": "forearm", "wrist": "wrist", "hand": "hand", "gluteal": "gluteal", "glute": "gluteal"},
        **{"buttock": "gluteal", "hip": "hip", "thigh": "thigh", "knee": "knee", "lower leg": "lower leg"},
        **{"calf": "lower leg", "ankle": "ankle", "foot": "foot"},
    }
)
_PLURALS = {"calves": "calf", "feet": "foot", "thighs": "thigh"}
_LEFT, _RIGHT, _BOTH = ("left", "lt", "l"), ("right", "rt", "r"), ("both", "bilateral", "bilat", "b/l")
_LONGEST = max(len(one) for one in BODY_REGIONS)


@lru_cache(maxsize=1024)
def read_regions(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The regions that a text names, as BODY_REGIONS has them and in its order, and the parts that name none."""
    found: set[str] = set()
    unknown: list[str] = []
    for part in _parts(plain(text)):
        meant = _meant(part)
        if meant:
            found.update(meant)
        else:
            unknown.append(part)
    return tuple(one for one in BODY_REGIONS if one in found), tuple(unknown)


def shown_regions(regions: Sequence[str]) -> str:
    """Regions in a line: "Neck, Left shoulder"."""
    return ", ".join(say(one) for one in regions)


def _parts(text: str) -> list[str]:
    """The parts between commas and the like; "and" joins two as well, but not within "Head and face"."""
    parts: list[str] = []
    for part in re.split(r"[,;\n+&]|/(?!l\b)", text):
        whole = part.strip(" .")
        parts += [whole] if _meant(whole) else [one.strip(" .") for one in re.split(r"\band\b", whole, flags=re.I)]
    return [part for part in parts if part]


def _meant(part: str) -> tuple[str, ...]:
    words = folded(part).replace(".", "")
    if len(words) > 2 * _LONGEST:
        return ()
    if words in _KNOWN:
        return (_KNOWN[words],)
    if words in _OTHER_WORDS:
        return _OTHER_WORDS[words]
    first, _, rest = words.partition(" ")
    sides = {**dict.fromkeys(_LEFT, ("Left",)), **dict.fromkeys(_RIGHT, ("Right",)), **dict.fromkeys(_BOTH, _SIDES)}
    named = _joint(rest) if first in sides else _joint(words)
    return tuple(f"{side} {named}" for side in sides.get(first, _SIDES)) if named else ()


def _joint(words: str) -> str:
    one = _PLURALS.get(words, words)
    return _SIDED.get(one) or _SIDED.get(one.removesuffix("s"), "")


_SIDES = ("Left", "Right")
_KNOWN = {folded(one): one for one in BODY_REGIONS}
