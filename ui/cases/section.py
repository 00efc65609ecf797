"""A part of a chart's page that shows something of the chosen case."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseRow


class CaseSection(QWidget):
    """Shows nothing before `show_case`."""

    def show_case(self, case: CaseRow | None) -> None:
        """Show what there is of this case now; None where the client has no case yet."""
        raise NotImplementedError
