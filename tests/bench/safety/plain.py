"""A clinic as a few dicts: what random work is held against."""

from dataclasses import dataclass, field


@dataclass
class Model:
    """What ought to be there."""

    # By row: the name, and whether it is in use.
    clients: dict[int, tuple[str, bool]] = field(default_factory=dict)
    # By row: whose, and whether it is paid.
    visits: dict[int, tuple[int, bool]] = field(default_factory=dict)
    # By row: the number, the visit, and whether it is void.
    bills: dict[int, tuple[int, int, bool]] = field(default_factory=dict)
    # By row: what its pages say, and whether it is in use.
    papers: dict[int, tuple[list[str], bool]] = field(default_factory=dict)
    # By row: the name, and whether they are on the staff.
    people: dict[int, tuple[str, bool]] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
