"""The scenes of the page Money: a client with packages, and the editors that open from it."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from ui.main_window import MainWindow

Scene = tuple[str, QWidget]
_HELD = "SELECT id, client_id FROM prepaids WHERE client_id IS NOT NULL AND retired_at IS NULL ORDER BY id LIMIT 1"
_PAID = (
    "SELECT id, client_id FROM payments WHERE refunds_id IS NULL AND drawn_id IS NULL AND tip_cents > 0"
    " AND retired_at IS NULL ORDER BY id DESC LIMIT 1"
)


def money_scenes(main: MainWindow) -> Iterator[Scene]:
    """The page, a sale, an ending, a refund, the statement."""
    read = main.session.clinic.read
    held, paid = read.one(_HELD), read.one(_PAID)
    for name, client, part in (
        ("page", held["client_id"], "money"),
        ("sale", held["client_id"], "sale/new/package"),
        ("prepaid", held["client_id"], f"prepaid/{held['id']}"),
        ("refund", paid["client_id"], f"refund/{paid['id']}"),
        ("statement", held["client_id"], "account-statement"),
    ):
        main.go("clients", f"{client}/{part}")
        QApplication.processEvents()
        yield f"chart-money-{name}", main
