"""The checks of who bills, who treats, for whom, who pays and who ordered: the upper part of the table of checks."""

from clinic_desktop.superbills.rules.checks import (
    authorized,
    case,
    client,
    clinic,
    fitting,
    policy,
    prescriptions,
    supervisor,
    therapist,
)
from clinic_desktop.superbills.rules.checks.check import BillCheck
from clinic_desktop.wording import mark

PARTIES: tuple[BillCheck, ...] = (
    BillCheck("clinic-name", "STOP", mark("The clinic has a name"), clinic.no_name),
    BillCheck("clinic-address", "STOP", mark("The clinic’s address is whole"), clinic.no_address),
    BillCheck("po-box", "ASK", mark("The clinic’s address is a street"), clinic.po_box),
    BillCheck("tax-id-malformed", "STOP", mark("The tax ID can be right"), fitting.tax_id_malformed),
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
    BillCheck(
        "supervisor-not-on-record",
        "STOP",
        mark("The supervisor is on record on every date"),
        supervisor.not_on_record,
        supervisor.is_supervised,
    ),
    BillCheck(
        "supervision-not-logged",
        "STOP",
        mark("The payer’s rule about supervision is logged"),
        supervisor.not_logged,
        supervisor.is_supervised,
    ),
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
        "after-authorization",
        "ASK",
        mark("No visit after its authorization ended"),
        authorized.after_authorization,
        authorized.is_authorized,
    ),
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
)
