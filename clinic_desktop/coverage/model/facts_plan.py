"""Who treats, and what the plan says about it."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.coverage.model.fact import LEFT, Fact, yes_no
from clinic_desktop.wording import mark

PLAN: Mapping[str, Fact] = MappingProxyType(
    {
        # Who treats.
        "provider": Fact(
            mark("Who treats"),
            {
                "lmt": mark("Massage therapist"),
                "pt": mark("Physical therapist"),
                "ot": mark("Occupational therapist"),
                "dc": mark("Chiropractor"),
                "md": mark("Physician"),
                "other": mark("Somebody else"),
            },
            ask=mark("Who gives the treatment?"),
            whom="clinic",
        ),
        "license": Fact(
            mark("License"),
            {
                "active": mark("Active"),
                "expired": mark("Expired"),
                "none_offered": mark("The state offers none"),
                "none": mark("None"),
            },
            ("active",),
            ("expired", "none"),
            mark("Is the license active on the day of treatment?"),
            "clinic",
            mark("a license that is active"),
            final=("none_offered",),
        ),
        "certification_ok": yes_no(
            mark("Certification accepted"),
            mark("The state offers no license. Is national certification accepted instead, or must a PT or DC bill?"),
            "provider",
            mark("the payer’s word that certification is accepted"),
        ),
        # "yes" only where such a person is on record here: license, NPI, really supervising.
        "supervisor": yes_no(
            mark("Supervisor at this clinic"),
            mark("Is a PT, DC or MD of this clinic on record who really supervises?"),
            "clinic",
            mark("a supervising PT, DC or MD of this clinic on record"),
        ),
        # A supervisor, and the payer's rule about it logged with a call reference (domain 1.8).
        "supervision": Fact(
            mark("Supervision"),
            {"logged": mark("On record, with the call’s reference"), "not_logged": mark("Not on record")},
            ("logged",),
            ("not_logged",),
            mark("May a PT, DC or MD who supervises here bill it, and what is the reference number of this call?"),
            "provider",
            mark("a supervisor on record, and the payer’s rule with a call reference"),
        ),
        "network": Fact(
            mark("Network"),
            {"in": mark("In network"), "out": mark("Out of network")},
            ("in",),
            # Known to be out, with a benefit there, is better than not knowing.
            (),
            mark("Is this therapist in the network of this plan?"),
            "provider",
        ),
        "gap_exception": yes_no(
            mark("Network exception"),
            mark("Is there a therapist in the network nearby, and if not, does the plan grant an exception?"),
            "provider",
            mark("a network exception granted by the plan"),
        ),
        # What the plan says.
        "massage": yes_no(
            mark("Massage benefit"),
            mark("Is massage therapy a benefit of this plan, and under which benefit?"),
            "member",
        ),
        "category": Fact(
            mark("Kind of benefit"),
            {
                "rehab": mark("Rehabilitation"),
                "chiropractic": mark("Chiropractic"),
                "alternative": mark("Alternative care"),
                "supplemental": mark("Supplemental"),
                "wellness": mark("Wellness allowance"),
                "discount": mark("Discount program only"),
                "other": mark("Another"),
            },
            ask=mark("Under which benefit is massage: rehabilitation, chiropractic, alternative care or wellness?"),
        ),
        "codes_ok": yes_no(
            mark("Codes"),
            mark("Are my procedure codes payable, for this diagnosis, and do they go to the deductible?"),
            "provider",
        ),
        "lmt_ok": Fact(
            mark("Massage therapist accepted"),
            {
                "yes": mark("Yes"),
                "supervised": mark("Under a PT, DC or MD"),
                "no": mark("No"),
            },
            ("yes",),
            ("no",),
            mark("Is a licensed massage therapist an eligible provider, or must a PT, DC or MD supervise or bill?"),
            "provider",
        ),
        "stand_alone": yes_no(
            mark("Massage alone"),
            mark("Is massage paid when it is the only treatment, or only with other therapy?"),
            "provider",
        ),
        "oon_benefit": yes_no(
            mark("Out-of-network benefit"),
            mark("Does the plan pay out of network, and what are deductible and coinsurance there?"),
            "member",
        ),
        "excluded_diagnosis": yes_no(
            mark("Diagnosis excluded"),
            mark("Is this diagnosis excluded from the benefit?"),
            "provider",
            good="no",
        ),
        "visit_limit": Fact(
            mark("Visit limit"),
            LEFT,
            ("left",),
            ("used_up",),
            mark("Is there a visit limit, shared with other therapy, and how many are used?"),
            "member",
            mark("visits left, by an exception or in the next plan year"),
        ),
        "dollar_limit": Fact(
            mark("Dollar limit"),
            LEFT,
            ("left",),
            ("used_up",),
            mark("Is there a dollar limit, and how much of it is used?"),
            "member",
        ),
        # Without a call that somebody noted, facts count as of today.
        "verification": Fact(
            mark("Verification of benefits"),
            {
                "fresh": mark("Verified"),
                "stale": mark("Stale"),
                "not_done": mark("Not done"),
                "not_said": mark("Not said"),
            },
            ("fresh",),
            ("stale", "not_done"),
            mark("Has the plan been called, when, and what is the reference number?"),
            "clinic",
            mark("a new call to the plan"),
        ),
    }
)
