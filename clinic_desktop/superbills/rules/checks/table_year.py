"""The checks that only the receipt of a year is given."""

from clinic_desktop.superbills.rules.checks import year
from clinic_desktop.superbills.rules.checks.check import BillCheck
from clinic_desktop.wording import mark

YEAR_RECEIPT: tuple[BillCheck, ...] = (
    BillCheck("nothing-to-receipt", "STOP", mark("Something was paid in the year"), year.nothing),
    BillCheck("year-receipted", "STOP", mark("The year has no other receipt"), year.issued_already),
    BillCheck("year-not-over", "ASK", mark("The year is over"), year.not_over),
    BillCheck("visit-therapist", "STOP", mark("Every visit says who gave it"), year.no_therapist),
)
