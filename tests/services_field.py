"""A field of services for tests of the kit: a line that is always shown, and one of details."""

from ui.kit.field_row import FieldRows
from ui.kit.fields import ChoiceField, TextField
from ui.kit.rows_field import RowsField

_FRESH = {
    "service": "massage",
    "minutes": "",
    "units": "",
    "price": "",
    "from": "",
    "to": "",
    "region": "",
    "modifiers": "",
}


def services_field() -> RowsField:
    """Three rows at most."""
    return RowsField(
        "services", "Services", _lines, add="Add service", row_name=lambda number: f"service {number}", most=3
    )


def one_row(**typed: str) -> dict[str, str]:
    """A row as it is kept, with what was typed."""
    return _FRESH | typed


def _lines() -> FieldRows:
    service = ChoiceField("service", "Service", [("massage", "Massage"), ("hot", "Hot stone")])
    region = ChoiceField("region", "Region", [("", "Whole body"), ("neck", "Neck")])
    return [
        [
            (service, 3),
            (TextField("minutes", "Minutes"), 1),
            (TextField("units", "Units"), 1),
            (TextField("price", "Price"), 1),
        ],
        [
            (TextField("from", "From"), 1),
            (TextField("to", "To"), 1),
            (region, 2),
            (TextField("modifiers", "Modifiers"), 2),
        ],
    ]
