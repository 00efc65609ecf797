"""Plain words for every table and column of the record: what a person calls what the program keeps.

Most names are such words already, joined by lines; what stands here are the others. A test goes over the whole schema.
"""

from clinic_desktop.wording import mark, say

# Of the program's own book-keeping: nobody reads them, and what they say stands in other fields.
_OWN = frozenset(
    (
        *("id", "version", "retired_at", "sort_name", "search_text", "has_text", "digest", "void_digest", "blob"),
        *("thumbnail", "signed_facts", "entry_key", "network_key", "reference_key", "form", "mac", "service_row"),
        *("about_row", "given_key", "denial_key", "row_id", "slot", "x", "y", "wrote", "headings"),
        *("key_mark", "recovery_mark", "tries_mark"),
    )
)
_TABLES = {
    "practice": mark("clinic"),
    "staff": mark("person"),
    "addenda": mark("addendum to a note"),
    "diagnoses": mark("diagnosis"),
    "payer_criteria": mark("rule of a payer"),
    "bills": mark("superbill or receipt"),
    "bill_visits": mark("visit on a superbill"),
    "visit_notes": mark("visit note"),
    "visit_services": mark("service of a visit"),
    "attachments": mark("file"),
    "code_releases": mark("list of diagnosis codes"),
    "contract_fees": mark("fee of a contract"),
    "coverage_answers": mark("answer about coverage"),
    "credentials": mark("license or number"),
    "departments": mark("department of a payer"),
    "disclosures": mark("disclosure"),
    "health_flags": mark("health flag"),
    "flag_checks": mark("check of a health flag"),
    "flag_clearances": mark("clearance of a health flag"),
    "health_histories": mark("health history"),
    "import_columns": mark("columns of an import"),
    "import_rows": mark("line of an import"),
    "imported_visits": mark("visit out of another program"),
    "left_out_cases": mark("case left out of a month end"),
    "letter_wordings": mark("wording of a letter"),
    "packet_parts": mark("part of a packet"),
    "packet_volumes": mark("volume of a packet"),
    "payment_shares": mark("share of a payment"),
    "plan_copies": mark("signed copy of a plan"),
    "plan_goals": mark("goal of a plan"),
    "plan_sendings": mark("sending of a plan"),
    "goal_marks": mark("mark at a goal"),
    "policies": mark("insurance policy"),
    "prepaids": mark("package or gift card"),
    "rule_packs": mark("coverage rules"),
    "schedule_columns": mark("columns of the scheduler"),
    "schedule_entries": mark("day in the schedule"),
    "supervision_answers": mark("answer about supervision"),
    "drills": mark("restore that was tried"),
    "failed_tries": mark("failed sign-in"),
    "alarms_seen": mark("alarm that was seen"),
    "recovery_drills": mark("recovery key that was tried"),
    "prescription_diagnoses": mark("diagnosis of a prescription"),
    "notices": mark("notice to the owners"),
    "notices_seen": mark("notice that was seen"),
    "write_offs": mark("amount written off"),
    "money_papers": mark("receipt or statement of account that was handed out"),
    "contents": mark("document"),
    "drafts": mark("draft"),
    "audit": mark("audit trail"),
}
_COLUMNS = {
    "ahead": mark("how far ahead"),
    "at": mark("when"),
    "bills_as": mark("who bills"),
    "came_as": mark("kind of file"),
    "cents": mark("amount"),
    "drawn_id": mark("taken from package"),
    "from_id": mark("taken from file"),
    "into_id": mark("became part of file"),
    "gait": mark("how they walk"),
    "is_demo": mark("demo clinic"),
    "key": mark("name of it"),
    "kind": mark("what kind"),
    "npi": mark("NPI"),
    "organization_npi": mark("NPI of the organization"),
    "member_id": mark("member ID"),
    "tax_id": mark("tax ID"),
    "tax_id_kind": mark("kind of tax ID"),
    "claim_number": mark("claim number"),
    "no_accident": mark("no accident to do with it"),
    "no_allergies": mark("no known allergies"),
    "prints_ssn": mark("prints the social security number"),
    "recovery_key_checked_at": mark("recovery key checked"),
    "refunds_id": mark("payment given back"),
    "replaces_id": mark("replaces"),
    "sold_id": mark("package or gift card sold"),
    "street2": mark("second line of the address"),
    "state": mark("state"),
    "won_cents": mark("amount won"),
    "zip": mark("ZIP code"),
    "staff_id": mark("person"),
    "known": mark("what was known of its parts"),
    "discount_why": mark("why the discount"),
    "void_why": mark("why it is void"),
    "voided_on": mark("day it became void"),
    "voided_at": mark("moment it became void"),
    "signed_on": mark("day of signing"),
    "signed_at": mark("moment of signing"),
    "signed_by": mark("who signed"),
    "issued_on": mark("day of issue"),
    "issued_at": mark("moment of issue"),
    "issued_by": mark("who issued it"),
    "many": mark("how often"),
    "last_at": mark("last time"),
    "begun_at": mark("beginning"),
    "until_at": mark("end at the latest"),
    "ended_at": mark("end"),
    "run": mark("start of the program"),
    "struck_by": mark("struck out by"),
    "struck_on": mark("struck out on"),
    "struck_why": mark("why it was struck out"),
    "facts": mark("details"),
    "to_kind": mark("kind of recipient"),
    "about_kind": mark("what it is about"),
    "ended_kind": mark("how it ended"),
    "form_id": mark("form"),
    "item_id": mark("line"),
    "follows_id": mark("goes on from"),
    "body": mark("text"),
    "bytes": mark("content"),
    "edition": mark("edition"),
    "id": mark("number"),
    "row_id": mark("record"),
    "table_name": mark("kind of record"),
    "mac": mark("seal"),
    "digest": mark("seal"),
    "void_digest": mark("seal of the void"),
    "blob": mark("file as kept"),
}
# Last words of names that say how a value is kept, and not what it is.
_ENDINGS = ("_id", "_cents", "_row", "_key")
_SINGULAR = (("ies", "y"), ("sses", "ss"), ("ses", "se"), ("s", ""))


def table_words(table: str) -> str:
    """What one row of a table is called: "visit note"."""
    if table in _TABLES:
        return say(_TABLES[table])
    words = table.replace("_", " ")
    for ending, instead in _SINGULAR:
        if words.endswith(ending):
            return say(words.removesuffix(ending) + instead)
    return say(words)


def column_words(column: str) -> str:
    """What a field is called: "birth date"."""
    if column in _COLUMNS:
        return say(_COLUMNS[column])
    name = column
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return say(name.removeprefix("is_").removeprefix("has_").replace("_", " "))


def is_own(column: str) -> bool:
    """Whether a field is the program's own book-keeping, which nobody is shown."""
    return column in _OWN
