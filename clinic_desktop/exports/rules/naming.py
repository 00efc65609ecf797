"""What stands beside the number of a row so that a person knows it, as SQL made of the file's own names."""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.exports.model import ColumnShape, RecordShape, TableShape
from clinic_desktop.exports.rules.belonging import Tree

# By what a row of a table is known: its columns, of which a reference stands for the name of what it refers to.
NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "clients": ("given_name", "family_name"),
        "therapists": ("given_name", "family_name"),
        "prescribers": ("given_name", "family_name", "credential"),
        "supervisors": ("given_name", "family_name"),
        "staff": ("name",),
        "payers": ("name",),
        "services": ("name",),
        "cases": ("client_id", "reason"),
        "visits": ("case_id", "date_of_service"),
        "policies": ("payer_id", "member_id"),
        "prescriptions": ("prescriber_id", "ordered_on"),
        "bills": ("kind", "number"),
        "estimates": ("number",),
        "packets": ("number",),
        "letters": ("title",),
        "treatment_plans": ("case_id", "number"),
        "benefit_statements": ("payer_id", "received_on"),
        "denials": ("client_id", "noticed_on"),
        "attachments": ("title",),
        "prepaids": ("name",),
        "contracts": ("payer_id", "network"),
    }
)
# Their parts make one name; those of others are told apart.
_PEOPLE = frozenset({"clients", "therapists", "prescribers", "supervisors"})
# References that the file does not declare, for they outlive what they refer to.
REFERENCES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("audit", "actor"): "staff",
        ("drafts", "actor"): "staff",
        ("money_papers", "payment_id"): "payments",
        ("money_papers", "prepaid_id"): "prepaids",
    }
)


def name_column(table: TableShape, column: ColumnShape) -> str:
    """What the column is called that has the name beside a number: "client_id" has "client_name"."""
    made = f"{column.name.removesuffix('_id')}_name"
    return f"{column.name}_name" if table.has(made) else made


def named_columns(shape: RecordShape, table: TableShape) -> tuple[ColumnShape, ...]:
    """The columns whose rows have names."""
    return tuple(
        one
        for one in table.columns
        if one.refers in NAMES and one.refers in shape.tables and _is_known(shape, shape.tables[one.refers])
    )


def name_sql(shape: RecordShape, table: str, alias: str) -> str:
    """An expression for the name of a row of that table."""
    found = shape.tables[table]
    between = "' '" if table in _PEOPLE or table == "bills" else "', '"
    parts = [_part(shape, found, one, alias) for one in NAMES[table] if found.has(one)]
    # What is empty takes its mark along.
    joined = f" || {between} || ".join(f"coalesce(nullif({one}, ''), char(0))" for one in parts)
    bare = f"replace(replace({joined}, char(0) || {between}, ''), {between} || char(0), '')"
    return f"trim(replace({bare}, char(0), ''))"


def name_beside_sql(shape: RecordShape, column: ColumnShape, alias: str) -> str:
    """An expression for the name of the row that a column refers to."""
    inner = f"{alias}_{column.name}"
    name = name_sql(shape, column.refers, inner)
    return f"(SELECT {name} FROM {column.refers} AS {inner} WHERE {inner}.id = {alias}.{column.name})"  # noqa: S608 - the file's own names


def client_sql(tree: Tree, table: str, alias: str) -> str:
    """An expression for the number of the client that a row belongs to, NULL for the clinic's own."""
    if table == tree.root:
        return f"{alias}.id"
    if table not in tree.owners:
        return "NULL"
    owner = tree.owners[table]
    if owner.table == tree.root:
        return f"{alias}.{owner.column}"
    inner = f"{alias}_o"
    above = client_sql(tree, owner.table, inner)
    return f"(SELECT {above} FROM {owner.table} AS {inner} WHERE {inner}.id = {alias}.{owner.column})"  # noqa: S608 - the file's own names


def _part(shape: RecordShape, table: TableShape, name: str, alias: str) -> str:
    column = table.column(name)
    if column is not None and column.refers in NAMES and column.refers in shape.tables:
        return name_beside_sql(shape, column, alias)
    return f"{alias}.{name}"


def _is_known(shape: RecordShape, table: TableShape) -> bool:
    return any(table.has(one) for one in NAMES[table.name]) and table.has("id")
