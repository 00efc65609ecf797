"""When it is in tests, what a key costs and what opens it: apart from the factories, which import every room."""

from datetime import UTC, datetime

from clinic_desktop.store.keys.vault import KeyCost

NOW = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
# When its year is over.
JANUARY = datetime(2027, 1, 5, 17, 30, tzinfo=UTC)
# One pass over 1 MiB.
CHEAP = KeyCost(memory_kib=1024, passes=1, lanes=1)
PASSWORD = "four words in a row"
