"""Every rule anywhere in the code has its sentence, in both languages, with facts that exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.domain.choices import Finding
from counter.domain.personal import LIMITS
from counter.domain.states import (
    CardStatus,
    Coverage,
    CustodyState,
    EstimateStatus,
    ReceiptStatus,
    Role,
    SettlementStatus,
)
from counter.language import Words
from counter.storage.catalogue import KINDS, NUMBERED
from counter.wording import CODES, NEXT, RULES, named, places, sentence

COUNTER = Path(__file__).parents[1] / "counter"
RULE = re.compile(r"[a-z_]+\.[a-z_]+")
#: calls that name a rule first and its facts by keyword
CALLS = {"RuleBroken", "warn"}
NOT_RULES = {"json", "db", "py", "txt", "zdict", "mo", "po"}
CHINESE = Words("zh_CN")
ENGLISH = Words("en")


def calls() -> Iterator[tuple[str, set[str], str]]:
    """Every literal rule in a call, the facts named there, and where it stands."""
    for path in sorted(COUNTER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = called.id if isinstance(called, ast.Name) else called
            first = node.args[0]
            if name in CALLS | {"count"} and isinstance(first, ast.Constant):
                facts = {keyword.arg for keyword in node.keywords}
                facts -= {"reason"} if name == "count" else set()  # an alarm has a number alone
                yield str(first.value), {f for f in facts if f}, f"{path.name}:{node.lineno}"


def rules_in_tables() -> Iterator[str]:
    """Rules that stand in a table: dotted texts whose first part begins some known rule."""
    families = {rule.split(".")[0] for rule in RULES}
    for folder in ("domain", "services", "storage"):
        for path in sorted((COUNTER / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Dict):
                    for value in node.values:
                        if isinstance(value, ast.Constant) and RULE.fullmatch(str(value.value)):
                            family, _, last = str(value.value).partition(".")
                            if family in families and last not in NOT_RULES:
                                yield str(value.value)


def test_every_rule_has_its_sentence():
    found = {rule for rule, _, _ in calls()} | set(rules_in_tables())
    assert sorted(found - set(RULES)) == []


def test_every_fact_of_a_sentence_is_named_where_the_rule_is_broken():
    lacking = [
        (where, rule, sorted(places(RULES[rule]) - facts))
        for rule, facts, where in calls()
        if facts and rule in RULES and places(RULES[rule]) - facts
    ]
    assert lacking == []


def test_no_sentence_waits_for_a_rule_that_is_gone():
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in COUNTER.rglob("*.py")
        if path.name != "wording.py"
    )
    assert [rule for rule in RULES if f'"{rule}"' not in code] == []


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh_CN"])
@pytest.mark.parametrize("rule", RULES)
def test_a_sentence_is_whole_whatever_facts_are_there(rule: str, words: Words):
    for facts in ({}, dict.fromkeys(places(RULES[rule]), 7), dict.fromkeys(places(RULES[rule]))):
        said = sentence(rule, facts, words)
        assert "{" not in said
        assert said.endswith((".", "。"))


def test_every_state_has_a_name():
    for states in (
        CardStatus,
        Coverage,
        CustodyState,
        EstimateStatus,
        ReceiptStatus,
        Role,
        SettlementStatus,
    ):
        assert [state for state in states if state.value not in CODES] == []
    assert [field for field in LIMITS if field not in CODES] == []
    assert named(Finding.COVERED, ENGLISH) == "COVERED"


def test_every_record_that_is_sought_has_a_name_for_people():
    sought = re.compile(r"\bone\((\w+), ")
    files = (COUNTER / "services").rglob("*.py")
    records = {name for path in files for name in sought.findall(path.read_text("utf-8"))}
    kinds = {kind.name for kind in KINDS if kind.record.__name__ in records}
    kinds |= {kind.name for kind in NUMBERED}
    assert len(kinds) > len(NUMBERED)
    assert sorted(kinds - set(CODES)) == []


@pytest.mark.parametrize(
    ("words", "kind", "gone"), [(CHINESE, "修护卡", "本店"), (ENGLISH, "repair card", "this shop")]
)
def test_what_is_not_there_is_told_without_names_of_ours(words: Words, kind: str, gone: str):
    facts = {"kind": "repair_card", "sought": "2000171260000172"}
    for rule in ("record.unknown", "record.gone"):
        said = sentence(rule, facts, words)
        assert kind in said
        assert gone in said
        assert "_" not in said
    said = sentence("intake.unknown_chip", {"code": "SCREEN", "kind": "PHONE_2"}, words)
    assert "SCREEN" not in said
    assert "PHONE_2" not in said


def test_every_state_a_thing_is_stuck_in_has_a_next_step():
    assert {status for rule, status in NEXT if rule == "card.not_now"} == set(CardStatus)
    assert {status for rule, status in NEXT if rule == "receipt.not_now"} == set(ReceiptStatus)
    assert {status for rule, status in NEXT if rule == "custody.not_now"} == set(CustodyState) - {
        CustodyState.HANDED_BACK
    }


def test_facts_are_shown_as_people_read_them():
    facts = {"number": "1000171260000120", "due_fen": 550000}
    said = sentence("handback.not_paid", facts, ENGLISH)
    assert said.startswith("5,500.00 is still due for case 1 00017 1 26 00001 20.")
    facts = {"number": "2000171260000172", "status": "AWAIT_INSPECTION", "event": "hand_back"}
    said = sentence("card.not_now", facts, CHINESE)
    assert said == ("修护卡 2 00017 1 26 00001 72 目前待验讫，不能交还。请先由主任验讫。")


def test_a_moment_is_shown_in_the_zone_asked_for():
    from zoneinfo import ZoneInfo

    facts = {"clock_at": 1_795_000_000_000, "last_at": 10**30}
    said = sentence("clock.before_last_entry", facts, ENGLISH, ZoneInfo("Asia/Shanghai"))
    assert "2026-11-18 19:06" in said


def test_a_rule_without_words_says_its_name():
    assert "no.such" in sentence("no.such", {}, ENGLISH)
