"""Why and on whose order it is done, what proves the need, and money of the client’s own."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.coverage.model.fact import Fact, yes_no
from clinic_desktop.wording import mark

CARE: Mapping[str, Fact] = MappingProxyType(
    {
        # Why, and on whose order.
        "diagnosis": Fact(
            mark("Diagnosis"),
            {
                "sourced": mark("From a prescriber"),
                "own": mark("Made by the PT, DC or MD who treats"),
                "unsourced": mark("In the client’s own words"),
                "none": mark("None"),
            },
            ("sourced", "own"),
            ("unsourced", "none"),
            mark("Which diagnosis, with its code, made by whom and when?"),
            "prescriber",
            mark("a diagnosis from a prescriber"),
        ),
        "diagnosis_kind": Fact(
            mark("Kind of diagnosis"),
            {
                "musculoskeletal": mark("Muscles, joints, nerves or injury"),
                "mental": mark("Stress, anxiety or mood alone"),
                "wellness": mark("Wellness or a factor of health alone"),
                "other": mark("Something else"),
            },
            ("musculoskeletal",),
            ("mental", "wellness"),
            whom="prescriber",
        ),
        "prescription": Fact(
            mark("Prescription"),
            {
                "held": mark("In hand, signed and valid"),
                "none": mark("None"),
                "expired": mark("Expired"),
                "not_begun": mark("Not begun"),
                "unsigned": mark("Not signed"),
                "used_up": mark("All its visits are used"),
            },
            ("held",),
            ("none", "expired", "not_begun", "unsigned", "used_up"),
            mark("Is there a signed prescription: date, diagnosis, number of visits, until when?"),
            "prescriber",
            mark("a signed prescription"),
        ),
        "prescriber": Fact(
            mark("Who prescribed"),
            {
                "physician": mark("Physician"),
                "pa": mark("Physician assistant"),
                "np": mark("Nurse practitioner"),
                "dentist": mark("Dentist"),
                "dc": mark("Chiropractor"),
                "pt": mark("Physical therapist"),
                "other": mark("Somebody else"),
            },
            ask=mark("Who signed the prescription, and what is their NPI?"),
            whom="clinic",
        ),
        "referral_required": yes_no(
            mark("Referral needed"),
            mark("Is a referral needed, from whom, and how long is it valid?"),
            "member",
            good="no",
        ),
        "referral_held": yes_no(
            mark("Referral"), mark("Is the referral in hand?"), "clinic", mark("the referral in hand")
        ),
        # Whether the next visit needs one, by the visit from which the plan wants it.
        "authorization_due": Fact(
            mark("Prior authorization needed"),
            {"no": mark("No"), "later": mark("Later"), "now": mark("Yes")},
            ("no", "later"),
            ("now",),
            mark("Is prior authorization needed, from which visit, from whom, and can it be asked for afterwards?"),
            "authorization",
        ),
        "authorization": Fact(
            mark("Prior authorization"),
            {
                "held": mark("Held"),
                "none": mark("None"),
                "expired": mark("Expired"),
                "not_begun": mark("Not begun"),
                "used_up": mark("All its visits are used"),
            },
            ("held",),
            ("none", "expired", "not_begun", "used_up"),
            mark("What is the number of the authorization, for how many visits, from when to when?"),
            "authorization",
            mark("an authorization with its number"),
        ),
        # What proves that it is needed.
        "baseline": yes_no(
            mark("Baseline"), mark("Is a baseline measured?"), "clinic", mark("a baseline that was measured")
        ),
        "goals": yes_no(mark("Goals"), mark("Are there measurable goals?"), "clinic", mark("measurable goals")),
        "functional_limit": yes_no(
            mark("Loss of function"),
            mark("What can the client not do because of it?"),
            "client",
        ),
        "prior_care": yes_no(
            mark("Care tried before"), mark("What was tried before, and did it help?"), "client", mark("care tried")
        ),
        "maintenance": yes_no(
            mark("Maintenance"), mark("Is this upkeep without an end, or does it lead to a goal?"), "clinic", good="no"
        ),
        "new_episode": yes_no(
            mark("New episode"), mark("When was the client last treated for this?"), "client", good=""
        ),
        # Money of the client's own.
        "hsa": yes_no(mark("HSA"), mark("Does the client have an HSA?"), "client", good=""),
        "fsa": yes_no(mark("FSA or HRA"), mark("Does the client have an FSA or HRA?"), "client", good=""),
        "letter": yes_no(
            mark("Letter of medical necessity"),
            mark("Is there a letter of medical necessity, signed by the prescriber?"),
            "prescriber",
            mark("a signed letter of medical necessity"),
        ),
        "good_faith_estimate": Fact(
            mark("Good Faith Estimate"),
            {
                "given": mark("Given"),
                "due": mark("Due"),
                "not_needed": mark("Not needed"),
            },
            ("given", "not_needed"),
            ("due",),
            whom="clinic",
            gains=mark("the Good Faith Estimate given"),
        ),
        "red_flags": yes_no(mark("Red flags"), mark("Is any red flag present?"), "client", good="no"),
    }
)
