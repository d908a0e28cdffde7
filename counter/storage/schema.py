"""Capture triggers and the search index: the part of the file's layout that SQLAlchemy cannot say.

Triggers are made from the catalogue and replaced as a whole after every migration (decisions 15).
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from counter.storage.catalogue import BY_NAME, TRAVELLING, Column, Kind, Merge
from counter.storage.database import Connection

#: the newest revision under `migrations/`; `PRAGMA user_version` holds it so that a start need not
#: import Alembic
HEAD = 1
#: what `layout_of` says of its tables
LAYOUT = "586c19e2b7546ea0"
OPEN = "(SELECT applying FROM sync_gate) = 0"

SEARCH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(tokens, content='search_row', "
    "content_rowid='k', detail=none, columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER IF NOT EXISTS search_i AFTER INSERT ON search_row BEGIN "
    "INSERT INTO search_index(rowid, tokens) VALUES (NEW.k, NEW.tokens); END",
    "CREATE TRIGGER IF NOT EXISTS search_d AFTER DELETE ON search_row BEGIN "
    "INSERT INTO search_index(search_index, rowid, tokens) "
    "VALUES ('delete', OLD.k, OLD.tokens); END",
    "CREATE TRIGGER IF NOT EXISTS search_u AFTER UPDATE OF tokens ON search_row BEGIN "
    "INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', OLD.k, OLD.tokens); "
    "INSERT INTO search_index(rowid, tokens) VALUES (NEW.k, NEW.tokens); END",
)


#: but SQLite's own tables and those of the search index, which it lays out itself
_COLUMNS = """
SELECT t.name, c.name, c.type FROM sqlite_master t JOIN pragma_table_info(t.name) c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
  AND t.name NOT LIKE 'search!_index%' ESCAPE '!'
ORDER BY t.name, c.name
"""


def layout_of(db: Connection) -> str:
    """A mark of the tables of a file and their columns, in whatever order they were made."""
    return sha256(repr(db.execute(_COLUMNS).fetchall()).encode()).hexdigest()[:16]


def _name(column: str) -> str:
    return f'"{column}"'


def _json(column: Column) -> str:
    """A column as JSON takes it: a BLOB as lower-case hex ([M] json_object refuses a BLOB)."""
    new = f"NEW.{_name(column.name)}"
    if not column.is_blob:
        return new
    return f"iif({new} IS NULL, NULL, lower(hex({new})))"


def _insert_trigger(kind: Kind) -> str:
    pairs = ", ".join(f"'{c.name}', {_json(c)}" for c in kind.columns if c.name != "id")
    return (
        f"CREATE TRIGGER capture_i_{kind.name} AFTER INSERT ON {kind.name} WHEN {OPEN} BEGIN "
        f"INSERT INTO sync_pending(tbl, id, op, f) VALUES ('{kind.name}', NEW.id, 'I', "
        f"json_object({pairs})); END"
    )


def _update_trigger(kind: Kind) -> str:
    """Captures whole groups: when one column changes, all of its group travels (decisions 4)."""
    columns = [c for c in kind.columns if c.name != "id"]
    choices: list[str] = []
    for column in columns:
        together = kind.columns_of(kind.group_of(column.name))
        changed = " OR ".join(f"NEW.{_name(n)} IS NOT OLD.{_name(n)}" for n in together)
        choices.append(f"SELECT '{column.name}' AS c, {_json(column)} AS v WHERE {changed}")
    names = ", ".join(_name(c.name) for c in columns)
    return (
        f"CREATE TRIGGER capture_u_{kind.name} AFTER UPDATE OF {names} ON {kind.name} "
        f"WHEN {OPEN} BEGIN "
        f"INSERT INTO sync_pending(tbl, id, op, f) SELECT '{kind.name}', NEW.id, 'U', f FROM "
        f"(SELECT json_group_object(c, v) AS f FROM ({' UNION ALL '.join(choices)})) "
        "WHERE f <> '{}'; END"
    )


def _refusals(kind: Kind) -> Iterator[str]:
    yield (
        f"CREATE TRIGGER keep_d_{kind.name} BEFORE DELETE ON {kind.name} WHEN {OPEN} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {kind.name} are never deleted'); END"
    )
    yield (
        f"CREATE TRIGGER keep_id_{kind.name} BEFORE UPDATE OF id ON {kind.name} "
        f"BEGIN SELECT RAISE(ABORT, 'ids of {kind.name} never change'); END"
    )
    names = ", ".join(_name(c.name) for c in kind.columns)
    if kind.merge is Merge.LEDGER:
        yield (
            f"CREATE TRIGGER keep_u_{kind.name} BEFORE UPDATE OF {names} ON {kind.name} "
            f"WHEN {OPEN} BEGIN SELECT RAISE(ABORT, '{kind.name} is only ever added to'); END"
        )
    if kind.merge is Merge.MASTER:
        foreign = "OLD.publisher <> (SELECT outlet FROM sync_gate)"
        yield (
            f"CREATE TRIGGER keep_u_{kind.name} BEFORE UPDATE OF {names} ON {kind.name} "
            f"WHEN {OPEN} AND {foreign} BEGIN "
            f"SELECT RAISE(ABORT, '{kind.name} belongs to its publisher'); END"
        )


@cache
def trigger_statements() -> tuple[str, ...]:
    """CREATE TRIGGER statements of every travelling table."""
    statements: list[str] = []
    for kind in TRAVELLING:
        statements.append(_insert_trigger(kind))
        if kind.has_versions:
            statements.append(_update_trigger(kind))
        statements += _refusals(kind)
    return tuple(statements)


def drop_triggers(connection: Connection) -> None:
    """Takes every capture trigger away; migrations run between this and `make_triggers`."""
    like = "name LIKE 'capture!_%' ESCAPE '!' OR name LIKE 'keep!_%' ESCAPE '!'"
    found = connection.execute(
        f"SELECT name FROM sqlite_master WHERE type='trigger' AND ({like})"
    ).fetchall()
    for (name,) in found:
        connection.execute(f"DROP TRIGGER {name}")


def make_triggers(connection: Connection) -> None:
    """Makes the capture triggers of the newest tables and the search index."""
    for statement in (*SEARCH, *trigger_statements()):
        connection.execute(statement)
    # an erased name must leave no piece of itself in the index
    connection.execute("INSERT INTO search_index(search_index, rank) VALUES ('secure-delete', 1)")


def column_list(kind_name: str) -> str:
    """The record's columns for a SELECT, in the order of its fields."""
    return ", ".join(_name(c.name) for c in BY_NAME[kind_name].columns)
