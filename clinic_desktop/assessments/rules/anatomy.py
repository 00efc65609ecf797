"""The joints and their movements, the regions and muscles by name; and which of them is meant by a few letters."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinic_desktop.body_maps.model import kinds as body_map
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import mark, say

# Fewer letters are nobody’s name.
_LEAST_LETTERS = 3

JOINTS: Mapping[str, str] = MappingProxyType(
    {
        "neck": mark("Neck"),
        "trunk": mark("Low back and trunk"),
        "shoulder": mark("Shoulder"),
        "elbow": mark("Elbow and forearm"),
        "wrist": mark("Wrist"),
        "hip": mark("Hip"),
        "knee": mark("Knee"),
        "ankle": mark("Ankle and foot"),
    }
)
# The areas of the body by name, without their sides, then the muscles: those of the body map.
REGIONS: tuple[str, ...] = tuple(body_map.REGIONS.values())
MUSCLES: tuple[str, ...] = tuple(body_map.MUSCLES.values())


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement of a joint (a key of JOINTS) that is measured in degrees; `is_sided` where left and right differ."""

    key: str
    joint: str
    name: str
    is_sided: bool = True


MOVEMENTS: Mapping[str, Movement] = MappingProxyType(
    {
        one.key: one
        for one in (
            Movement("neck_flexion", "neck", mark("Flexion"), is_sided=False),
            Movement("neck_extension", "neck", mark("Extension"), is_sided=False),
            Movement("neck_side", "neck", mark("Side bending")),
            Movement("neck_rotation", "neck", mark("Rotation")),
            Movement("trunk_flexion", "trunk", mark("Flexion"), is_sided=False),
            Movement("trunk_extension", "trunk", mark("Extension"), is_sided=False),
            Movement("trunk_side", "trunk", mark("Side bending")),
            Movement("trunk_rotation", "trunk", mark("Rotation")),
            Movement("shoulder_flexion", "shoulder", mark("Flexion")),
            Movement("shoulder_extension", "shoulder", mark("Extension")),
            Movement("shoulder_abduction", "shoulder", mark("Abduction")),
            Movement("shoulder_internal", "shoulder", mark("Internal rotation")),
            Movement("shoulder_external", "shoulder", mark("External rotation")),
            Movement("elbow_flexion", "elbow", mark("Flexion")),
            Movement("forearm_pronation", "elbow", mark("Pronation")),
            Movement("forearm_supination", "elbow", mark("Supination")),
            Movement("wrist_flexion", "wrist", mark("Flexion")),
            Movement("wrist_extension", "wrist", mark("Extension")),
            Movement("wrist_radial", "wrist", mark("Radial deviation")),
            Movement("wrist_ulnar", "wrist", mark("Ulnar deviation")),
            Movement("hip_flexion", "hip", mark("Flexion")),
            Movement("hip_extension", "hip", mark("Extension")),
            Movement("hip_abduction", "hip", mark("Abduction")),
            Movement("hip_adduction", "hip", mark("Adduction")),
            Movement("hip_internal", "hip", mark("Internal rotation")),
            Movement("hip_external", "hip", mark("External rotation")),
            Movement("knee_flexion", "knee", mark("Flexion")),
            Movement("ankle_dorsiflexion", "ankle", mark("Dorsiflexion")),
            Movement("ankle_plantarflexion", "ankle", mark("Plantar flexion")),
            Movement("ankle_inversion", "ankle", mark("Inversion")),
            Movement("ankle_eversion", "ankle", mark("Eversion")),
        )
    }
)


def part_words(name: str) -> str:
    """A region or muscle as a person reads it: those on the list in the language shown, others as they were typed."""
    return say(name) if name in _PARTS else name


def known_part(typed: str) -> str:
    """The one on the list that is meant by its name, or by the first letters of a word of it where they fit one alone;
    else what was typed."""
    words, wanted = plain(typed), folded(plain(typed))
    names = {name: folded(say(name)) for name in _PARTS}
    # The short form stands in brackets behind the name.
    if exact := next(
        (name for name, known in names.items() if wanted and (wanted == known or known.endswith(f"({wanted})"))), ""
    ):
        return exact
    if len(wanted) < _LEAST_LETTERS:
        return words
    found = [name for name, known in names.items() if _begins(known, wanted)]
    return found[0] if len(found) == 1 else words


def motion_words(motion: str) -> str:
    """A movement with its joint: "Neck: rotation"."""
    one = MOVEMENTS[motion]
    return say("{joint}: {movement}", joint=say(JOINTS[one.joint]), movement=say(one.name).lower())


def movements_of(joint: str) -> tuple[Movement, ...]:
    """The movements of a joint in the order in which they are measured."""
    return tuple(one for one in MOVEMENTS.values() if one.joint == joint)


def joints_found(typed: str) -> tuple[str, ...]:
    """The joints with a word that begins as was typed, all of them where nothing was."""
    wanted = folded(plain(typed))
    return tuple(key for key, name in JOINTS.items() if not wanted or _begins(folded(say(name)), wanted))


def _begins(known: str, wanted: str) -> bool:
    """Whether the name, or what follows a word of it, begins so."""
    bare = known.replace("(", "").replace(")", "")
    return any(bare[at:].startswith(wanted) for at in range(len(bare)) if at == 0 or bare[at - 1] == " ")


_PARTS = frozenset((*REGIONS, *MUSCLES))
