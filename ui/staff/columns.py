"""What the list of people shows."""

from collections.abc import Callable

from clinic_desktop.staff.model import Person
from clinic_desktop.staff.rules.roles import role_name
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def person_columns(has_key: Callable[[str], bool]) -> tuple[Column[Person], ...]:
    """`has_key` says whether the key file has a key in a slot: a full disk may have kept it out."""

    def sign_in(person: Person) -> str:
        if person.disabled_at:
            return say("Disabled on {day}", day=shown(person.disabled_at.astimezone().date()))
        return say("Yes") if has_key(person.slot) else say("No password yet")

    return (
        Column(mark("Name"), lambda person: person.name, share=3),
        Column(mark("Role"), lambda person: role_name(person.role), share=2),
        Column(mark("Is a therapist"), lambda person: say("Yes") if person.therapist else "", share=1),
        Column(mark("Signs in"), sign_in, share=2),
    )
