"""The checks that only a statement to a payer is given."""

from clinic_desktop.superbills.rules.checks import amounts, claim, policy, visits
from clinic_desktop.superbills.rules.checks.check import BillCheck
from clinic_desktop.wording import mark

STATEMENT: tuple[BillCheck, ...] = (
    BillCheck("nobody-pays", "STOP", mark("There is somebody to send it to"), claim.nobody_pays),
    BillCheck("no-mailing-address", "NOTE", mark("There is a mailing address"), claim.no_address, claim.has_addressee),
    BillCheck(
        "kept-from-payer",
        "STOP",
        mark("The plan may know of it"),
        claim.kept_from_payer,
        lambda bill, _: bill.client.keeps_from_plan,
    ),
    BillCheck("claim-number", "ASK", mark("The claim has its number"), claim.no_claim_number, claim.is_of_claim),
    BillCheck("adjuster", "ASK", mark("Somebody handles the claim"), claim.no_adjuster, claim.is_of_claim),
    # The same rule as on a superbill, where the payer knows the client by a member ID.
    BillCheck(
        "member-id-missing",
        "ASK",
        mark("The payer finds the client by a number"),
        policy.member_id_missing,
        claim.is_of_member,
    ),
    BillCheck("health-plan-statement", "ASK", mark("No health plan"), claim.pays_members, policy.has_policy),
    BillCheck(
        "note-not-signed-for-payer",
        "STOP",
        mark("Every note is signed"),
        claim.note_not_signed,
        visits.notes_in_program,
    ),
    BillCheck("nothing-due", "ASK", mark("Something is due"), amounts.nothing_due),
)
