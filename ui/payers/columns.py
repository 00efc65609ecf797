"""What the lists of payers and departments show."""

from clinic_desktop.payers.model import Department, PayerRow
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

DEPARTMENT_KINDS: tuple[tuple[str, str], ...] = (
    ("provider", mark("Provider services")),
    ("member", mark("Member services")),
    ("authorization", mark("Prior authorization")),
    ("claims", mark("Claims")),
    ("appeals", mark("Appeals")),
    ("other", mark("Other")),
)


def department_name(department: Department) -> str:
    """ "Provider services", or "Provider services: Northwest desk", or the own name of another one."""
    kind = say(dict(DEPARTMENT_KINDS)[department.kind])
    if department.kind == "other":
        return department.name
    return f"{kind}: {department.name}" if department.name else kind


def phone_line(department: Department) -> str:
    """The phone with its extension: "(253) 555-0142 x12"."""
    return f"{department.phone} x{department.extension}" if department.extension else department.phone


PAYER_COLUMNS: tuple[Column[PayerRow], ...] = (
    Column(mark("Payer"), lambda row: row.name, share=5),
    Column(mark("Phone for providers"), lambda row: row.phone, share=3),
    Column(mark("Payer ID"), lambda row: row.payer_number, share=2),
    Column(mark("Policies"), lambda row: str(row.policies) if row.policies else "", right=True, share=1),
)
DEPARTMENT_COLUMNS: tuple[Column[Department], ...] = (
    Column(mark("Department"), department_name, share=4),
    Column(mark("Phone"), phone_line, share=3),
    Column(mark("Fax"), lambda one: one.fax, share=3),
    Column(mark("Hours"), lambda one: one.hours, share=5),
    Column(mark("Address"), lambda one: ", ".join(address_lines(one)), share=5),
)
