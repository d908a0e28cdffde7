"""Everything that can be asked: plain SQL on a reading connection, answered in frozen values."""

from counter.storage.questions.alike import model_by_imei
from counter.storage.questions.bench import bench_card, bench_queue
from counter.storage.questions.board import board
from counter.storage.questions.board_lanes import board_lane
from counter.storage.questions.case_page import case_page
from counter.storage.questions.case_papers import estimate_paper, loss_paper
from counter.storage.questions.cases import case, case_photos
from counter.storage.questions.conflicts import conflicts
from counter.storage.questions.customer_answers import new_answers
from counter.storage.questions.customer_file import customer_cases, customer_file, customers
from counter.storage.questions.customers import customer_by_phone
from counter.storage.questions.days import day_list
from counter.storage.questions.finding import find
from counter.storage.questions.hand_back import hand_back_view
from counter.storage.questions.health import first_days, shop_health
from counter.storage.questions.history import timeline
from counter.storage.questions.inspection import inspection_queue, inspection_view
from counter.storage.questions.lists import (
    drafts,
    item_kinds,
    outlet_view,
    papers_let_go,
    parts,
    people,
    print_queue,
    shelves,
    unprinted,
)
from counter.storage.questions.models import models
from counter.storage.questions.papers import (
    accessory_label_papers,
    item_label_paper,
    item_receipt_paper,
    repair_card_paper,
    settlement_paper,
)
from counter.storage.questions.question import Question
from counter.storage.questions.receipts import receipts
from counter.storage.questions.register_pages import receipt_part, register_part
from counter.storage.questions.register_paper import register_page
from counter.storage.questions.registers import item_register
from counter.storage.questions.reprints import reprints_of
from counter.storage.questions.scans import scanned
from counter.storage.questions.shelf_views import shelf_list, shelf_view
from counter.storage.questions.signatures import receipt_said
from counter.storage.questions.tag_papers import (
    part_label_paper,
    shelf_label_paper,
    staff_badge_paper,
)
from counter.storage.questions.till import till_day, till_days
from counter.storage.questions.transfer_papers import transfer_paper
from counter.storage.questions.transfers import outlet_choices, transfer_view, transfers
from counter.storage.questions.unit_cases import unit_history

#: a text like "{case_number}" stands for that field of an act's answer, as in the acts' examples
NOW = "2026-11-22T14:30:00+08:00"

QUESTIONS: tuple[Question, ...] = (
    Question(function=board, example={"now_at": NOW}),
    Question(function=board_lane, example={"states": ["AWAIT_PARTS"]}),
    Question(function=case, example={"number": "{case_number}"}),
    Question(function=case_photos, example={"number": "{case_number}"}),
    Question(function=case_page, example={"number": "{case_number}"}),
    Question(function=bench_queue, example={"technician_code": "1002"}),
    Question(function=bench_card, example={"number": "{card_number}"}),
    Question(function=inspection_queue),
    Question(function=inspection_view, example={"number": "{card_number}"}),
    Question(function=hand_back_view, example={"number": "{receipt_number}"}),
    Question(function=customer_by_phone, example={"phone": "13800135678"}),
    Question(function=customers, example={"text": "5678"}),
    Question(function=customer_file, example={"number": "{customer_number}"}),
    Question(function=customer_cases, example={"number": "{customer_number}"}),
    Question(function=find, example={"text": "5678"}),
    Question(function=item_register, example={"received_from_at": "2026-11-01T00:00:00+08:00"}),
    Question(function=receipt_said, example={"number": "{receipt_number}"}),
    Question(function=receipts, example={"status": "ISSUED"}),
    Question(function=register_part, example={"stay": "HERE", "text": "SW-17J"}),
    Question(function=receipt_part, example={"status": "ISSUED"}),
    Question(function=scanned, example={"number": "{card_number}"}),
    Question(function=timeline, example={"number": "{case_number}"}),
    Question(function=reprints_of, example={"number": "{receipt_number}"}),
    Question(function=model_by_imei, example={"imei": "356938035643809"}),
    Question(function=models, example={"text": "MF"}),
    Question(function=unit_history, example={"serial": "SW17J000123"}),
    Question(function=day_list, example={"day": "2026-11-22"}),
    Question(function=till_day, example={"day": "2026-11-22"}),
    Question(function=till_days),
    Question(function=people),
    Question(function=item_kinds),
    Question(function=shelves),
    Question(function=shelf_list),
    Question(function=shelf_view, example={"shelf": "{shelf_number}"}),
    Question(function=parts, example={"text": "密封"}),
    Question(function=outlet_view),
    Question(function=shop_health),
    Question(function=conflicts),
    Question(function=new_answers, example={"now_at": NOW}),
    Question(function=first_days),
    Question(function=drafts, example={"person_code": "1001"}, own="person_code"),
    Question(function=print_queue, example={"status": "QUEUED"}),
    Question(function=unprinted),
    Question(function=papers_let_go, example={"wanted": [1]}),
    Question(
        function=item_receipt_paper,
        example={"number": "{receipt_number}", "copy": "FILE", "printed_at": NOW},
    ),
    Question(function=repair_card_paper, example={"number": "{card_number}", "printed_at": NOW}),
    Question(function=item_label_paper, example={"number": "{card_number}"}),
    Question(function=accessory_label_papers, example={"number": "{card_number}"}),
    Question(
        function=settlement_paper, example={"number": "{settlement_number}", "printed_at": NOW}
    ),
    Question(function=estimate_paper, example={"number": "{estimate_number}", "printed_at": NOW}),
    Question(function=transfers),
    Question(function=transfer_view, example={"number": "{transfer_number}"}),
    Question(function=outlet_choices),
    Question(function=transfer_paper, example={"number": "{transfer_number}", "printed_at": NOW}),
    Question(function=loss_paper, example={"number": "{receipt_number}", "printed_at": NOW}),
    Question(function=shelf_label_paper, example={"number": "A-01"}),
    Question(function=part_label_paper, example={"number": "MF-17"}),
    Question(function=staff_badge_paper, example={"number": "1002"}),
    Question(
        function=register_page,
        example={"from_on": "2026-11-20", "to_on": "2026-11-22", "printed_at": NOW},
    ),
)
