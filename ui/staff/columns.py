"""What the list of people shows."""

from clinic_desktop.staff.model import Person
from clinic_desktop.staff.rules.roles import role_name
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def _sign_in(person: Person) -> str:
    if person.disabled_at is None:
        return say("Yes")
    return say("Disabled on {day}", day=shown(person.disabled_at.astimezone().date()))


PERSON_COLUMNS: tuple[Column[Person], ...] = (
    Column(mark("Name"), lambda person: person.name, share=3),
    Column(mark("Role"), lambda person: role_name(person.role), share=2),
    Column(mark("Is a therapist"), lambda person: say("Yes") if person.therapist else "", share=1),
    Column(mark("Signs in"), _sign_in, share=2),
)
