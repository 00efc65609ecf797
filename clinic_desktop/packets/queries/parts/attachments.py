"""The scans and files of a client that belong to a case, or to no case in particular."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from clinic_desktop.appeals.queries.denials import denials_of
from clinic_desktop.attachments.model import ATTACHMENT_KINDS, Attachment
from clinic_desktop.attachments.queries import attachments_of
from clinic_desktop.authorizations.queries import authorization_page
from clinic_desktop.authorizations.rules.burning import first_day as authorized_from
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.referrals.queries import prescription
from clinic_desktop.referrals.rules.windows import first_day
from clinic_desktop.wording import say

# Which part of a packet a file is. What is not named is offered as a letter.
_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "prescription": "prescription",
        "card": "authorization",
        "authorization": "authorization",
        "denial": "bills",
        "benefit_statement": "bills",
        "signed_form": "authorization",
        "representative_form": "authorization",
        "record": "assessment",
        "medical_necessity": "letter",
        "plan_page": "letter",
    }
)


def attachments_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each file of the client but those of other cases, the newest first. What stands in it no program reads."""
    notices: dict[int, str] = {}
    for denial in denials_of(asked.read, asked.client):
        # The notice, and the signed form of who speaks for the client.
        notices |= {file: f"denial:{denial.id}" for file in (denial.attachment, denial.form) if file}
    for one in attachments_of(asked.read, asked.client, asked.case):
        yield _part(asked, one, notices.get(one.id, ""))


def _part(asked: PartsAsked, one: Attachment, denial: str) -> Part:
    about = denial or (f"{one.about_kind}:{one.about_row}" if one.about_kind else "")
    since, until = one.day, one.day
    codes: tuple[str, ...] = ()
    if one.about_kind == "prescription" and one.about_row:
        order = prescription(asked.read, one.about_row)
        since, until, codes = first_day(order), order.expires_on, order.diagnoses
    elif _PARTS.get(one.kind) == "authorization":
        # What was granted or signed counts from its day on, unless the authorization itself says when.
        since, until = next(_granted(asked, one), (one.day, None))
    return Part(
        f"attachment:{one.id}",
        _PARTS.get(one.kind, "letter"),
        one.title or say(ATTACHMENT_KINDS[one.kind]),
        on=one.day,
        since=since,
        until=until,
        codes=codes,
        may_tell=one.kind not in ("card", "prescription"),
        fix=f"attachment/{one.id}",
        mark=f"{one.version}:{one.blob}",
        pages=one.pages,
        sort=one.kind,
        stands_for=about,
        dated=(one.day,) if one.day else (),
    )


def _granted(asked: PartsAsked, of: Attachment) -> Iterator[tuple[date | None, date | None]]:
    """From when until when the authorization counts that a file is a scan of."""
    for one in authorization_page(asked.read, asked.case).rows:
        if (of.about_kind, of.about_row) == ("authorization", one.id):
            yield authorized_from(one), one.ends_on
