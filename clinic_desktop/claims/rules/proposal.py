"""For which cases a claim is what the payer wants (domain 1.8, 8.2)."""

from clinic_desktop.claims.model import ClaimChoices, ClaimProposal
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.wording import say


def proposal(case_kind: str, *, in_network: bool) -> ClaimProposal:
    """Whether a worksheet is proposed for a case of this kind, with a sentence that says why."""
    if case_kind == "auto":
        return ClaimProposal(True, say("The auto insurer pays the clinic, and asks for its bill on the claim form."))
    if case_kind == "work":
        return ClaimProposal(
            True, say("Workers’ compensation pays the clinic and never the client, and asks for the claim form.")
        )
    if in_network:
        return ClaimProposal(
            True, say("The therapist has a contract with this payer. It probably obliges you to send the claim.")
        )
    return ClaimProposal(
        False,
        say(
            "Nothing on record asks for a claim here: a superbill does for most. Use it where the client’s plan takes "
            "a claim only on the form, or on a web page that asks for the same boxes."
        ),
    )


def kept_words(bill: Bill) -> str:
    """Why no claim is made of this bill: the client keeps one of its visits from the plan (45 CFR 164.522), and a claim
    tells it. "" where the plan may be told of all."""
    if not bill.client.keeps_from_plan:
        return ""
    return say(
        "The client asked that the plan not be told of these visits, and a claim tells it. Choose other visits, and "
        "give the client a receipt of these."
    )


def first_choices(case_kind: str, *, in_network: bool) -> tuple[ClaimChoices, str]:
    """What is chosen before anybody chooses, and a sentence that says why."""
    if case_kind in ("auto", "work") or in_network:
        return ClaimChoices(), say("Yes to begin with: the payer pays the clinic, and the clinic takes what it allows.")
    return ClaimChoices(accepts="no"), say("No to begin with: the clinic has no contract here, and the client paid.")
