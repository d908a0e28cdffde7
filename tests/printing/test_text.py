"""What stands on paper can be searched and copied, and says no more of a person than it may."""

import ast
import inspect
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter.domain import papers
from counter.domain.choices import PaperCopy
from counter.printing import press
from counter.printing.sheet import Face
from tests.printing import reading, samples

RARE = "王𬱖䶮㛃"
NAMES = [
    RARE,
    "欧阳娜娜",
    "杭州市西湖区翠苑第三小学信息技术教研小组",
    "阿卜杜热合曼·麦麦提吐尔逊·艾合买提江",
    "Maximilian-Alexander von Württemberg-Hohenfels",
    "Наталья Ивановна Щербакова",
]
EMOJI = "屏幕🔋不亮👩‍🔧，𠮷祥"
EMOJI_SHOWN = "屏幕[U+1F50B]不亮[U+1F469][U+1F527]，[U+20BB7]祥"


def receipt(**changes: object) -> papers.ItemReceiptPaper:
    item = {name: value for name, value in changes.items() if name in ITEM_FIELDS}
    rest = {name: value for name, value in changes.items() if name not in ITEM_FIELDS}
    paper = samples.receipt("zh_CN", samples.TYPICAL["zh_CN"], PaperCopy.CUSTOMER)
    return replace(paper, items=(replace(paper.items[0], **item), *paper.items[1:]), **rest)


ITEM_FIELDS = {field.name for field in fields(papers.ReceiptItem)}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_copied_as_it_was_typed(name: str):
    text = reading.text_of(press.pdf_of("item_receipt", receipt(customer_name=name)))
    assert "".join(name.split()) in text


def test_fifty_accessories_all_stand_on_the_receipt():
    pieces = tuple(f"附件 {n} 号 {RARE}" for n in range(1, 51))
    sheets = press.sheets_of("item_receipt", receipt(accessories=pieces))
    text = reading.text_of(press.pdf_of("item_receipt", receipt(accessories=pieces)))
    assert len(sheets) == 2
    for n, piece in enumerate(pieces, 1):
        assert f"{n}{piece}".replace(" ", "") in text


def test_what_no_font_has_is_named_by_its_code_point():
    pdf = press.pdf_of("item_receipt", receipt(fault=EMOJI, customer_name=EMOJI))
    text = reading.text_of(pdf)
    assert text.count(EMOJI_SHOWN) == 2
    assert "\x00" not in text
    assert not press.metrics().has("🔋")
    assert press.metrics().has("𬱖")


def test_a_rare_character_is_drawn_in_the_whole_cut():
    common, rare = press.metrics().runs("王㐀", Face.BOLD)
    assert (common, rare) == ((Face.BOLD, "王"), (Face.REGULAR, "㐀"))


@pytest.mark.parametrize("field", ["fault", "condition_note", "model", "serial"])
def test_long_words_of_the_customer_are_never_cut(field: str):
    text = "".join(f"第{n}句，屏幕闪烁后自动关机。" for n in range(60))
    read = reading.text_of(press.pdf_of("item_receipt", receipt(**{field: text})))
    assert text in read


def test_a_long_name_stands_whole_on_the_next_sheet():
    name = "".join(f"{n}號有限公司" for n in range(40))
    assert name in reading.text_of(press.pdf_of("item_receipt", receipt(customer_name=name)))


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=40))
def test_any_text_is_read_back_as_it_is_shown(fault: str):
    shown = "".join(run for _, run in press.metrics().runs(fault, Face.MEDIUM))
    text = reading.text_of(press.pdf_of("item_receipt", receipt(fault=fault)))
    assert "\x00" not in text
    assert "".join(shown.split()) in text


@pytest.mark.parametrize("form", ["repair_card", "item_label", "accessory_label"])
@pytest.mark.parametrize("language", samples.LANGUAGES)
def test_card_and_labels_tell_nobody_who_the_customer_is(form: str, language: str):
    told = samples.TYPICAL[language]
    made = {
        "repair_card": [samples.card(language, told)],
        "item_label": [samples.item_label(language, told)],
        "accessory_label": samples.accessory_labels(language, told),
    }[form]
    text = reading.text_of(press.pdf_of(form, *made))
    assert "".join(told.name.split()) not in text
    assert samples.PHONE not in text
    assert samples.PHONE[-4:] in text
    for paper in made:
        assert {"customer_name", "phone"}.isdisjoint(field.name for field in fields(paper))


def test_the_customer_s_copy_carries_name_and_phone():
    text = reading.text_of(press.pdf_of("item_receipt", receipt()))
    assert samples.NAME in text
    assert samples.PHONE in text


def test_no_paper_knows_a_passcode_or_a_pin():
    tree = ast.parse(inspect.getsource(papers))
    names = {
        node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    assert names
    assert not {name for name in names if {"passcode", "pin", "secret"} & set(name.split("_"))}


def test_a_reprint_says_so():
    assert "补打2" in reading.text_of(press.pdf_of("item_receipt", receipt(reprint=2)))
    assert "补打" not in reading.text_of(press.pdf_of("item_receipt", receipt()))


def test_every_item_of_a_receipt_stands_on_it():
    for items in (1, 2, 5):
        told = samples.TYPICAL["zh_CN"]
        paper = samples.receipt("zh_CN", told, PaperCopy.FILE, items)
        paper = replace(
            paper,
            items=tuple(
                replace(item, model=f"型号{n}甲", serial=f"SN{n}X")
                for n, item in enumerate(paper.items)
            ),
        )
        text = reading.text_of(press.pdf_of("item_receipt", paper))
        for n, item in enumerate(paper.items):
            assert f"型号{n}甲" in text
            assert f"SN{n}X" in text
            assert item.card_number in text
