"""The forms of the practice: which fields they have, and how a draft is read out of them."""

from clinic_desktop.practice.model import (
    CREDENTIAL_KINDS,
    BillingDraft,
    Credential,
    CredentialDraft,
    Practice,
    Service,
    ServiceDraft,
    Therapist,
)
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.kit.address import address_rows
from ui.kit.drafts import draft_text
from ui.kit.field import Field
from ui.kit.fields import CheckField, ChoiceField, TextField
from ui.kit.form import Form
from ui.practice.columns import PRICED_BY


def practice_rows() -> list[Field | list[tuple[Field, int]]]:
    """Name and address: the first run asks for these, settings for more."""
    return [
        TextField("name", say("Clinic name"), say("As it stands on your papers.")),
        *address_rows(say("Where clients come to, not a PO box.")),
    ]


def practice_form() -> Form:
    """All of the clinic's contact facts, and how it keeps its notes."""
    return Form(
        *practice_rows(),
        [
            (TextField("phone", say("Phone"), example="(253) 555-0142"), 1),
            (TextField("fax", say("Fax")), 1),
            (TextField("email", say("Email")), 2),
        ],
        CheckField(
            "notes_on_paper",
            say("We keep visit notes on paper"),
            say("Then nothing asks for a signed note in the program."),
        ),
    )


def billing_form(therapists: list[Therapist]) -> Form:
    """Who bills, and under which tax ID; what a choice makes needless is hidden."""
    none = ("", say("Choose a therapist"))
    form = Form(
        ChoiceField(
            "bills_as",
            say("Superbills come from"),
            [("clinic", say("The clinic")), ("therapist", say("One therapist, under their own name"))],
        ),
        ChoiceField(
            "billing_therapist",
            say("Therapist who bills"),
            [none, *((str(therapist.id), therapist.name) for therapist in therapists)],
        ),
        TextField(
            "legal_name",
            say("Legal name"),
            say("As registered for the tax ID, if it differs from the name clients know."),
        ),
        [
            (
                ChoiceField(
                    "tax_id_kind", say("Tax ID"), [("EIN", say("EIN")), ("SSN", say("Social Security number"))]
                ),
                1,
            ),
            (TextField("tax_id", say("Number"), say("An EIN is free from the IRS and keeps your SSN off paper.")), 2),
        ],
        CheckField("prints_ssn", say("Print my Social Security number on superbills")),
        CheckField("is_incorporated", say("The clinic is incorporated (LLC, corporation)")),
        TextField("organization_npi", say("Organization NPI (Type 2)"), say("Only a corporation has one.")),
    )
    form.edited.connect(lambda: _show_what_counts(form))
    return form


def fill_billing(form: Form, practice: Practice) -> None:
    """Show the saved billing facts."""
    form.fill(draft_text(BillingDraft, practice))
    _show_what_counts(form)


def therapist_rows() -> list[list[tuple[TextField, int]]]:
    """The name as the first run asks for it."""
    return [
        [
            (TextField("given_name", say("Therapist’s first name"), say("As registered for the NPI.")), 1),
            (TextField("family_name", say("Last name")), 1),
        ]
    ]


def therapist_form() -> Form:
    """A therapist, without their credentials."""
    return Form(
        [
            (TextField("given_name", say("First name"), say("As registered for the NPI.")), 2),
            (TextField("family_name", say("Last name")), 2),
            (TextField("designation", say("Printed behind the name"), example="LMT"), 1),
        ],
        [
            (
                TextField(
                    "npi", say("NPI (Type 1, individual)"), say("Ten digits. Free from NPPES."), example="1234567893"
                ),
                1,
            ),
            (TextField("taxonomy", say("Taxonomy"), say("Massage therapist: 225700000X.")), 1),
        ],
    )


def credential_form() -> Form:
    """A license, registration or certification."""
    form = Form(
        [
            (ChoiceField("kind", say("Kind"), [(value, say(words)) for value, words in CREDENTIAL_KINDS.items()]), 2),
            (TextField("state", say("State"), example="WA"), 1),
        ],
        [
            (TextField("number", say("Number")), 2),
            (
                TextField(
                    "expires_on", say("Valid until"), say("The last day, for example 8/31/2027."), example="8/31/2027"
                ),
                1,
            ),
        ],
    )
    form.edited.connect(lambda: _show_number(form))
    return form


def fill_credential(form: Form, credential: Credential | None) -> None:
    """Show a saved credential, or an empty form."""
    form.fill(draft_text(CredentialDraft, credential or CredentialDraft()))
    _show_number(form)


def service_form() -> Form:
    """A service. The clinic types its own name and code; no codes are shipped."""
    form = Form(
        [
            (TextField("name", say("Name"), say("Your own words, as clients know it.")), 3),
            (
                TextField(
                    "procedure_code",
                    say("Procedure code"),
                    say("Five letters or digits, from your own licensed code book."),
                ),
                2,
            ),
        ],
        CheckField("is_timed", say("Timed: minutes give its units")),
        [(TextField("usual_minutes", say("Usual minutes"), say("Filled into a visit."), example="60"), 1), (None, 2)],
        [
            (TextField("price", say("Price"), example="35.00"), 1),
            (ChoiceField("priced_by", say("Priced"), [(value, say(words)) for value, words in PRICED_BY]), 2),
        ],
    )
    form.edited.connect(lambda: _show_minutes(form))
    return form


def fill_service(form: Form, service: Service | None) -> None:
    """Show a saved service, or an empty form."""
    price = {"price": money.typed(service.price_cents)} if service else {}
    form.fill(draft_text(ServiceDraft, service or ServiceDraft()) | price)
    _show_minutes(form)


def _show_what_counts(form: Form) -> None:
    values = form.values()
    form.fields["billing_therapist"].setVisible(values["bills_as"] == "therapist")
    form.fields["prints_ssn"].setVisible(values["tax_id_kind"] == "SSN")
    form.fields["organization_npi"].setVisible(bool(values["is_incorporated"]))


def _show_minutes(form: Form) -> None:
    form.fields["usual_minutes"].setVisible(form.flag("is_timed"))


def _show_number(form: Form) -> None:
    offered = form.values()["kind"] != "none"
    form.fields["number"].setVisible(offered)
    form.fields["expires_on"].setVisible(offered)
