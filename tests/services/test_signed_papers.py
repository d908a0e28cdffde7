"""Names on the pad on their papers, and what tells when they stand under something else."""

import json

from counter.domain.choices import PaperCopy, SignedFor
from counter.domain.signing import CHECK_DIGITS
from counter.printing import press
from counter.printing.sheet import Ink
from counter.storage.checking import verify
from counter.storage.questions.papers import item_receipt_paper, settlement_paper
from counter.storage.questions.signatures import Apart, signatures_apart
from tests.builders import a_fan, a_kettle
from tests.desk import DAY, DESK, MANAGER, SUPERVISOR, Case, Desk
from tests.printing.reading import lines_of
from tests.services.test_handing_back import LOSS
from tests.services.test_signing import NAME, STROKES


def signed_in(desk: Desk, **more: object) -> Case:
    """An item whose receipt was signed on the pad."""
    return desk.checks_in(a_fan(), signed_on="PAD", signature=NAME, **more)[0]


def receipt_of(desk: Desk, case: Case, copy: PaperCopy):
    at = desk.counter.clock()
    return item_receipt_paper(desk.counter.shop.db, number=case.receipt, copy=copy, printed_at=at)


def bound(desk: Desk) -> str:
    return desk.rows("signature")[-1]["signed_sha256"][:CHECK_DIGITS]


def notes_of(desk: Desk) -> list[str]:
    verdict = verify(desk.counter.shop)
    assert verdict.is_whole
    return [note for note in verdict.notes if "pad" in note]


def test_the_name_stands_on_the_shops_copy_and_its_hash_on_every_one(desk: Desk):
    case = signed_in(desk)
    for copy in (PaperCopy.FILE, PaperCopy.CUSTOMER, PaperCopy.ITEM):
        paper = receipt_of(desk, case, copy)
        assert paper.signed is not None
        assert paper.signed.check == bound(desk)
        ink = [m for s in press.sheets_of("item_receipt", paper) for m in s.marks
               if isinstance(m, Ink)]  # fmt: skip
        assert len(ink) == (len(STROKES) if copy is PaperCopy.FILE else 0)
        assert any(bound(desk) in line for line in lines_of(press.pdf_of("item_receipt", paper)))


def test_the_points_of_the_pad_are_the_points_on_the_paper(desk: Desk):
    paper = receipt_of(desk, signed_in(desk), PaperCopy.FILE)
    assert paper.signed is not None
    assert paper.signed.strokes == tuple(tuple((x, y) for x, y, _ in one) for one in STROKES)
    kept = json.loads(desk.rows("signature")[0]["strokes_json"])
    assert [point[2] for stroke in kept for point in stroke] == [0, 18, 36, 55, 400, 440]


def test_what_is_signed_on_paper_has_an_empty_line(desk: Desk):
    assert receipt_of(desk, desk.takes_in(a_fan()), PaperCopy.FILE).signed is None


def test_who_takes_the_item_signs_the_statement(desk: Desk):
    case = desk.ready_to_go(signed_in(desk))
    at, db = desk.counter.clock(), desk.counter.shop.db
    facts = {"number": case.case, "copy": PaperCopy.FILE, "printed_at": at}
    assert settlement_paper(db, **facts).signed is None  # that of check-in is another one
    desk.do("hand_back", DESK, receipt_number=case.receipt, signature=NAME)
    paper = settlement_paper(db, **facts)
    assert paper.signed is not None
    assert paper.signed.check == bound(desk)
    (text,) = [line for line in lines_of(press.pdf_of("settlement_statement", paper))
               if bound(desk) in line]  # fmt: skip
    assert text
    assert receipt_of(desk, case, PaperCopy.FILE).signed.check != bound(desk)


def test_money_and_time_do_not_part_a_name_from_its_receipt(desk: Desk):
    case = signed_in(desk)
    desk.wait(DAY)
    desk.ready_to_go(case)
    desk.do("hand_back", DESK, receipt_number=case.receipt, signature=NAME)
    assert signatures_apart(desk.counter.shop.db) == []
    assert notes_of(desk) == []


def test_a_receipt_of_several_items_is_one_signature(desk: Desk):
    cases = desk.checks_in(a_fan(), a_kettle(), signed_on="PAD", signature=NAME)
    assert signatures_apart(desk.counter.shop.db) == []
    desk.do("correct_item", DESK, case_number=cases[1].case, fault="另一个毛病")
    (apart,) = signatures_apart(desk.counter.shop.db)
    assert apart == Apart(number=cases[0].receipt, what=SignedFor.CHECK_IN, at=apart.at)


def test_verify_tells_what_was_changed_after_it_was_signed(desk: Desk):
    case = signed_in(desk)
    desk.do("correct_item", DESK, case_number=case.case, fault="另一个毛病")
    assert notes_of(desk) == [
        f"what was signed on the pad for receipt {case.receipt} (CHECK_IN) was changed since"
    ]


def test_a_declared_loss_is_bound_too(desk: Desk):
    case = desk.takes_in(a_fan())
    desk.do("declare_receipt_lost", SUPERVISOR, receipt_number=case.receipt, signature=NAME, **LOSS)
    assert signatures_apart(desk.counter.shop.db) == []


def test_an_erased_name_is_on_no_paper_and_no_finding(desk: Desk):
    case = desk.ready_to_go(signed_in(desk))
    desk.hands_back(case)
    desk.do("erase_customer", MANAGER, customer_number=case.customer, reason="本人要求")
    assert receipt_of(desk, case, PaperCopy.FILE).signed is None
    assert notes_of(desk) == []
