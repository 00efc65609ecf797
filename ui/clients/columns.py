"""What the list of clients shows, and the words of a client's choices."""

from datetime import date

from clinic_desktop.clients.model import Client, ClientRow
from clinic_desktop.clients.rules import is_minor
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column
from ui.kit.text import Chip

ALERT_CHIPS: dict[str, Chip] = {"health": "stop", "allergy": "stop", "desk": "plain"}


def born(row: ClientRow) -> str:
    """The birth date as shown, "" where it is not known."""
    return dates.shown(row.birth_date) if row.birth_date else ""


def owed(row: ClientRow) -> str:
    """What the client owes for visits, a credit as "−$20.00"; "" where all is paid."""
    return money.shown(row.owed_cents) if row.owed_cents else ""


def of_payers(row: ClientRow) -> str:
    """What payers owe for visits of the client; "" where they owe nothing."""
    return money.shown(row.payers_cents) if row.payers_cents else ""


def guardian_role(client: Client, on: date) -> str:
    """What the one who acts for the client is called on that day: of an adult nobody is the guardian by age alone."""
    return say("Guardian") if is_minor(client, on) else say("Representative")


def guardian(client: Client) -> str:
    """Who acts for the client: "Ana Lee (mother), (253) 555-0142"."""
    kin = f"{client.guardian_name} ({client.guardian_relationship})" if client.guardian_relationship else ""
    return ", ".join(part for part in (kin or client.guardian_name, client.guardian_phone) if part)


CLIENT_COLUMNS: tuple[Column[ClientRow], ...] = (
    Column(mark("Name"), lambda row: row.name, share=4),
    Column(mark("Born"), born, share=2, least="20 Nov 1976"),
    Column(mark("Phone"), lambda row: row.phone, share=2),
    Column(mark("Payer"), lambda row: row.payer_name, share=4),
    # Both of all cases; what a payer is billed for is not asked of the client.
    Column(mark("Due from payers"), of_payers, right=True, share=2, least="Due from payers"),
    Column(mark("Unpaid, all cases"), owed, right=True, share=2, least="Unpaid, all cases"),
)
