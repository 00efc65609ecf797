"""All checks in one table, in the order of the paper: rule, grade (domain 1.8), what is well, where it looks.

The names of the rules never change: acceptances are kept by them.
"""

from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.rules.checks import (
    amounts,
    credential_codes,
    diagnoses,
    elsewhere,
    fitting,
    paper,
    services,
    units,
    visits,
)
from clinic_desktop.superbills.rules.checks.check import BillCheck
from clinic_desktop.superbills.rules.checks.table_parties import PARTIES
from clinic_desktop.superbills.rules.checks.table_statement import STATEMENT
from clinic_desktop.superbills.rules.checks.table_year import YEAR_RECEIPT
from clinic_desktop.wording import mark

SUPERBILL: tuple[BillCheck, ...] = (
    *PARTIES,
    BillCheck("no-diagnosis", "STOP", mark("There is a diagnosis"), diagnoses.none),
    BillCheck("too-many-diagnoses", "STOP", mark("At most 12 diagnoses"), diagnoses.too_many),
    BillCheck(
        "diagnosis-malformed",
        "STOP",
        mark("Every diagnosis has a code"),
        diagnoses.malformed,
        diagnoses.has_diagnoses,
    ),
    BillCheck(
        "diagnosis-twice",
        "STOP",
        mark("No diagnosis stands there twice"),
        diagnoses.given_twice,
        diagnoses.has_diagnoses,
    ),
    BillCheck("diagnosis-heading", "STOP", mark("No diagnosis is a heading"), diagnoses.heading, diagnoses.has_release),
    BillCheck("diagnosis-unknown", "STOP", mark("Every diagnosis exists"), diagnoses.unknown, diagnoses.has_release),
    BillCheck(
        "diagnosis-unchecked", "NOTE", mark("Every diagnosis was checked"), diagnoses.unchecked, diagnoses.has_diagnoses
    ),
    BillCheck(
        "diagnosis-as-written",
        "NOTE",
        mark("The release has every diagnosis"),
        diagnoses.as_written,
        diagnoses.has_release,
    ),
    BillCheck(
        "release-older",
        "NOTE",
        mark("The diagnosis codes of the date are loaded"),
        diagnoses.release_older,
        diagnoses.has_release,
    ),
    BillCheck(
        "diagnosis-source",
        "STOP",
        mark("Every diagnosis says who made it"),
        diagnoses.no_source,
        diagnoses.is_treated_by_massage,
    ),
    BillCheck(
        "diagnosis-source-name",
        "ASK",
        mark("Every diagnosis says by whom and when"),
        diagnoses.source_not_named,
        diagnoses.is_treated_by_massage,
    ),
    BillCheck(
        "diagnosis-after-visits",
        "ASK",
        mark("Every diagnosis was there at the visits"),
        diagnoses.made_after_visits,
        diagnoses.has_diagnoses,
    ),
    BillCheck(
        "external-cause-first",
        "ASK",
        mark("What is treated stands first"),
        diagnoses.external_first,
        diagnoses.has_diagnoses,
    ),
    BillCheck(
        "excludes1", "ASK", mark("No two diagnoses exclude each other"), diagnoses.excludes, diagnoses.has_release
    ),
    BillCheck("no-visit", "STOP", mark("There is a visit"), visits.none),
    BillCheck("date-missing", "STOP", mark("Every visit has its date"), visits.no_date),
    BillCheck("future-date", "STOP", mark("No date lies ahead"), visits.in_future),
    BillCheck("before-birth", "STOP", mark("No visit before the birth"), visits.before_birth),
    BillCheck("not-given", "STOP", mark("Every visit was given"), visits.not_given),
    BillCheck("billed-already", "STOP", mark("No visit is billed twice"), visits.billed_already),
    BillCheck("place-missing", "ASK", mark("Every visit has its place"), visits.no_place),
    BillCheck("telehealth", "NOTE", mark("No visit was at a distance"), visits.telehealth),
    BillCheck("note-not-signed", "ASK", mark("Every note is signed"), visits.note_not_signed, visits.notes_in_program),
    BillCheck("time-impossible", "STOP", mark("Every time of day can be right"), visits.impossible_times),
    BillCheck("visits-overlap", "ASK", mark("No two visits at the same time"), visits.overlapping),
    BillCheck("longer-than-visit", "ASK", mark("The minutes fit the visits"), visits.longer_than_visit),
    BillCheck("no-service", "STOP", mark("Every visit has a service"), services.none),
    BillCheck("service-name", "STOP", mark("Every service has a name"), services.no_name, services.has_lines),
    BillCheck("not-a-service", "STOP", mark("No tip, tax or product"), services.not_services, services.has_lines),
    BillCheck("code-missing", "STOP", mark("Every service has a code"), services.code_missing, services.has_lines),
    BillCheck("code-malformed", "STOP", mark("Every code can be right"), services.code_malformed, services.has_lines),
    BillCheck("code-unusual", "NOTE", mark("Codes of the usual form"), services.code_unusual, services.has_lines),
    BillCheck(
        "code-outside-credential",
        "STOP",
        mark("Every code goes with the credential"),
        credential_codes.outside_credential,
        credential_codes.has_numbers,
    ),
    BillCheck(
        "code-scope",
        "ASK",
        mark("No code that depends on the scope"),
        credential_codes.scope,
        credential_codes.has_numbers,
    ),
    BillCheck(
        "bundled",
        "ASK",
        mark("No code that another one holds"),
        credential_codes.bundled,
        credential_codes.takes_bundles,
    ),
    BillCheck(
        "numbers-unread",
        "NOTE",
        mark("The codes of a few checks were read"),
        credential_codes.numbers_unread,
        lambda _, circumstances: circumstances.numbers is not None,
    ),
    BillCheck(
        "same-code-twice", "ASK", mark("No code twice on a day"), credential_codes.same_code_twice, services.has_lines
    ),
    BillCheck(
        "modifier-malformed",
        "STOP",
        mark("Every modifier can be right"),
        services.modifier_malformed,
        services.has_lines,
    ),
    BillCheck(
        "too-many-pointers",
        "STOP",
        mark("At most four diagnoses a service"),
        services.too_many_pointers,
        services.has_lines,
    ),
    BillCheck(
        "pointer-to-nothing",
        "STOP",
        mark("Every service points to a diagnosis of the superbill"),
        services.pointer_to_nothing,
        services.has_lines,
    ),
    BillCheck(
        "pointer-twice", "STOP", mark("No service points to one twice"), services.pointer_twice, services.has_lines
    ),
    BillCheck("units-missing", "STOP", mark("Every service has units"), units.missing, services.has_lines),
    BillCheck(
        "units-above-minutes", "STOP", mark("The minutes give the units"), units.above_minutes, services.has_lines
    ),
    BillCheck("units-above-cap", "ASK", mark("Not more units a day than are paid"), units.above_cap, units.has_payer),
    BillCheck("units-below-minutes", "NOTE", mark("All minutes are billed"), units.below_minutes, units.has_timed),
    BillCheck("amount-missing", "STOP", mark("Every service has an amount"), amounts.no_price, services.has_lines),
    BillCheck("totals", "STOP", mark("All amounts add up"), amounts.totals),
    BillCheck("unpaid", "ASK", mark("Every visit is paid"), amounts.unpaid),
    BillCheck("overpaid", "ASK", mark("Nothing is paid twice"), amounts.overpaid),
    BillCheck("written-off", "ASK", mark("Nothing is written off"), amounts.written_off),
    BillCheck("nothing-charged", "ASK", mark("Every visit costs something"), amounts.nothing_charged),
    BillCheck("no-font", "STOP", mark("Every letter can be printed"), paper.no_font),
    BillCheck("name-too-long", "STOP", mark("Every name is printed whole"), fitting.name_too_long),
    BillCheck("text-too-long", "ASK", mark("Every text is printed whole"), fitting.text_too_long),
    BillCheck("control-character", "NOTE", mark("Every text is as it is seen"), paper.control_characters),
    BillCheck("other-paper-differs", "ASK", mark("No other paper says something else"), elsewhere.otherwise),
)
# What a receipt is asked: no diagnosis, code or NPI (domain 1.8).
_RECEIPT = frozenset(
    (
        *("clinic-name", "clinic-address", "therapist-name", "client-name", "bill-the-program"),
        *("tax-id-malformed", "name-too-long", "text-too-long"),
        *("no-visit", "date-missing", "future-date", "before-birth", "not-given", "billed-already"),
        *(
            "no-service",
            "service-name",
            "not-a-service",
            "amount-missing",
            "totals",
            "unpaid",
            "overpaid",
            "no-font",
            "control-character",
            "other-paper-differs",
        ),
    )
)
# What a superbill is asked, and a statement is not, or otherwise: a program is billed just so, a claim is open just
# because it was an accident, and what is unpaid is what it is about (domain 1.8).
_NOT_A_STATEMENT = frozenset(
    (
        *("policy", "bill-the-program", "keep-from-plan", "original-medicare", "in-network", "member-id-missing"),
        *("accident-open", "accident-health-plan", "accident-plan", "note-not-signed", "unpaid", "written-off"),
    )
)
# What the receipt of a year is asked besides its own.
_YEAR_RECEIPT = frozenset(
    (
        *("clinic-name", "clinic-address", "client-name", "tax-id-malformed", "name-too-long", "text-too-long"),
        *("date-missing", "future-date", "before-birth", "not-given", "no-service", "service-name", "not-a-service"),
        *("no-font", "control-character"),
    )
)
CHECKS: dict[Kind, tuple[BillCheck, ...]] = {
    "superbill": SUPERBILL,
    "receipt": tuple(one for one in SUPERBILL if one.rule in _RECEIPT),
    "statement": (*(one for one in SUPERBILL if one.rule not in _NOT_A_STATEMENT), *STATEMENT),
    "year_receipt": (*(one for one in SUPERBILL if one.rule in _YEAR_RECEIPT), *YEAR_RECEIPT),
}
# Every rule there is, each once.
RULES: dict[str, BillCheck] = {one.rule: one for checks in CHECKS.values() for one in checks}
