"""What is marked, where and on which muscle: the words of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from clinic_desktop.wording import mark


class MarkKind(NamedTuple):
    """A kind of mark: its words, the letter in its shape, and whether it has an intensity."""

    words: str
    letter: str
    is_graded: bool


KINDS: Mapping[str, MarkKind] = MappingProxyType(
    {
        "pain": MarkKind(mark("Pain"), "P", True),
        "numb": MarkKind(mark("Numb or tingling"), "N", True),
        "spasm": MarkKind(mark("Spasm"), "S", True),
        "trigger": MarkKind(mark("Trigger point"), "T", True),
        "scar": MarkKind(mark("Scar"), "C", False),
        "swelling": MarkKind(mark("Swelling"), "W", True),
        "avoid": MarkKind(mark("Avoid"), "A", False),
    }
)
MOST_INTENSITY = 10
# From the head down.
REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "head": mark("Head and face"),
        "jaw": mark("Jaw joint"),
        "neck_front": mark("Front of neck"),
        "neck_back": mark("Back of neck"),
        "chest": mark("Chest"),
        "abdomen": mark("Abdomen"),
        "upper_back": mark("Upper back"),
        "mid_back": mark("Mid back"),
        "low_back": mark("Low back"),
        "sacrum": mark("Sacrum and SI joint"),
        "shoulder": mark("Shoulder"),
        "upper_arm": mark("Upper arm"),
        "elbow": mark("Elbow"),
        "forearm": mark("Forearm"),
        "wrist": mark("Wrist"),
        "hand": mark("Hand"),
        "gluteal": mark("Gluteal region"),
        "hip": mark("Hip"),
        "thigh_front": mark("Front of thigh"),
        "thigh_back": mark("Back of thigh"),
        "thigh_medial": mark("Inner thigh"),
        "thigh_lateral": mark("Outer thigh"),
        "knee": mark("Knee"),
        "lower_leg_front": mark("Front of lower leg"),
        "lower_leg_back": mark("Back of lower leg"),
        "ankle": mark("Ankle"),
        "foot": mark("Foot"),
    }
)
MUSCLES: Mapping[str, str] = MappingProxyType(
    {
        "suboccipitals": mark("Suboccipitals"),
        "scm": mark("Sternocleidomastoid (SCM)"),
        "scalenes": mark("Scalenes"),
        "upper_trapezius": mark("Upper trapezius"),
        "mid_trapezius": mark("Middle trapezius"),
        "lower_trapezius": mark("Lower trapezius"),
        "levator_scapulae": mark("Levator scapulae"),
        "splenii": mark("Splenii"),
        "semispinalis": mark("Semispinalis"),
        "rhomboids": mark("Rhomboids"),
        "supraspinatus": mark("Supraspinatus"),
        "infraspinatus": mark("Infraspinatus"),
        "teres_minor": mark("Teres minor"),
        "teres_major": mark("Teres major"),
        "subscapularis": mark("Subscapularis"),
        "deltoid": mark("Deltoid"),
        "pectoralis_major": mark("Pectoralis major"),
        "pectoralis_minor": mark("Pectoralis minor"),
        "latissimus": mark("Latissimus dorsi"),
        "serratus_anterior": mark("Serratus anterior"),
        "erector_spinae": mark("Erector spinae"),
        "multifidus": mark("Multifidus"),
        "quadratus_lumborum": mark("Quadratus lumborum (QL)"),
        "psoas": mark("Psoas"),
        "iliacus": mark("Iliacus"),
        "rectus_abdominis": mark("Rectus abdominis"),
        "obliques": mark("Obliques"),
        "gluteus_maximus": mark("Gluteus maximus"),
        "gluteus_medius": mark("Gluteus medius"),
        "gluteus_minimus": mark("Gluteus minimus"),
        "piriformis": mark("Piriformis"),
        "tfl_itb": mark("TFL and IT band"),
        "adductors": mark("Adductors"),
        "rectus_femoris": mark("Rectus femoris"),
        "vasti": mark("Vasti"),
        "hamstrings": mark("Hamstrings"),
        "popliteus": mark("Popliteus"),
        "gastrocnemius": mark("Gastrocnemius"),
        "soleus": mark("Soleus"),
        "tibialis_anterior": mark("Tibialis anterior"),
        "tibialis_posterior": mark("Tibialis posterior"),
        "peroneals": mark("Peroneals"),
        "plantar_fascia": mark("Plantar fascia"),
        "biceps": mark("Biceps"),
        "triceps": mark("Triceps"),
        "brachioradialis": mark("Brachioradialis"),
        "wrist_flexors": mark("Wrist flexors"),
        "wrist_extensors": mark("Wrist extensors"),
        "masseter": mark("Masseter"),
        "temporalis": mark("Temporalis"),
        "pterygoids": mark("Pterygoids"),
    }
)
# The muscles that are offered first in a region, the likeliest on top.
MUSCLES_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "head": ("temporalis", "masseter", "suboccipitals"),
        "jaw": ("masseter", "pterygoids", "temporalis"),
        "neck_front": ("scm", "scalenes"),
        "neck_back": ("suboccipitals", "upper_trapezius", "levator_scapulae", "splenii", "semispinalis", "scalenes"),
        "chest": ("pectoralis_major", "pectoralis_minor", "serratus_anterior"),
        "abdomen": ("rectus_abdominis", "obliques", "psoas", "iliacus"),
        "upper_back": (
            *("upper_trapezius", "mid_trapezius", "rhomboids", "levator_scapulae", "supraspinatus", "infraspinatus"),
            *("teres_minor", "teres_major", "subscapularis", "erector_spinae", "semispinalis"),
        ),
        "mid_back": ("erector_spinae", "lower_trapezius", "latissimus", "multifidus", "serratus_anterior"),
        "low_back": ("quadratus_lumborum", "erector_spinae", "multifidus", "latissimus", "obliques", "psoas"),
        "sacrum": ("multifidus", "erector_spinae", "gluteus_maximus", "piriformis"),
        "shoulder": (
            *("deltoid", "upper_trapezius", "supraspinatus", "infraspinatus", "teres_minor", "teres_major"),
            *("subscapularis", "pectoralis_minor"),
        ),
        "upper_arm": ("biceps", "triceps", "deltoid"),
        "elbow": ("brachioradialis", "wrist_extensors", "wrist_flexors", "biceps", "triceps"),
        "forearm": ("wrist_flexors", "wrist_extensors", "brachioradialis"),
        "wrist": ("wrist_flexors", "wrist_extensors"),
        "hand": ("wrist_flexors", "wrist_extensors"),
        "gluteal": ("gluteus_maximus", "gluteus_medius", "gluteus_minimus", "piriformis"),
        "hip": ("gluteus_medius", "gluteus_minimus", "tfl_itb", "psoas", "iliacus", "rectus_femoris"),
        "thigh_front": ("rectus_femoris", "vasti"),
        "thigh_back": ("hamstrings", "adductors"),
        "thigh_medial": ("adductors", "vasti", "hamstrings"),
        "thigh_lateral": ("tfl_itb", "vasti"),
        "knee": ("vasti", "popliteus", "hamstrings", "gastrocnemius", "tfl_itb"),
        "lower_leg_front": ("tibialis_anterior", "peroneals"),
        "lower_leg_back": ("gastrocnemius", "soleus", "tibialis_posterior", "peroneals", "popliteus"),
        "ankle": ("soleus", "peroneals", "tibialis_anterior", "tibialis_posterior"),
        "foot": ("plantar_fascia", "tibialis_posterior", "peroneals"),
    }
)
