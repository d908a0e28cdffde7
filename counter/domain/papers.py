"""What each paper is handed: flat, frozen, ready values that a form only has to draw.

Numbers are 16 digits without gaps. Times are naive `datetime` values in the outlet's zone. Money
is in fen. A name and a phone stand here in the form this paper may carry (domain.md §9.2): whole
on the customer's and the file copy of the receipt and on the statement; masked, with the last
four digits, on card, labels, register and the copy that lies with the item. Words that come from
the shop's own lists (item kinds, accessories, conditions, work) are already in `language`. No
paper has a field for a passcode.
"""

from dataclasses import dataclass
from datetime import date, datetime

from counter.domain.choices import ConsentHow, PaperCopy, PhoneCheck
from counter.domain.paper_looks import Adjusted, Letterhead, Logo
from counter.domain.states import Category, Coverage, OldPartChoice, ReceiptStatus
from counter.domain.transfer_paper import TransferPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedName:
    """A name signed on the pad. `strokes` are points in hundredths of the pad's height; `check` is
    the beginning of the hash of what was signed for, in hex; the book has the whole of it.
    """

    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptItem:
    """One item of a receipt.

    `condition_words` are the words to tick of this kind of item, `condition_found` those that
    were found; a found word outside the list is printed too. `accessories` are whole words, e.g.
    "电池 ×2". `quoted_fen` None = to be quoted after diagnosis, `declared_value_fen` None = not
    declared. `shelf` is printed on inside copies only.
    """

    case_number: str
    card_number: str = ""
    product: str = ""
    model: str = ""
    serial: str = ""
    fault: str = ""
    accessories: tuple[str, ...] = ()
    condition_words: tuple[str, ...] = ()
    condition_found: tuple[str, ...] = ()
    condition_note: str = ""
    photos: int = 0
    category: Category = Category.PAID
    cover: str = ""
    promised_at: datetime
    quoted_fen: int | None = None
    diagnosis_fee_fen: int = 0
    deposit_fen: int = 0
    declared_value_fen: int | None = None
    old_part_choice: OldPartChoice = OldPartChoice.RETURN_TO_CUSTOMER
    shelf: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReceiptPaper(Adjusted):
    """客户商品领取收据. `token` (128 bits, hex) makes the status link; other copies have none.

    `items` has at least one; the first stands in the fixed rows of sheet 1, the others on
    continuation sheets. `link` is the start of the status address, e.g.
    "HTTPS://ANXU.EXAMPLE/Q/"; empty = the code holds the bare number. `replaces_number` is the
    paper this one stands for; `note` the outlet's own words at the foot. `clerk` took the items in
    at `issued_at`, whoever makes a paper in its place later. `signed` None = to be signed by hand.
    """

    number: str
    letterhead: Letterhead
    language: str = "zh_CN"
    copy: PaperCopy = PaperCopy.CUSTOMER
    reprint: int = 0
    printed_at: datetime
    issued_at: datetime
    clerk: str = ""
    customer_name: str = ""
    phone: str = ""
    items: tuple[ReceiptItem, ...]
    token: str = ""
    link: str = ""
    replaces_number: str = ""
    signed: SignedName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStep:
    """One stretch of bench time that counts; `ended_at` None = its clock runs."""

    started_at: datetime
    ended_at: datetime | None = None
    minutes: int = 0
    technician: str = ""
    work: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPart:
    """A part that is in the item, and what becomes of the one taken out."""

    code: str = ""
    name: str = ""
    qty: int = 1
    old_part: OldPartChoice = OldPartChoice.RETURN_TO_CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairCardPaper(Adjusted):
    """修护卡. Name masked, phone by its last four digits.

    What is known of the work stands where it is else written by hand; `diagnosis` and `tests` are
    words. `inspected_at` None = not inspected; `own_work` = by somebody who had worked on it;
    `guarantee_until` "" = none yet.
    """

    number: str
    letterhead: Letterhead
    language: str = "zh_CN"
    reprint: int = 0
    printed_at: datetime
    receipt_number: str = ""
    received_at: datetime
    promised_at: datetime
    category: Category = Category.PAID
    cover: str = ""
    masked_name: str = ""
    phone_tail: str = ""
    product: str = ""
    model: str = ""
    serial: str = ""
    fault: str = ""
    accessories: tuple[str, ...] = ()
    condition_found: tuple[str, ...] = ()
    condition_note: str = ""
    technician: str = ""
    diagnosis: str = ""
    steps: tuple[CardStep, ...] = ()
    parts: tuple[CardPart, ...] = ()
    no_parts: bool = False
    tests: tuple[str, ...] = ()
    inspected_by: str = ""
    inspected_at: datetime | None = None
    passed: bool = False
    own_work: bool = False
    guarantee_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLabelPaper(Adjusted):
    """The 60 x 40 mm label; `number` is that of the repair card."""

    number: str
    logo: Logo | None = None
    language: str = "zh_CN"
    category: Category = Category.PAID
    model: str = ""
    masked_name: str = ""
    phone_tail: str = ""
    promised_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessoryLabelPaper(Adjusted):
    """The 40 x 30 mm label of accessory `place` of `count`; `number` is that of the repair card."""

    number: str
    logo: Logo | None = None
    language: str = "zh_CN"
    accessory: str = ""
    place: int = 1
    count: int = 1
    masked_name: str = ""
    phone_tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One line of a statement: `line` is labour_line, part_line, travel_line, other_line or
    rounding_line.

    `unit_fen` is the listed price of one piece with tax; `gross_fen` what the customer is charged
    for the line; `net_fen + tax_fen = gross_fen`.
    """

    line: str = "labour_line"
    name: str = ""
    qty: int = 1
    unit_fen: int = 0
    net_fen: int = 0
    tax_fen: int = 0
    gross_fen: int = 0
    coverage: Coverage = Coverage.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementPaper(Adjusted):
    """维修结算单. Totals are the sums of `lines`; due = gross - `deposit_fen`, negative when
    money goes back.

    `pay_methods` and `old_parts` are words in `language`; `guarantee_until` None = no guarantee
    is printed. `signed` is the name of whoever took the item, None = to be signed by hand.
    """

    number: str
    letterhead: Letterhead
    language: str = "zh_CN"
    copy: PaperCopy = PaperCopy.CUSTOMER
    reprint: int = 0
    printed_at: datetime
    made_at: datetime
    customer_name: str = ""
    phone: str = ""
    product: str = ""
    model: str = ""
    serial: str = ""
    receipt_number: str = ""
    card_number: str = ""
    category: Category = Category.PAID
    lines: tuple[StatementLine, ...] = ()
    tax_permille: int = 130
    deposit_fen: int = 0
    guarantee_until: date | None = None
    old_parts: str = ""
    pay_methods: tuple[str, ...] = ()
    signed: SignedName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One line of the register. `source` is WALK_IN, COLLECTED or MAILED; `moved` and `notified`
    are short words.

    `seq` is the running number of the line, that of its case in the year. `receipt_status` is
    printed once the item is out; `paid_fen` None = nothing was settled.
    """

    in_at: datetime
    receipt_number: str
    seq: str = ""
    card_number: str = ""
    masked_name: str = ""
    phone_tail: str = ""
    product: str = ""
    model: str = ""
    serial: str = ""
    accessories: tuple[str, ...] = ()
    source: str = "WALK_IN"
    shelf: str = ""
    technician: str = ""
    promised_at: datetime | None = None
    moved: str = ""
    notified: str = ""
    out_at: datetime | None = None
    by_deputy: bool = False
    collector_id_type: str = ""
    collector_id_tail: str = ""
    receipt_status: ReceiptStatus = ReceiptStatus.ISSUED
    paid_fen: int | None = None
    clerk: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPaper(Adjusted):
    """客户商品进出登记簿 of some days, any number of rows; the form cuts them into pages from
    `first_page` on. `narrowed` says how the lines were chosen; then nothing is said of what is
    held at the end.
    """

    letterhead: Letterhead
    language: str = "zh_CN"
    printed_at: datetime
    printed_by: str = ""
    from_on: date
    to_on: date
    first_page: int = 1
    rows: tuple[RegisterRow, ...] = ()
    held_count: int = 0
    narrowed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLine:
    """One line of an estimate; `amount_fen` is for the whole quantity, tax included."""

    line: str = "labour_line"
    name: str = ""
    qty: int = 1
    amount_fen: int = 0
    coverage: Coverage = Coverage.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatePaper(Adjusted):
    """维修报价单. The customer's total is the sum of the lines he pays.

    `extra` = its lines come on top of what was agreed before. `answered_at` None = he has not
    answered yet: then there are squares and a line to sign on; `agreed` are the places of the lines
    he agreed to, none where he declined, `agreed_fen` their sum.
    """

    number: str
    letterhead: Letterhead
    language: str = "zh_CN"
    copy: PaperCopy = PaperCopy.CUSTOMER
    reprint: int = 0
    printed_at: datetime
    sent_at: datetime
    clerk: str = ""
    customer_name: str = ""
    phone: str = ""
    product: str = ""
    model: str = ""
    serial: str = ""
    receipt_number: str = ""
    card_number: str = ""
    fault: str = ""
    diagnosis: str = ""
    lines: tuple[PricedLine, ...] = ()
    extra: bool = False
    promised_at: datetime
    diagnosis_fee_fen: int = 0
    remark: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_how: ConsentHow | None = None
    agreed: tuple[int, ...] = ()
    agreed_fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LossPaper(Adjusted):
    """收据挂失声明, by the number of the lost receipt.

    What the declarant must know by himself (model, serial, accessories) stands on it only in his
    own words, and name and phone are masked: the paper is printed before he has shown who he is.
    `declared_at` None = not declared yet, everything is written by hand; `signed` None = signed by
    hand.
    """

    number: str
    letterhead: Letterhead
    language: str = "zh_CN"
    copy: PaperCopy = PaperCopy.FILE
    reprint: int = 0
    printed_at: datetime
    issued_at: datetime
    masked_name: str = ""
    masked_phone: str = ""
    products: tuple[str, ...] = ()
    declared_at: datetime | None = None
    declarant: str = ""
    id_type: str = ""
    id_tail: str = ""
    phone_check: PhoneCheck | None = None
    item_knowledge: str = ""
    seen_by: str = ""
    approved_by: str = ""
    signed: SignedName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPaper(Adjusted):
    """The label of a shelf, a part or a member of staff: a name to read, a number to scan."""

    number: str
    language: str = "zh_CN"
    title: str = ""
    line: str = ""
    outlet_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTestPaper:
    """A page that tries a printer, `width` by `height` mm; `facts` say how it is described."""

    printer: str
    facts: tuple[str, ...] = ()
    width: float
    height: float
    printed_at: datetime
    language: str = "zh_CN"


Paper = (
    ItemReceiptPaper
    | RepairCardPaper
    | ItemLabelPaper
    | AccessoryLabelPaper
    | SettlementPaper
    | RegisterPaper
    | EstimatePaper
    | LossPaper
    | TransferPaper
    | TagPaper
)
