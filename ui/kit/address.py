"""The rows of a US address in a form."""

from clinic_desktop.wording import say
from ui.kit.field import Field
from ui.kit.fields import TextField


def address_rows(hint: str = "") -> list[list[tuple[Field, int]]]:
    """Street, suite, city, state and ZIP, under the keys that `values.addresses` reads; `hint` is about the street."""
    return [
        [
            (TextField("street", say("Street address"), hint), 3),
            (TextField("street2", say("Suite or floor")), 1),
        ],
        [
            (TextField("city", say("City")), 3),
            (TextField("state", say("State"), example="WA"), 1),
            (TextField("zip", say("ZIP code"), example="98402"), 1),
        ],
    ]
