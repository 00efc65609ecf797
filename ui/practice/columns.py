"""What the lists of therapists, credentials and services show."""

from clinic_desktop.practice.model import CREDENTIAL_KINDS, Credential, Service, Therapist
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

PRICED_BY: tuple[tuple[str, str], ...] = (("unit", mark("per unit of 15 minutes")), ("visit", mark("per visit")))


def _kind(credential: Credential) -> str:
    return say(CREDENTIAL_KINDS[credential.kind])


def _expiry(credential: Credential) -> str:
    return dates.shown(credential.expires_on) if credential.expires_on else ""


def _price(service: Service) -> str:
    return money.shown(service.price_cents)


def _minutes(service: Service) -> str:
    if service.usual_minutes:
        return say("{minutes} min", minutes=service.usual_minutes)
    return say("Timed") if service.is_timed else say("Not timed")


THERAPIST_COLUMNS: tuple[Column[Therapist], ...] = (
    Column(mark("Name"), lambda therapist: therapist.name, share=3),
    Column(mark("NPI"), lambda therapist: therapist.npi, share=2),
    Column(mark("Taxonomy"), lambda therapist: therapist.taxonomy, share=2),
)
CREDENTIAL_COLUMNS: tuple[Column[Credential], ...] = (
    Column(mark("Kind"), _kind, share=3),
    Column(mark("State"), lambda credential: credential.state),
    Column(mark("Number"), lambda credential: credential.number, share=2),
    Column(mark("Valid until"), _expiry, share=2, least="20 Nov 2026"),
)
SERVICE_COLUMNS: tuple[Column[Service], ...] = (
    Column(mark("Service"), lambda service: service.name, share=4),
    Column(mark("Code"), lambda service: service.procedure_code, share=1),
    Column(mark("Minutes"), _minutes, share=1),
    Column(mark("Price"), _price, right=True, share=1),
    Column("", lambda service: say(dict(PRICED_BY)[service.priced_by]), share=3),
)
