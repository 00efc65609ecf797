"""All that files of data say about denials, and why some of it may be missing."""

from clinic_desktop.appeals.loader.advice import advice, advice_trouble
from clinic_desktop.appeals.loader.clocks import clock_rules, clocks_trouble
from clinic_desktop.appeals.rules.reckoning import AppealBooks
from clinic_desktop.benefit_statements.loader import known_reasons, reasons_trouble


def books() -> AppealBooks:
    """What they say now."""
    return AppealBooks(advice(), clock_rules(), known_reasons())


def troubles() -> tuple[str, ...]:
    """What is gone or cannot be read, a sentence each; none where all is well."""
    return tuple(words for words in (advice_trouble(), clocks_trouble(), reasons_trouble()) if words)
