"""Pieces of SQL that several questions share; every alias they need is named beside them."""

#: needs i = customer_item; gives cu = its customer, through a merge
CUSTOMER = """JOIN customer cu ON cu.id = coalesce(
    (SELECT first.merged_into FROM customer first WHERE first.id = i.customer_id), i.customer_id)"""

#: needs i = customer_item; the number of the paper that brings the item back, else of its last one
OPEN_RECEIPT = """(SELECT r.number FROM receipt_line l JOIN item_receipt r ON r.id = l.receipt_id
    WHERE l.item_id = i.id ORDER BY l.recovered_at IS NOT NULL, l.k DESC LIMIT 1)"""


def who(column: str, name: str) -> str:
    """Code and name of the person whose id is in `column`, as `{name}_code` and `{name}_name`."""
    found = f"FROM person WHERE person.id = {column})"
    return f"(SELECT code {found} AS {name}_code, (SELECT name {found} AS {name}_name"
