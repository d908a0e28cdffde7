"""A whole day by every act and question, through the command line alone."""

import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from counter import commands
from counter.app import BY_NAME
from counter.services.catalogue import ACTS
from counter.services.example_day import A_DAY
from counter.storage import database
from counter.storage.logbook import Logbook
from counter.storage.questions.catalogue import QUESTIONS
from tests.command_line.conftest import Call, run
from tests.pictures import a_picture

FORMS = (
    "item_receipt", "repair_card", "item_label", "accessory_label", "settlement_statement",
    "estimate", "loss_declaration",
)  # fmt: skip
LATER = ("--at", "2026-11-24T09:00:00+08:00")
#: what stands in the example day and must never come out of the shop again
SECRETS = ("147258", '"0000"')


@pytest.fixture
def day(call: Call, place: Path) -> dict[str, Any]:
    """Runs the example day; gives the numbers of its answers."""
    known: dict[str, Any] = {"photo": str(a_picture(place / "photo.jpg"))}
    for n, step in enumerate(A_DAY):
        at = f"2026-11-23T{8 + n // 12:02d}:{n % 12 * 5:02d}:00+08:00"
        facts = json.dumps(step.filled(known), ensure_ascii=False)
        said = call("do", step.act, facts, "--as", step.by, "--at", at)
        assert said.code == 0, (step.act, said.lines)
        found = learnt(said.answer)
        known |= found | {name: found[field] for name, field in step.keep.items()}
    return known


def learnt(answer: dict[str, Any]) -> dict[str, Any]:
    """The texts of an answer, also those of the first of its items."""
    first = next(iter(answer.get("items") or []), {})
    both = (first if isinstance(first, dict) else {}) | answer
    return {name: value for name, value in both.items() if isinstance(value, str)}


def test_every_act_runs_and_the_book_is_whole(call: Call, day: dict[str, Any], place: Path) -> None:
    said = call("verify")
    assert (said.code, said.answer["whole"]) == (0, True)
    # a draft, a PIN and a reprint touch nothing that travels
    assert said.answer["entries"] >= len(A_DAY) - 13
    assert call("digest").answer["digest"] == call("digest").answer["digest"]


def test_secrets_stand_in_no_entry_answer_paper_or_file(
    call: Call, day: dict[str, Any], place: Path
) -> None:
    out = place / "paper.pdf"
    for form in FORMS:
        if call("paper", form, day["receipt_number"], "--out", str(out)).code == 0:
            assert not [s for s in SECRETS if s.encode() in out.read_bytes()]
    db = database.open_reader(place / "shop" / "shop.db")
    verifiers = [v for (v,) in db.execute("SELECT verifier FROM pin_verifier")]
    bodies = [one.body.decode() for one in Logbook(db).rows()]
    answers = [json.dumps(call("digest").answer), json.dumps(call("verify").answer)]
    for question in QUESTIONS:
        facts = json.dumps(learn(question.example, day), ensure_ascii=False)
        answers.append(json.dumps(call("do", question.name, facts, "--as", "1009").lines))
    for text in (*bodies, *answers):
        assert not [one for one in (*SECRETS, *verifiers) if one in text]
    db.close()
    call("backup", str(place / "copy.db"))
    assert b"147258" not in (place / "copy.db").read_bytes()
    assert b"147258" not in (place / "shop" / "shop.db").read_bytes()


def learn(facts: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """A question's example with the numbers of the day."""
    return {
        name: known.get(value.strip("{}"), value) if isinstance(value, str) else value
        for name, value in facts.items()
    }


def test_a_restored_shop_lets_its_manager_in_at_a_new_machine(
    call: Call, day: dict[str, Any], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("backup", str(place / "copy.db"))
    monkeypatch.setenv("COUNTER_HOME", str(place / "new machine"))
    assert call("restore", str(place / "copy.db"), shop="moved").code == 0
    add = ("do", "add_shelf", '{"name": "Z-01"}', "--as", "1009", *LATER)
    assert call(*add, shop="moved").answer["rule"] == "pin.none_here"
    said = call("first-pin", "1001", "2468", *LATER, shop="moved")
    assert said.answer["rule"] == "pin.first_manager"
    assert call("first-pin", "1009", "2468", *LATER, shop="moved").code == 0
    assert call(*add, "--pin", "2468", shop="moved").code == 0
    assert call("verify", shop="moved").answer["whole"]


def test_every_command_is_wired() -> None:
    offered = re.search(r"\{([^}]*)\}", commands._parser().format_usage())  # noqa: SLF001
    assert offered is not None
    assert set(offered[1].split(",")) == set(commands.COMMANDS)


def test_acts_tells_everything_a_caller_needs(call: Call) -> None:
    told = {one["name"]: one for one in call("acts", "--json").answer}
    assert told.keys() == {act.name for act in ACTS} | {question.name for question in QUESTIONS}
    for one in told.values():
        assert one["summary"]
        assert one["kind"] in ("act", "question")
        assert one["parameters"]["$ref"]
        assert one["answer"]
        assert isinstance(one["example"], dict)
    check_in = told["check_in"]["parameters"]["$defs"]
    assert check_in["ItemFacts"]["properties"]["promised_at"]["anyOf"][0]["format"] == "date-time"


def test_a_paper_lands_whole_under_its_name(call: Call, day: dict[str, Any], place: Path) -> None:
    said = call("paper", "item_receipt", day["receipt_number"], "--out", str(place / "r.pdf"))
    assert said.code == 0
    assert (place / "r.pdf").read_bytes().startswith(b"%PDF")
    refused = call("paper", "item_receipt", day["receipt_number"], "--out", str(place / "no" / "r"))
    assert (refused.code, refused.answer["rule"]) == (2, "file.cannot_write")
    assert call("paper", "no_form", day["receipt_number"], "--out", "x").code == 2


def test_a_paper_is_asked_for_by_size_and_language(
    call: Call, day: dict[str, Any], place: Path
) -> None:
    out = str(place / "r.pdf")
    widths = {"A5": 210, "80mm": 72, "58mm": 48, "241-half": 241, "a4": 210, "a5-portrait": 148}
    for size, width in widths.items():
        for language in ("zh_CN", "en", "both"):
            asked = ("item_receipt", day["receipt_number"], "--size", size, "--language", language)
            assert call("paper", *asked, "--out", out).code == 0
            page = pypdfium2.PdfDocument(out)[0]
            assert page.get_width() / 72 * 25.4 == pytest.approx(width, abs=0.01)
            said = "".join(page.get_textpage().get_text_range().split())
            assert ("客户商品领取收据" in said) == (language != "en")
            assert ("CustomerItemReceipt" in said) == (language != "zh_CN")
    for asked, rule in (
        (("--size", "60x40"), "paper.medium"),
        (("--size", "letter"), "paper.unknown_medium"),
        (("--copy", "ACCOUNTS"), "paper.no_such_copy"),
    ):
        refused = call("paper", "item_receipt", day["receipt_number"], *asked, "--out", out)
        assert (refused.code, refused.answer["rule"]) == (2, rule)


def test_answers_alone_go_to_stdout(place: Path) -> None:
    opened = run(place, "do", "open_shop", json.dumps(BY_NAME["open_shop"].example))
    assert (opened.returncode, opened.stderr) == (0, "")
    assert json.loads(opened.stdout)["outlet"]
    bad = run(place, "no_such_command")
    assert (bad.returncode, bad.stdout) == (64, "")
    assert bad.stderr


def test_lines_go_on_after_a_refusal_unless_told_to_stop(place: Path) -> None:
    run(place, "do", "open_shop", json.dumps(BY_NAME["open_shop"].example))
    lines = "\n".join(
        json.dumps(line)
        for line in (
            {"do": "add_shelf", "with": {"name": "A-01"}, "as": "1009"},
            {"do": "add_shelf", "with": {"name": "A-01"}, "as": "1009"},
            {"do": "add_shelf", "with": {"name": "A-02"}, "as": "1009"},
        )
    )
    (place / "lines").write_text(lines, "utf-8")
    went_on = run(place, "do", "--lines", "lines")
    assert went_on.returncode == 2
    assert [("rule" in json.loads(line)) for line in went_on.stdout.splitlines()] == [
        False, True, False,
    ]  # fmt: skip
    stopped = run(place, "do", "--lines", "-", "--stop", given=lines)
    assert stopped.returncode == 2
    assert len(stopped.stdout.splitlines()) == 1
