"""What is still to be set up before a superbill can be made (domain 1.8: what stops one)."""

from clinic_desktop.clients.queries import client_count
from clinic_desktop.practice.queries import practice, service_page, therapist_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.today.model import SetUpStep
from clinic_desktop.wording import say


def set_up_steps(read: Reader) -> tuple[SetUpStep, ...]:
    """The steps in the order in which they are best done; done ones say so."""
    clinic = practice(read)
    therapists = therapist_page(read).rows
    credentialed = {row["therapist_id"] for row in read.all("SELECT DISTINCT therapist_id FROM credential_rows")}
    services = service_page(read).rows
    # Whom each of them is about first: the button leads there.
    unnumbered = next((one.id for one in therapists if not one.npi), 0)
    unlicensed = next((one.id for one in therapists if one.id not in credentialed), 0)
    return (
        SetUpStep(
            "recovery",
            say("Check the recovery key"),
            say("It opens the clinic when every password is forgotten."),
            say("Check recovery key"),
            "settings",
            "recovery/",
            clinic.recovery_key_checked_at is not None,
        ),
        SetUpStep(
            "npi",
            say("Each therapist’s NPI"),
            say("Payers look the therapist up by it."),
            say("Add NPI"),
            "settings",
            f"therapists/{unnumbered}/npi" if unnumbered else "therapists/",
            bool(therapists) and all(one.npi for one in therapists),
        ),
        SetUpStep(
            "credential",
            say("Each therapist’s license"),
            say("Superbills print it, and check that it was valid on the day of the visit."),
            say("Add license"),
            "settings",
            f"therapists/{unlicensed}/credential/new" if unlicensed else "therapists/",
            bool(therapists) and all(one.id in credentialed for one in therapists),
        ),
        SetUpStep(
            "services",
            say("Services with their codes and prices"),
            say("A visit is recorded with them."),
            say("Add codes") if services else say("Add service"),
            "settings",
            "services/" if services else "services/new",
            any(one.procedure_code for one in services),
        ),
        SetUpStep(
            "tax_id",
            say("The tax ID that bills"),
            say("A payer sends superbills back without one."),
            say("Add tax ID"),
            "settings",
            "billing/tax_id",
            bool(clinic.tax_id),
        ),
        SetUpStep(
            "phone",
            say("The clinic’s phone"),
            say("A payer’s clerk calls it instead of sending the paper back."),
            say("Add phone"),
            "settings",
            "practice/phone",
            bool(clinic.phone),
        ),
        SetUpStep(
            "client",
            say("The first client"),
            say("A name is enough to begin with; the chart says what is next."),
            say("Add client"),
            "clients",
            "new",
            client_count(read) > 0,
        ),
    )
