"""How much the cards of Today read, and how they call whom a line is about."""

from clinic_desktop.clients.model import listed_name
from clinic_desktop.store.transaction import Row

MOST_DUE = 50


def client_name(row: Row) -> str:
    """The client of a row that has their names as `client_given_name`, `client_family_name` and `preferred_name`."""
    return listed_name(row["client_given_name"], row["client_family_name"], row["preferred_name"])
