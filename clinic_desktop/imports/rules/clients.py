"""What a row says about a client: the client, the insurance, and what the record has no place for, in the note."""

from dataclasses import replace
from datetime import date

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.rules import client_values
from clinic_desktop.errors import Refused
from clinic_desktop.imports.model.entries import ClientEntry, RowProblem
from clinic_desktop.imports.model.sheet import Matching
from clinic_desktop.imports.rules.cells import Cells, RowReader
from clinic_desktop.imports.rules.referrers import referred
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.payers.rules import payer_values
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.policies.rules import policy_values
from clinic_desktop.values import dates
from clinic_desktop.values.names import given_and_family, may_be_suffix, name_parts, with_suffix
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say

# What stands for no payer.
_PAYS_ALONE = ("self", "self pay", "self-pay", "selfpay", "cash", "private pay", "no insurance", "patient", "client")
_ONE_NAME = "-"
_NUMBER_LETTERS, _REASON_LETTERS = 100, 100
# What is wrong with a policy is said at these columns.
_OF_A_POLICY = ("plan_name", "member_id", "group_number")


def names_of(cells: Cells) -> tuple[str, str]:
    """First and last name of a row: from their own columns, else out of the whole name. A suffix is a part of the last
    name: it tells a father from his son."""
    given, family, suffix = (cells.get(key, "") for key in ("given_name", "family_name", "suffix"))
    suffix = suffix if may_be_suffix(suffix) else ""
    if given or family or not cells.get("name"):
        return given, with_suffix(family, suffix)
    given, family = given_and_family(name_parts(" ".join(cells["name"].split())))
    return given or _ONE_NAME, with_suffix(family, suffix)


def shown_name(cells: Cells) -> str:
    """Whom a row is about, as a list says it: "Lee, Ana"."""
    given, family = names_of(cells)
    return ", ".join(part for part in (family, "" if given == _ONE_NAME else given) if part)


def client_entry(
    number: int, cells: Cells, matching: Matching, today: date
) -> tuple[ClientEntry, tuple[RowProblem, ...], str]:
    """What a row says, all that is wrong with it, and what was read otherwise than it stands."""
    reader = RowReader(cells, matching, today)
    given, family = names_of(cells)
    reader.remarks += _no_suffix(reader.text("suffix"))
    born, where = reader.day("birth_date", is_birth=True), reader.address()
    (phone, second), (other, third) = reader.phones("phone"), reader.phones("other_phone")
    other, *more = (*filter(None, (other, second, third)), "")
    line, prescriber = referred(reader)
    draft = ClientDraft(
        given_name=given,
        middle_name=reader.text("middle_name"),
        family_name=family,
        preferred_name=_unless_same(reader.text("preferred_name"), given),
        pronouns=reader.text("pronouns"),
        birth_date=dates.printed(born) if born else "",
        sex=reader.sex(),
        phone=phone,
        other_phone=other,
        email=reader.text("email"),
        street=where["street"],
        street2=where["street2"],
        city=where["city"],
        state=where["state"],
        zip=where["zip"],
        guardian_name=reader.text("guardian_name"),
        guardian_relationship=reader.text("guardian_relationship"),
        guardian_phone=reader.phone("guardian_phone"),
        note=_note(reader, [one for one in more if one], line),
    )
    policy, reason = _policy(reader), reader.text("reason")
    if len(reason) > _REASON_LETTERS:
        reader.found.add("reason", say("This is too long: {limit} letters fit here.", limit=_REASON_LETTERS))
    source = reader.text("number")[:_NUMBER_LETTERS]
    problems = [RowProblem(one.field, one.words) for one in reader.found.found]
    problems += _refusals(draft, policy, today)
    made = ClientEntry(number, draft, policy, reason, 0, source, prescriber=prescriber)
    return made, tuple(problems), " ".join(reader.remarks)


def as_other_person(entry: ClientEntry) -> ClientEntry:
    """Somebody else of the same name and birth date: a person said so."""
    return replace(entry, draft=replace(entry.draft, is_other_person=True))


def _no_suffix(typed: str) -> list[str]:
    """What to say of a suffix that is none: a credential is no part of the name of a client."""
    if not typed or may_be_suffix(typed):
        return []
    return [say("“{typed}” is left out: it is no part of a name.", typed=typed)]


def _unless_same(preferred: str, given: str) -> str:
    """Many programs write the first name there where nothing was asked."""
    return "" if folded(preferred) == folded(given) else preferred


def _note(reader: RowReader, phones: list[str], referred_by: str) -> str:
    """The note, and that for which a client has no place of its own: more phone numbers, and who referred."""
    also = [say("Another phone: {phone}", phone=one) for one in phones]
    return "\n".join(part for part in (reader.text("note"), *also, referred_by) if part)


def _policy(reader: RowReader) -> PolicyDraft | None:
    payer = reader.text("payer_name")
    others = {name: reader.text(name) for name in _OF_A_POLICY}
    if folded(payer) in _PAYS_ALONE:
        return None
    if not payer:
        if any(others.values()):
            reader.found.add("payer_name", say("A plan or a member ID stands here, and no payer. Type the payer."))
        return None
    return PolicyDraft(payer_name=payer, **others)


def _refusals(draft: ClientDraft, policy: PolicyDraft | None, today: date) -> list[RowProblem]:
    """What the record itself would refuse, said at the columns of the file."""
    found: list[RowProblem] = []
    try:
        client_values(draft, today)
    except Refused as refused:
        found += [RowProblem(one.field, one.words) for one in refused.problems]
    if policy:
        try:
            payer_values(PayerDraft(policy.payer_name))
            policy_values(policy, today)
        except Refused as refused:
            found += [RowProblem("payer_name" if one.field in ("name", "") else one.field, one.words)
                      for one in refused.problems]  # fmt: skip
    return found
