"""Questions whose yes means: refer, do not treat. Our own wording of what the trade teaches; looked at 2026-11-29."""

from clinic_desktop.intake.model.flags import FlagKind
from clinic_desktop.wording import mark

_EMERGENCY = mark("Do not treat. Send the client to emergency care now.")
_TODAY = mark("Do not treat. The client is to see a doctor today.")
_FIRST = mark("Do not treat before a doctor has looked at it.")
URGENT: tuple[FlagKind, ...] = (
    FlagKind(
        "saddle_numbness",
        "urgent",
        mark("Numbness between the legs"),
        mark("Is it numb or tingling between your legs, where a saddle would touch?"),
        _EMERGENCY,
    ),
    FlagKind(
        "bladder_bowel",
        "urgent",
        mark("New bladder or bowel trouble"),
        mark("Do you have new trouble with holding or passing urine or stool?"),
        _EMERGENCY,
    ),
    FlagKind(
        "growing_weakness",
        "urgent",
        mark("Weakness that grows"),
        mark("Is an arm or a leg getting weaker?"),
        _TODAY,
    ),
    FlagKind(
        "swollen_leg",
        "urgent",
        mark("One leg swollen or warm"),
        mark("Is one calf or leg swollen, warm or sore, with no injury to explain it?"),
        mark("Do not treat, and do not press on the leg. The client is to see a doctor today."),
    ),
    FlagKind(
        "chest",
        "urgent",
        mark("Chest pain or short breath"),
        mark("Do you have pain or pressure in the chest, or are you short of breath?"),
        _EMERGENCY,
    ),
    FlagKind(
        "stroke_signs",
        "urgent",
        mark("Signs of a stroke"),
        mark("Did your face droop, an arm go weak, or your speech slur, all of a sudden?"),
        _EMERGENCY,
    ),
    FlagKind(
        "worst_headache",
        "urgent",
        mark("Sudden, worst headache"),
        mark("Did you have a headache that came at once and was the worst of your life?"),
        _EMERGENCY,
    ),
    FlagKind(
        "neck_artery",
        "urgent",
        mark("Dizzy or faint with neck pain"),
        mark("With the neck pain: are you dizzy, do you see double, fall, or find it hard to speak or swallow?"),
        _EMERGENCY,
    ),
    FlagKind(
        "fracture",
        "urgent",
        mark("Possible fracture or dislocation"),
        mark("Could a bone be broken, or a joint be out of place?"),
        _TODAY,
    ),
    FlagKind(
        "recent_trauma",
        "urgent",
        mark("Hard fall or crash, not examined"),
        mark("Did you have a hard fall, blow or crash lately that no doctor has looked at?"),
        _FIRST,
    ),
    FlagKind(
        "fever_spine",
        "urgent",
        mark("Fever with strong back or neck pain"),
        mark("Do you have fever or chills together with strong pain in the back or neck?"),
        _TODAY,
    ),
    FlagKind(
        "weight_loss",
        "urgent",
        mark("Weight loss without a reason"),
        mark("Have you lost weight without meaning to?"),
        _FIRST,
    ),
    FlagKind(
        "night_pain",
        "urgent",
        mark("Night pain that nothing eases"),
        mark("Does pain wake you at night that no position eases?"),
        _FIRST,
    ),
    FlagKind(
        "cancer_new_pain",
        "urgent",
        mark("Cancer before, and a new pain"),
        mark("Did you ever have cancer, and is this pain new?"),
        _FIRST,
    ),
    FlagKind(
        "pulsing_belly",
        "urgent",
        mark("Pulsing lump in the belly"),
        mark("Do you feel a lump in the belly that beats like a pulse?"),
        _EMERGENCY,
    ),
    FlagKind(
        "infection",
        "urgent",
        mark("Fever or infection"),
        mark("Are you ill now, with fever or anything that others can catch?"),
        mark("Do not treat. Make another appointment for when the client is well."),
    ),
    FlagKind(
        "other_urgent",
        "urgent",
        mark("Something else that is urgent"),
        mark("Is there anything else that a doctor should look at before you are treated?"),
        _FIRST,
    ),
)
