"""What stands against an issued packet going out, in words."""

from collections.abc import Sequence

from clinic_desktop.wording import say_many


def void_letters_words(titles: Sequence[str]) -> str:
    """That letters in it were voided since it was issued; there is at least one."""
    return say_many(
        "“{title}” in it is void. Void this packet, and make one with the letter that comes instead.",
        "{count} letters in it are void, the first is “{title}”. Void this packet, and make one with those that come"
        " instead.",
        len(titles),
        title=titles[0],
    )
