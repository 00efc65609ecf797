"""What can be imported, and what a column of a file can be."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from clinic_desktop.wording import mark

Kind = Literal["clients", "payers", "visits"]

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
ROW_LETTERS = 1_000_000
CELL_LETTERS = 65_536

# By key; words marked for translation.
KINDS: Mapping[Kind, str] = MappingProxyType(
    {"clients": mark("Clients"), "payers": mark("Payers"), "visits": mark("Visits, as history")}
)
ENCODINGS: Mapping[str, str] = MappingProxyType(
    {"utf-8": mark("UTF-8"), "utf-16": mark("UTF-16"), "cp1252": mark("Windows (Western)")}
)
DELIMITERS: Mapping[str, str] = MappingProxyType(
    {",": mark("Commas"), ";": mark("Semicolons"), "\t": mark("Tabs"), "|": mark("Vertical bars")}
)
# What a column can be, by kind, in the order in which it is offered.
FIELDS: Mapping[Kind, Mapping[str, str]] = MappingProxyType(
    {
        "clients": MappingProxyType(
            {
                "name": mark("Whole name"),
                "given_name": mark("First name"),
                "middle_name": mark("Middle name"),
                "family_name": mark("Last name"),
                "suffix": mark("Suffix of the name, as Jr."),
                "preferred_name": mark("Preferred name"),
                "pronouns": mark("Pronouns"),
                "birth_date": mark("Date of birth"),
                "sex": mark("Sex on the record"),
                "phone": mark("Phone"),
                "other_phone": mark("Other phone"),
                "email": mark("Email"),
                "address": mark("Address in one line"),
                "street": mark("Street"),
                "street2": mark("Apartment or suite"),
                "city": mark("City"),
                "state": mark("State"),
                "zip": mark("ZIP code"),
                "guardian_name": mark("Guardian or responsible person"),
                "guardian_relationship": mark("Relationship of the guardian"),
                "guardian_phone": mark("Phone of the guardian"),
                "reason": mark("What is treated"),
                "payer_name": mark("Payer"),
                "plan_name": mark("Plan"),
                "member_id": mark("Member ID"),
                "group_number": mark("Group number"),
                "referrer": mark("Referred by"),
                "referrer_npi": mark("NPI of who referred"),
                "number": mark("Number in the other program"),
                "note": mark("Note"),
            }
        ),
        "payers": MappingProxyType(
            {
                "payer_name": mark("Name of the payer"),
                "payer_number": mark("Payer ID"),
                "phone": mark("Phone for providers"),
                "fax": mark("Fax"),
                "member_phone": mark("Phone for members"),
                "authorization_phone": mark("Phone for authorizations"),
                "claims_phone": mark("Phone for claims"),
                "address": mark("Address in one line"),
                "street": mark("Street"),
                "street2": mark("Apartment or suite"),
                "city": mark("City"),
                "state": mark("State"),
                "zip": mark("ZIP code"),
                "website": mark("Website"),
                "note": mark("Note"),
            }
        ),
        "visits": MappingProxyType(
            {
                "name": mark("Whole name"),
                "given_name": mark("First name"),
                "family_name": mark("Last name"),
                "suffix": mark("Suffix of the name, as Jr."),
                "birth_date": mark("Date of birth"),
                "email": mark("Email"),
                "phone": mark("Phone"),
                "number": mark("Number in the other program"),
                "date_of_service": mark("Date of service"),
                "starts_at": mark("Start"),
                "ends_at": mark("End"),
                "minutes": mark("Minutes"),
                "service": mark("Service"),
                "therapist": mark("Therapist"),
                "fee": mark("Fee"),
                "paid": mark("Paid"),
                "status": mark("Status"),
                "referrer": mark("Ordered or referred by"),
                "referrer_npi": mark("NPI of who ordered"),
                "note": mark("Note"),
            }
        ),
    }
)
# What several columns may be: each adds a line.
SEVERAL = ("note",)
DAYS = ("birth_date", "date_of_service")
