"""All checks in one table, in the order of the paper: rule, grade (domain 1.8), what is well, where it looks.

The names of the rules never change: acceptances are kept by them.
"""

from clinic_desktop.superbills.model.bill import Kind
from clinic_desktop.superbills.rules.checks import (
    amounts,
    case,
    client,
    clinic,
    credential_codes,
    diagnoses,
    paper,
    policy,
    prescriptions,
    services,
    therapist,
    units,
    visits,
)
from clinic_desktop.superbills.rules.checks.check import BillCheck
from clinic_desktop.wording import mark

SUPERBILL: tuple[BillCheck, ...] = (
    BillCheck("clinic-name", "STOP", mark("The clinic has a name"), clinic.no_name),
    BillCheck("clinic-address", "STOP", mark("The clinic’s address is whole"), clinic.no_address),
    BillCheck("po-box", "ASK", mark("The clinic’s address is a street"), clinic.po_box),
    BillCheck("tax-id-malformed", "STOP", mark("The tax ID can be right"), clinic.tax_id_malformed),
    BillCheck("tax-id-missing", "ASK", mark("The tax ID is there"), clinic.tax_id_missing),
    BillCheck(
        "organization-npi-malformed",
        "STOP",
        mark("The organization’s NPI can be right"),
        clinic.organization_npi_malformed,
        lambda bill, _: bool(bill.clinic.organization_npi.strip()),
    ),
    BillCheck(
        "organization-npi",
        "NOTE",
        mark("The organization’s NPI is there"),
        clinic.no_organization_npi,
        lambda bill, _: bill.clinic.is_incorporated,
    ),
    BillCheck("therapist-name", "STOP", mark("The therapist has a name"), therapist.no_name),
    BillCheck("npi-malformed", "STOP", mark("The therapist’s NPI can be right"), therapist.npi_malformed),
    BillCheck("npi-missing", "ASK", mark("The therapist’s NPI is there"), therapist.npi_missing),
    BillCheck("license-missing", "ASK", mark("The license is on record"), therapist.license_missing),
    BillCheck("license-expired", "STOP", mark("No license ended before a visit"), therapist.license_expired),
    BillCheck("taxonomy-malformed", "NOTE", mark("The taxonomy can be right"), therapist.taxonomy_malformed),
    BillCheck("taxonomy-contradicts", "NOTE", mark("Taxonomy and credential agree"), therapist.taxonomy_contradicts),
    BillCheck("client-name", "STOP", mark("The client has a name"), client.no_name),
    BillCheck("birth-date", "STOP", mark("The birth date is there"), client.no_birth_date),
    BillCheck(
        "keep-from-plan", "NOTE", mark("The plan may know of it"), client.keeps_from_plan, client.is_kept_from_plan
    ),
    BillCheck("policy", "ASK", mark("The payer is named"), policy.no_policy),
    BillCheck(
        "bill-the-program",
        "STOP",
        mark("No program that has to be billed itself"),
        policy.is_program,
        policy.has_policy,
    ),
    BillCheck("original-medicare", "ASK", mark("Not Original Medicare"), policy.original_medicare, policy.has_policy),
    BillCheck(
        "member-id-missing",
        "ASK",
        mark("The payer finds the client by a number"),
        policy.member_id_missing,
        policy.has_policy,
    ),
    BillCheck(
        "member-id-malformed",
        "ASK",
        mark("The member ID can be right"),
        policy.member_id_malformed,
        policy.has_policy,
    ),
    BillCheck(
        "member-id-like-ssn",
        "NOTE",
        mark("The member ID is no Social Security number"),
        policy.member_id_like_ssn,
        policy.has_policy,
    ),
    BillCheck("subscriber-name", "STOP", mark("The subscriber is named"), policy.subscriber_name, policy.has_policy),
    BillCheck(
        "subscriber-birth-date",
        "ASK",
        mark("The subscriber’s birth date is there, where it is needed"),
        policy.subscriber_birth_date,
        policy.has_policy,
    ),
    BillCheck(
        "policy-not-in-force", "ASK", mark("The policy counts on every date"), policy.not_in_force, policy.has_policy
    ),
    BillCheck("in-network", "ASK", mark("No contract asks for a claim"), policy.in_network, policy.is_in_network),
    BillCheck("accident-open", "ASK", mark("Accident or work: asked"), case.accident_open, policy.has_policy),
    BillCheck(
        "accident-health-plan", "ASK", mark("No other payer comes first"), case.accident_health_plan, policy.has_policy
    ),
    BillCheck(
        "accident-plan", "ASK", mark("Case and plan agree on an accident"), case.accident_plan, policy.has_policy
    ),
    BillCheck(
        "accident-incomplete",
        "ASK",
        mark("Of an accident, date and state are there"),
        case.accident_incomplete,
        case.is_accident,
    ),
    BillCheck("onset", "STOP", mark("Birth, begin and visits are in order"), case.onset),
    BillCheck(
        "no-prescription",
        "ASK",
        mark("There is a prescription"),
        prescriptions.no_prescription,
        prescriptions.needs_order,
    ),
    BillCheck(
        "outside-prescription",
        "ASK",
        mark("Every visit is inside a prescription"),
        prescriptions.outside_prescription,
        prescriptions.has_orders,
    ),
    BillCheck("visits-used-up", "ASK", mark("No more visits than ordered"), prescriptions.used_up, prescriptions.cites),
    BillCheck(
        "prescriber-npi-malformed",
        "STOP",
        mark("The prescriber’s NPI can be right"),
        prescriptions.prescriber_npi_malformed,
        prescriptions.cites,
    ),
    BillCheck(
        "prescriber-npi",
        "ASK",
        mark("The prescriber’s NPI is there"),
        prescriptions.prescriber_npi,
        prescriptions.cites,
    ),
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
        mark("Every service points to a diagnosis of the bill"),
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
    BillCheck("no-font", "STOP", mark("Every letter can be printed"), paper.no_font),
    BillCheck("control-character", "NOTE", mark("Every text is as it is seen"), paper.control_characters),
)
# What a receipt is asked: no diagnosis, code or NPI (domain 1.8).
_RECEIPT = frozenset(
    (
        *("clinic-name", "clinic-address", "therapist-name", "client-name", "bill-the-program"),
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
        ),
    )
)
CHECKS: dict[Kind, tuple[BillCheck, ...]] = {
    "superbill": SUPERBILL,
    "receipt": tuple(one for one in SUPERBILL if one.rule in _RECEIPT),
}
