"""What libraries and the system say in English is told in the reader's language."""

import errno
import json
import os

import pytest

from counter.app import BY_NAME
from counter.domain.refusals import RuleBroken
from counter.json_facts import read_facts
from counter.language import Words
from counter.library_words import SYSTEM, TYPES, told
from counter.wording import sentence

CHINESE, ENGLISH = Words("zh_CN"), Words("en")


def has_english(text: str) -> bool:
    """Whether a word of English prose is left: two letters and more that no code explains."""
    return any(word in text.lower() for word in ("expect", "invalid", "missing", "line", "got"))


@pytest.mark.parametrize(
    "facts",
    [
        {"customer": 3, "items": []},
        {"customer": {"phone": 13800135678}, "items": []},
        {"customer": {"phone": None}, "items": []},
        {"customer": {}, "items": []},
        {"customer": {"phone": "1"}, "items": {}},
        {"customer": {"phone": "1", "name_differs": "PERHAPS"}, "items": []},
        {"customer": {"phone": "1"}, "items": [{"declared_value_fen": 1.5}]},
        [],
    ],
)
def test_a_wrong_type_is_told_without_english(facts: object):
    with pytest.raises(RuleBroken) as broken:
        read_facts(BY_NAME["check_in"].function, facts)
    said = sentence(broken.value.rule, broken.value.facts, CHINESE)
    assert not has_english(said), said
    assert str(broken.value.facts["said"]) in sentence(
        broken.value.rule, broken.value.facts, ENGLISH
    )


@pytest.mark.parametrize("text", ["{", '{"a":}', "nope", '{"a" 1}', '"abc', '{"a":"\x01"}', "1 2"])
def test_what_is_no_json_is_told_by_its_place(text: str):
    with pytest.raises(ValueError, match="line") as broken:
        json.loads(text)
    said = told(str(broken.value), CHINESE)
    assert "第 1 行" in said
    assert not has_english(said)


@pytest.mark.parametrize("number", SYSTEM)
def test_the_systems_reasons_are_told(number: int):
    assert told(os.strerror(number), CHINESE).isascii() is False


def test_what_nobody_knows_is_quoted():
    assert told("flux capacitor jammed", CHINESE) == "系统提示“flux capacitor jammed”"
    assert told("找不到", CHINESE) == "找不到"
    assert told(os.strerror(errno.ENOSPC), ENGLISH) == os.strerror(errno.ENOSPC)
    assert all(CHINESE.say(text) != text for text in TYPES.values())
