"""Cards whose work is done, and receipts with the longest words a kind of item has."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from counter.domain.papers import CardPart, CardStep, ItemReceiptPaper, RepairCardPaper
from counter.domain.states import OldPartChoice

LONG_WORDS = (
    "Scratches", "Screen cracked", "Liquid marks", "Screws missing", "Opened before",
    "Powers on", "Not tested", "Bent", "Dents", "Label missing",
)  # fmt: skip


def done_card(card: RepairCardPaper) -> RepairCardPaper:
    """The card as it is printed again after the inspection."""
    chinese = card.language == "zh_CN"
    who, boss = ("周建国 1002", "李工 1003") if chinese else ("Zhou Jianguo 1002", "Li 1003")
    work = ("检测", "更换密封圈") if chinese else ("Diagnosis", "Seal replaced")
    steps = (
        CardStep(
            started_at=datetime(2026, 11, 23, 9, 10),
            ended_at=datetime(2026, 11, 23, 9, 30),
            minutes=20,
            technician=who,
            work=work[0],
        ),
        CardStep(
            started_at=datetime(2026, 11, 24, 14, 0),
            ended_at=datetime(2026, 11, 24, 14, 45),
            minutes=45,
            technician=who,
            work=work[1],
        ),
    )
    seal = CardPart(code="MF-17", name="密封圈" if chinese else "Seal")
    scrap = OldPartChoice.SCRAP_WITH_CONSENT
    return replace(
        card,
        technician=who,
        diagnosis="密封圈老化 · 水垢" if chinese else "The seal is worn · limescale",
        steps=steps,
        parts=(seal, replace(seal, code="LW-02", qty=2, old_part=scrap)),
        tests=("绝缘　5.2 MΩ　合格",) if chinese else ("Insulation　5.2 MΩ　Passed",),
        inspected_by=boss,
        inspected_at=datetime(2026, 11, 24, 16, 20),
        passed=True,
        guarantee_until="2026-12-24",
    )


def long_words(receipt: ItemReceiptPaper) -> ItemReceiptPaper:
    """A receipt whose condition words do not fit one line each."""
    item = replace(receipt.items[0], condition_words=LONG_WORDS, condition_found=LONG_WORDS[:3])
    return replace(receipt, items=(item,))


def more_samples(card: Any, receipt: Any) -> dict[str, tuple[str, list[Any]]]:
    """Name of the sample -> form and its papers; `card` and `receipt` make one of a language."""
    made: dict[str, tuple[str, list[Any]]] = {}
    for language in ("zh_CN", "en"):
        done = done_card(card(language))
        made[f"repair_card.done.{language}"] = "repair_card", [done]
        own = replace(done, own_work=True)
        made[f"repair_card.own_work.{language}"] = "repair_card", [own]
        note = {"zh_CN": "谢谢惠顾，周日照常营业。" * 6, "en": "We are open on Sundays too. " * 3}
        noted = replace(receipt(language), note=note[language][:80])
        made[f"item_receipt.note.{language}"] = "item_receipt", [noted]
    made["item_receipt.long_words.en"] = "item_receipt", [long_words(receipt("en"))]
    return made
