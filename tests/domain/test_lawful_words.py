"""Wordings no notice to consumers may use (domain.md §9): each is found, lawful ones are not."""

import pytest

from counter.domain.lawful_words import unlawful
from counter.language import Words
from counter.printing.forms.receipt_terms import terms
from counter.storage.questions.outlet import rule_pack

FRAGMENTS = rule_pack()["unlawful_words"]


@pytest.mark.parametrize(
    "text",
    [
        # named by the register itself
        "逾期不取视为放弃", "本店有最终解释权", "数据丢失概不负责",
        # 处罚办法 12: repair, refund, compensation; ending a contract; going to court; explaining
        "商品一经售出，概不退换", "修后出现问题，本店不承担责任", "物品遗失恕不赔偿",
        "客户自愿放弃索赔", "对处理结果不得投诉", "最终解释权归本店所有",
        "三十天不取，本店有权自行处理", "离店不认",
        # 发票管理办法: no paper of ours stands for a fapiao
        "本单可代替发票", "本收据可作发票使用", "优惠维修不开发票",
        # spaces, capitals and line ends do not hide it
        "逾 期 不 取\n视 为 放 弃", "NO  REFUND after repair",
        "We are not responsible for lost data.", "Unclaimed items are deemed abandoned.",
        "The shop has the right of final interpretation.", "This serves instead of an invoice.",
    ],
)  # fmt: skip
def test_a_wording_the_law_forbids_is_found(text: str):
    assert unlawful(text, FRAGMENTS)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_our_own_terms_and_statements_are_lawful(language: str):
    words = Words(language)
    said = [text for pair in terms(words) for text in pair]
    said += [
        words.say("Repair settlement only, not an invoice (fapiao)"),
        words.say("An estimate, not an invoice (fapiao)"),
        "周日照常营业，谢谢惠顾。",
        "逾期不取的，本店将书面催告，并给予不少于 60 日的期限。",
        "Ready to be fetched; bring the receipt",
    ]
    for text in said:
        assert unlawful(text, FRAGMENTS) == [], text
