"""Which diagnoses a service of a bill treats: the letters in the column Dx."""

from clinic_desktop.superbills.model.bill import LETTERS, MOST_POINTERS, Bill, BilledService


def letter(bill: Bill, pointer: str) -> str:
    """The letter of a pointer, given as a letter or as a code of the bill; "" when it points to nothing."""
    filled = LETTERS[: len(bill.diagnoses)]
    if len(pointer) == 1:
        return pointer.upper() if pointer.upper() in filled else ""
    codes = [one.code for one in bill.diagnoses[: len(LETTERS)]]
    return LETTERS[codes.index(pointer)] if pointer in codes else ""


def letters(bill: Bill, service: BilledService) -> tuple[str, ...]:
    """The letters that are printed for a service; without pointers of its own the first four of the bill."""
    if not service.pointers:
        return tuple(LETTERS[: min(len(bill.diagnoses), MOST_POINTERS)])
    return tuple(one for one in (letter(bill, pointer) for pointer in service.pointers) if one)
