"""The catalogue of models is asked by the beginning of a name, or of brand and name."""

from pathlib import Path

import pytest

from counter.storage import building, database
from counter.storage.database import Connection
from counter.storage.questions.models import models
from tests.storage.steps import scans_of, statements_of, steps_of

KNOWN = [
    ("铭川", "MF-17", "microwave", 1),
    ("铭川", "MF-18 Pro", "microwave", 1),
    ("Mingyue", "MF-17", "fan", 1),
    ("Mingyue", "K2", "kettle", 1),
    ("Mingyue", "MF-09", "fan", 0),
    ("", "MFX", "other", 1),
]


@pytest.fixture
def db(tmp_path: Path) -> Connection:
    made = database.open_writer(tmp_path / "models.db", create=True)
    made.execute("BEGIN IMMEDIATE")
    building.build(made)
    for n, (brand, name, kind, active) in enumerate(KNOWN):
        put(made, n, brand, name, kind, active=active)
    made.execute("COMMIT")
    return made


def put(
    db: Connection, n: int, brand: str, name: str, kind: str, *, active: int = 1, publisher: int = 0
) -> None:
    db.execute(
        "INSERT INTO model(id, publisher, brand, name, kind_code, active) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (n.to_bytes(16, "big"), publisher, brand, name, kind, active),
    )


def found(db: Connection, text: str, brand: str = "", kind: str = "") -> list[tuple[str, str]]:
    page = models(db, text=text, brand=brand, kind=kind)
    return [(one.brand, one.name) for one in page.rows]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mf-17", {("铭川", "MF-17"), ("Mingyue", "MF-17")}),
        ("铭", {("铭川", "MF-17"), ("铭川", "MF-18 Pro")}),
        ("铭川  mf-18", {("铭川", "MF-18 Pro")}),
        ("mingy", {("Mingyue", "MF-17"), ("Mingyue", "K2")}),
        ("MFX", {("", "MFX")}),
        ("MF-09", set()),  # no longer in use
        ("F-17", set()),
        ("%", set()),
        ("  ", set()),
    ],
)
def test_a_model_is_found_by_its_beginning_or_its_brands(
    db: Connection, text: str, names: set[tuple[str, str]]
) -> None:
    assert set(found(db, text)) == names


def test_those_of_the_brand_and_of_the_kind_come_first(db: Connection) -> None:
    assert len(found(db, "mf")) == 4
    assert found(db, "mf", brand="mingyue")[0] == ("Mingyue", "MF-17")
    assert found(db, "mf", kind="other")[0] == ("", "MFX")


def test_of_two_publishers_head_offices_is_offered_once(db: Connection) -> None:
    put(db, 91, "MINGYUE", "mf-17", "tv", publisher=90001)
    page = models(db, text="MF-17", brand="Mingyue")
    assert [one.kind_code for one in page.rows] == ["fan", "microwave"]


def test_many_thousands_cost_no_more_than_hundreds(db: Connection) -> None:
    def asked() -> object:
        return models(db, text="zx-1", brand="Zhenxin", kind="tv")

    steps = list[int]()
    for first, last in ((100, 600), (600, 20_000)):
        db.execute("BEGIN IMMEDIATE")
        for n in range(first, last):
            put(db, n, "Zhenxin", f"ZX-{n}", "tv")
        db.execute("COMMIT")
        steps.append(steps_of(db, asked))
    assert steps[1] < steps[0] * 1.2
    for sql in statements_of(db, asked):
        assert scans_of(db, sql) == []
    assert len(found(db, "zx-1")) == 8
