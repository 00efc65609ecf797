"""What the list of people shows."""

from clinic_desktop.staff.model import Person
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

PERSON_COLUMNS: tuple[Column[Person], ...] = (
    Column(mark("Name"), lambda person: person.name, share=3),
    Column(mark("May"), lambda person: say("Everything (owner)") if person.is_owner else say("Daily work"), share=2),
    Column(mark("Is a therapist"), lambda person: say("Yes") if person.therapist else "", share=1),
)
