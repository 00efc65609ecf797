"""Reads what was typed about the clinic, its therapists and services; every problem names its field.

Each function returns the columns to write and raises Refused with all problems at once.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from clinic_desktop.practice.model import BillingDraft, CredentialDraft, PracticeDraft, ServiceDraft, TherapistDraft
from clinic_desktop.values.dates import parse_date
from clinic_desktop.values.identifiers import (
    parse_ein,
    parse_email,
    parse_npi,
    parse_phone,
    parse_procedure_code,
    parse_ssn,
    parse_state,
    parse_taxonomy,
    parse_zip,
)
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded, plain
from clinic_desktop.values.times import parse_minutes
from clinic_desktop.wording import mark, say

Values = dict[str, Any]

# Patterns of a name that is folded, its dashes and slashes made spaces. They stay text, so that `re` compiles them at
# first use and not at program start.
_NUMBER = r"(?:\d+|two|three|four|five|six|eight|ten|twelve|multi)"
_VISITS = r"(?:visits?|sessions?|massages?|treatments?)"
_GOODS = (
    r"(?:oils?|lotions?|creams?|balms?|salves?|ointments?|cbd|candles?|supply|"
    r"(?:foam )?rollers?|guns?)"
)
# What pays for a visit, and what is given in one. "Package massage" is a visit; "massage package" is what was bought.
_PAYS = (
    r"(?:(?:e ?)?gift ?(?:cards?|certificates?|certs?|vouchers?)|vouchers?|packages?|pre ?paid|punch ?cards?|"
    r"memberships?|subscriptions?|donations?)"
)
_VISIT = r"(?:massage|session|treatment|visit|\w*therapy|bodywork)"
_NOT_BETWEEN = r"(?:of|for|from|and|or|plus|with)\b"
_SOLD = r"(?:cards?|pass(?:es)?|packs?|bundles?|series|packages?|certificates?|vouchers?|fees?|dues)\b"
# What holds a word of the lists below and is part of a treatment all the same.
_HONEST = (
    r"\b(?:finger ?tips?|tips? (?:to|of)|(?:care|posture|stretching|exercise|home) tips|"
    r"(?:calcium|fat|fatty|acid|mineral) deposits?|(?:no|without|with|includ\w+|exempt from) (?:sales )?tax(?:es)?|"
    r"sales tax (?:exempt|free|included)|q ?tips?|(?:no|without|excluding|before) (?:tips?|gratuit(?:y|ies))|"
    r"(?:tips?|gratuit(?:y|ies)) (?:not included|excluded|extra)|"
    r"(?:no|without) (?!show)(?:\w+ )?(?:fees?|surcharges?|deposits?)|"
    # One visit of several, and a visit that something bought before pays for.
    rf"{_PAYS} (?:(?!{_NOT_BETWEEN})\w+ ){{0,2}}?{_VISIT}(?! {_SOLD}))\b"
)
# Honest only beside a treatment: what it costs, and how it is paid.
_HONEST_TREATMENT = (
    rf"\b{_PAYS} (?:share|rate|price|pricing|discount)\b|\({_PAYS}\)|"
    rf"\b(?:from|with|by|using) (?:an? |the )?{_PAYS}\b"
)
_ONE_OF_SEVERAL = r"\b\d{1,2} ?(?:of|/) ?\d{1,2}\b(?! ?(?:min|hour|hr))"
# With one of these a name is a treatment, whatever is used for it: a hot oil massage, a CBD add-on.
_TREATMENT = (
    r"\b(?:massag\w+|\w*therap(?:y|ies|eutic)|treatments?|sessions?|\w*work|rubs?|packs?|wraps?|baths?|scrubs?|"
    r"scalp|facials?|soaks?|compress(?:es)?|stones?|cupping|stretch\w*|release|drainage|tissue|\w*ology|shiatsu|lomi|"
    r"abhyanga|shirodhara|add ?ons?|upgrades?|enhancements?|applications?|\d* ?min(?:utes?|s)?)\b"
)
# What people put on the list of services that is no treatment (domain 1.1), and where it goes. The first that fits
# speaks: a late cancellation fee is a visit that did not take place before it is a late fee.
_NOT_A_SERVICE: tuple[tuple[str, str], ...] = (
    (
        r"\b(?:tips?|gratuit(?:y|ies))\b",
        mark("A tip is not a service. It is typed with the payment, where it stays off superbills."),
    ),
    (
        r"\b(?:e ?)?gift ?(?:cards?|certificates?|certs?|vouchers?)\b",
        mark("A gift card is sold, not given. Record the service of the visit that it pays for."),
    ),
    (
        r"\bvouchers?\b",
        mark("A voucher is sold, not given. Record the service of the visit that it pays for."),
    ),
    (
        rf"\b(?:packages?|pre ?paid|pre ?payments?|punch ?cards?|{_NUMBER} ?packs?|"
        rf"(?:series|packs?|bundles?) of {_NUMBER}|{_NUMBER} {_VISITS} (?:cards?|pass(?:es)?|packs?|bundles?))\b",
        mark("A package is sold, not given. Record the service of each visit, and pay it from the package."),
    ),
    (
        r"\b(?:memberships?|dues|subscriptions?)\b",
        mark("Membership dues are not a service. Record the service of each visit instead."),
    ),
    (
        r"\b(?:no ?shows?|(?:late|last minute|same day) cancel\w*|cancell?ations?|cancel\w* (?:fees?|charges?)|"
        rf"(?:missed|cancell?ed|forgotten) (?:appointments?|appts?|{_VISITS}))\b",
        mark("A visit that did not take place is not a service. Its fee goes on a receipt of its own."),
    ),
    (
        rf"\b(?:products?|retail|merchandise|supplies)\b|^massage {_GOODS}(?: \d+ ?(?:oz|ml))?$",
        mark("What is sold to take home is not a service. It goes on a receipt of its own."),
    ),
    (
        r"\b(?:sales|service|state|city|local) tax(?:es)?\b|^tax(?:es)?(?:$| [\d(]| on\b)|\bplus tax(?:es)?\b",
        mark("Sales tax is not a service. It goes on a receipt, never on a superbill."),
    ),
    (
        r"\bdeposits?\b",
        mark("A deposit is not a service. It is typed as a payment for the visit."),
    ),
    (
        r"\blate (?:(?:arrival|payment) )?(?:fees?|charges?)\b",
        mark("A late fee is not a service. It goes on a receipt of its own."),
    ),
    (
        r"\bsurcharges?\b|"
        r"\b(?:card|travel|mileage|trip|parking|booking|processing|convenience|transaction|service|admin\w*) "
        r"(?:fees?|charges?)\b",
        mark("A fee beside the treatment is not a service. It goes on a receipt of its own."),
    ),
    (
        r"\b(?:donations?|contributions?)\b",
        mark("A donation is not a service. It goes on a receipt of its own."),
    ),
)
# What looks like a letter from a to z, after folding: Cyrillic, Greek and a few others (Unicode TR 39).
_LOOK_ALIKE = str.maketrans("аеорсухіјѕһԁԛԝгтпкмвնοαερτυικνχωıɡℓ", "aeopcyxijshdqwrtnkmbnoaeptuiknxwigl")
# Letters by category that leave no mark on the screen.
_INVISIBLE = str.maketrans(dict.fromkeys("\u115f\u1160\u3164\uffa0"))


def practice_values(draft: PracticeDraft) -> Values:
    """The columns of the clinic's name, address and notes; superbills need them whole (domain 1.8)."""
    found = Problems()
    values: Values = {
        "name": found.need("name", draft.name, say("Type the clinic’s name, as it stands on its papers.")),
        "street": found.need("street", draft.street, say("Type the street address, where the clients come to.")),
        "street2": plain(draft.street2),
        "city": found.need("city", draft.city, say("Type the city.")),
        "state": found.read("state", parse_state, draft.state),
        "zip": found.read("zip", parse_zip, draft.zip),
        "phone": found.maybe("phone", parse_phone, draft.phone),
        "fax": found.maybe("fax", parse_phone, draft.fax),
        "email": found.maybe("email", parse_email, draft.email),
        "notes_on_paper": int(draft.notes_on_paper),
    }
    found.limit(values, {})
    found.refuse()
    return values


def billing_values(draft: BillingDraft) -> Values:
    """The columns of who bills. A missing organization NPI is silent: only a corporation has one."""
    found = Problems()
    by_therapist = draft.bills_as == "therapist"
    if by_therapist and not draft.billing_therapist:
        found.add("billing_therapist", say("Choose the therapist who bills under their own name."))
    tax_id = found.maybe("tax_id", parse_ssn if draft.tax_id_kind == "SSN" else parse_ein, draft.tax_id)
    values: Values = {
        "bills_as": draft.bills_as,
        "billing_therapist_id": int(draft.billing_therapist) if by_therapist and draft.billing_therapist else None,
        "legal_name": plain(draft.legal_name),
        "tax_id_kind": draft.tax_id_kind,
        "tax_id": tax_id,
        "prints_ssn": int(draft.prints_ssn and draft.tax_id_kind == "SSN"),
        "is_incorporated": int(draft.is_incorporated),
        "organization_npi": found.maybe("organization_npi", parse_npi, draft.organization_npi)
        if draft.is_incorporated
        else "",
    }
    found.limit(values, {})
    found.refuse()
    return values


def therapist_values(draft: TherapistDraft) -> Values:
    """The columns of a therapist; NPI and taxonomy may come later, a superbill asks for them."""
    found = Problems()
    given = found.need("given_name", draft.given_name, say("Type the first name, as registered for the NPI."))
    family = found.need("family_name", draft.family_name, say("Type the last name, as registered for the NPI."))
    values: Values = {
        "given_name": given,
        "family_name": family,
        "designation": plain(draft.designation),
        "npi": found.maybe("npi", parse_npi, draft.npi),
        "taxonomy": found.maybe("taxonomy", parse_taxonomy, draft.taxonomy),
    }
    found.limit(values, {"given_name": 100, "family_name": 100, "designation": 20})
    found.refuse()
    return values | {"sort_name": folded(f"{family} {given}")}


def credential_values(draft: CredentialDraft, today: date) -> Values:
    """The columns of a credential. Where the state offers none, there is no number and no expiry."""
    found = Problems()
    state = found.read("state", parse_state, draft.state)
    number, expires = "", ""
    if draft.kind != "none":
        number = found.need("number", draft.number, say("Type the number, as it stands on the certificate."))
        if draft.expires_on.strip():
            end = found.read("expires_on", parse_date, draft.expires_on, today)
            expires = end.isoformat() if end else ""
    values: Values = {"kind": draft.kind, "state": state, "number": number, "expires_on": expires}
    found.limit(values, {"number": 40})
    found.refuse()
    return values


def service_values(draft: ServiceDraft) -> Values:
    """The columns of a service. Only timed services are priced by the unit of 15 minutes and have usual minutes."""
    found = Problems()
    name = found.need("name", draft.name, say("Type the name your clients know the service by."))
    if draft.priced_by == "unit" and not draft.is_timed:
        found.add("priced_by", say("A service that is not timed has no units. Give it a price per visit."))
    instead = not_a_service(name)
    if instead:
        found.add("name", instead)
    has_minutes = draft.is_timed and draft.usual_minutes.strip()
    minutes = found.read("usual_minutes", parse_minutes, draft.usual_minutes) if has_minutes else None
    values: Values = {
        "name": name,
        "procedure_code": found.maybe("procedure_code", parse_procedure_code, draft.procedure_code),
        "is_timed": int(draft.is_timed),
        "priced_by": draft.priced_by,
        "price_cents": found.read("price", parse_cents, draft.price),
        "usual_minutes": minutes,
    }
    found.limit(values, {"name": 100})
    found.refuse()
    return values | {"sort_name": folded(name)}


def not_a_service(name: str) -> str:
    """The sentence about a name that is no treatment, such as "Tip" or "10-pack"; "" for every other name."""
    words = _as_read(name)
    is_one_of_several = re.search(_ONE_OF_SEVERAL, words)
    words = " ".join(re.sub(r"[-_/]", " ", words).split())
    is_treatment = re.search(_TREATMENT, words)
    words = re.sub(_HONEST, " ", words)
    if is_one_of_several:
        words = re.sub(rf"\b{_PAYS}", " ", words)
    if is_treatment:
        words = re.sub(_HONEST_TREATMENT, " ", words)
    # One search for nearly all names there are, and not one for each.
    if re.search("|".join(pattern for pattern, _ in _NOT_A_SERVICE), words):
        return next(say(sentence) for pattern, sentence in _NOT_A_SERVICE if re.search(pattern, words))
    if re.search(rf"\b{_GOODS}\b", words) and not re.search(_TREATMENT, words):
        return say("What is sold to take home is not a service. It goes on a receipt of its own.")
    return ""


def _as_read(name: str) -> str:
    """A name folded, without what nobody sees; a word of letters that look like a to z is read as those."""
    if name.isascii():
        return folded(name)
    seen = "".join(one for one in name.translate(_INVISIBLE) if unicodedata.category(one) not in ("Cf", "Mn"))
    words = folded(seen).split(" ")
    alike = (one if one.isascii() else one.translate(_LOOK_ALIKE) for one in words)
    return " ".join(like if like.isascii() else word for word, like in zip(words, alike, strict=True))


def is_expired(expires_on: date | None, on: date) -> bool:
    """Whether a credential had ended on that day; its last day still counts."""
    return expires_on is not None and expires_on < on
