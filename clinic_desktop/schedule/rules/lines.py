"""The lines of what was typed or pasted. Apart from the rest: the start page needs no more before somebody types."""

# So many lines are pasted at once at most: a week of one therapist.
MOST_LINES = 60
LETTERS_OF_A_LINE = 200


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text, as many as fit, with single spaces and without empty ones."""
    lines = (" ".join(part.split())[:LETTERS_OF_A_LINE] for part in text.splitlines())
    return tuple([line for line in lines if line][:MOST_LINES])
