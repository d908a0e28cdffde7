"""Everything in the book has a name that people read, the same in the window and at head office."""

from counter.glossary import terms
from counter.glossary.deeds import DEEDS
from counter.glossary.records import FIELDS, RECORDS, STATES, TERMS
from counter.language import Words
from counter.services.catalogue import ACTS
from counter.storage.catalogue import BY_NAME, Merge


def test_columns_records_and_acts_of_the_book_have_names() -> None:
    merged = [kind for kind in BY_NAME.values() if kind.merge in (Merge.OWNED, Merge.MASTER)]
    columns = {column.name for kind in merged for column in kind.columns} - {"id"}
    assert columns - FIELDS.keys() == set()
    assert {name for name, kind in BY_NAME.items() if kind.merge is not Merge.LOCAL} <= set(RECORDS)
    unsealed = {"save_draft", "drop_draft", *(one.name for one in ACTS if "paper" in one.name)}
    assert {one.name for one in ACTS} - unsealed <= DEEDS.keys()


def test_every_name_is_there_in_chinese() -> None:
    chinese = Words("zh_CN")
    for said in (DEEDS, RECORDS, FIELDS, *STATES.values(), *TERMS.values(), terms.PAYMENTS):
        assert [text for text in said.values() if chinese.say(text) == text and text != "PIN"] == []


def test_codes_of_a_column_are_called_as_its_record_means_them() -> None:
    for record, name in (("repair_card", "status"), ("customer_item", "custody_state")):
        make = BY_NAME[record].column(name).make
        known = STATES[record] if name == "status" else TERMS[name]
        assert make is not None
        assert {one.value for one in make} == set(known)
