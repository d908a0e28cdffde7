"""What is printed on makers' labels and article numbers, read without ever raising."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import ean, luhn

from counter.domain import gs1
from counter.domain.label_codes import LabelCode, LabelKind, imei_of, part_names, read_label

GTIN = "06901234567892"
IMEI = "356938035643809"
IMEI_2 = "490154203237518"
GS = gs1.SEPARATOR
KINDS = LabelKind

LABELS = {
    "]C1010690123456789221A12\x1d10L7": ("gs1", {"gtin": GTIN, "serial": "A12", "lot": "L7"}),
    "]d2010690123456789217271231\x1d21A12": ("gs1", {"gtin": GTIN, "serial": "A12"}),
    "]Q3(01)06901234567892(21)A12": ("gs1", {"gtin": GTIN, "serial": "A12", "symbol": "Q3"}),
    "0106901234567892" + "21A12": ("gs1", {"gtin": GTIN, "serial": "A12"}),
    "(01)06901234567892(10)B(7)(17)271231": ("gs1", {"gtin": GTIN, "lot": "B(7)"}),
    "(01)06901234567893(21)A12": ("gs1", {"gtin": "", "serial": "A12", "wrong": "gtin"}),
    f"(8004){IMEI}(240)SW-17J(241)P9": ("gs1", {"imei": IMEI, "model": "SW-17J", "part": "P9"}),
    "https://id.gs1.org/01/06901234567892/21/A12?17=271231": (
        "gs1",
        {"gtin": GTIN, "serial": "A12"},
    ),
    "HTTPS://SHOP.CN/P/01/6901234567892/21/A%2F12": ("gs1", {"gtin": GTIN, "serial": "A/12"}),
    "6901234567892": ("gtin", {"gtin": GTIN}),
    "]E06901234567892": ("gtin", {"gtin": GTIN, "symbol": "E0"}),
    "]E496385074": ("gtin", {"gtin": "00000096385074"}),
    "036000291452": ("gtin", {"gtin": "00036000291452"}),
    "96385074": ("plain", {}),  # eight digits may be anything
    IMEI: ("imei", {"imei": IMEI}),
    "35-693803-564380-9": ("imei", {"imei": IMEI}),
    "IMEI：356938035643809": ("maker", {"imei": IMEI}),
    "ＩＭＥＩ１：３５６９３８０３５６４３８０９": ("maker", {"imei": IMEI}),
    "IMEI/SV: 3569380356438012": ("maker", {"imei": IMEI}),
    f"IMEI1: {IMEI} / 04": ("maker", {"imei": IMEI}),
    "IMEI: 356938035643808": ("maker", {"imei": "", "serial": "356938035643808", "wrong": "imei"}),
    "S/N: C39XK2ABCD": ("maker", {"serial": "C39XK2ABCD"}),
    "S/N C39XK2ABCD": ("maker", {"serial": "C39XK2ABCD"}),
    "(S) Serial No. DNPX1234": ("maker", {"serial": "DNPX1234"}),
    "SN: 12345678": ("maker", {"serial": "12345678"}),
    "序列号：ABC12345 型号：KFR-35GW": ("maker", {"serial": "ABC12345", "model": "KFR-35GW"}),
    "出厂编号: 2026110042\n电压: 220V": ("maker", {"serial": "2026110042"}),
    f"SN:ABC123,IMEI1:{IMEI},IMEI2:{IMEI_2}": (
        "maker",
        {"serial": "ABC123", "imei": IMEI, "imei_2": IMEI_2},
    ),
    f"MODEL: M2012K11AC\nIMEI 1: {IMEI}\nS/N: 28881/F1AB\nMAC: AA:BB:CC:DD:EE:FF": (
        "maker",
        {"serial": "28881/F1AB", "imei": IMEI, "model": "M2012K11AC"},
    ),
    '{"sn":"XY12345","model":"Mate 60 Pro","imei":"356938035643809"}': (
        "maker",
        {"serial": "XY12345", "model": "Mate 60 Pro", "imei": IMEI},
    ),
    f"https://maker.example/q?sn=ABC123&imei={IMEI}": ("maker", {"serial": "ABC123", "imei": IMEI}),
    "69码: 6901234567892 批号: L7": ("maker", {"gtin": GTIN, "lot": "L7"}),
    "P/N: 661-08933 S/N: F2LX": ("maker", {"part": "661-08933", "serial": "F2LX"}),
    "[)>\x1e06\x1dSABC123\x1d1PM-9\x1e\x04": ("maker", {"serial": "ABC123", "model": "M-9"}),
    "AA:BB:CC:DD:EE:FF": ("other", {"other": "MAC"}),
    "WLAN MAC: AABBCCDDEEFF": ("other", {"other": "MAC"}),
    "89049032000001000000012345678901": ("other", {"other": "EID"}),
    "EID: 89049032000001000000012345678901 S/N: F2LX": ("maker", {"serial": "F2LX"}),
    "SW17J000123": ("plain", {}),
    "3000171260012349": ("plain", {}),
    "snow: white": ("plain", {}),
    "张伟": ("plain", {}),
    "": ("plain", {}),
}  # fmt: skip


@pytest.mark.parametrize("text", LABELS)
def test_a_label_is_read(text: str):
    kind, fields = LABELS[text]
    label = read_label(text)
    assert label.kind == kind
    assert {name: getattr(label, name) for name in fields} == fields


def test_what_tells_the_item_is_looked_for_first():
    label = read_label(f"S/N: F2LX IMEI: {IMEI} P/N: 661-08933")
    assert label.identity == IMEI
    assert label.sought == (IMEI, "F2LX", "661-08933")
    assert read_label("SW17J000123").sought == ("SW17J000123",)


@given(st.text(max_size=120))
def test_no_text_raises(text: str):
    label = read_label(text)
    assert isinstance(label, LabelCode)
    assert label.kind in KINDS


BITS = (
    *("S/N:", "IMEI:", "(01)", "]C1", "01", "21", "\x1d", "[)>\x1e06\x1d", "型号：", "/", "17"),
    *("https://a/01/", "{", '"', "&sn=", "MAC ", IMEI),
)
NAMES = st.sampled_from(BITS)


@settings(max_examples=300)
@given(st.lists(st.one_of(NAMES, st.text(max_size=6)), max_size=12))
def test_no_pieces_of_labels_raise(pieces: list[str]):
    read_label("".join(pieces))


@given(st.from_regex(r"[0-9]{7,14}", fullmatch=True))
def test_article_numbers_agree_with_the_library(digits: str):
    is_right = len(digits) in gs1.GTIN_LENGTHS and ean.is_valid(digits) and int(digits) > 0
    assert gs1.is_gtin(digits) == is_right


@given(st.from_regex(r"[0-9]{14}", fullmatch=True), st.from_regex(r"[0-9]{2}", fullmatch=True))
def test_an_imei_is_found_with_its_software_version_too(body: str, version: str):
    whole = body + luhn.calc_check_digit(body)
    assert imei_of(whole) == whole
    assert imei_of(body + version) == whole


VALUES = st.from_regex(r"[A-Za-z0-9/.\-]{1,12}", fullmatch=True)
OPEN = st.tuples(st.sampled_from(["10", "21", "240", "241", "250", "400", "8004"]), VALUES)
DATES = st.tuples(st.sampled_from(["11", "15", "17"]), st.dates().map(lambda day: f"{day:%y%m%d}"))
COUNTS = st.tuples(st.sampled_from(["30", "37"]), st.from_regex(r"[0-9]{1,8}", fullmatch=True))
ELEMENTS = st.lists(st.one_of(OPEN, DATES, COUNTS), min_size=1, max_size=6).map(tuple)
FIXED = ("11", "15", "17")


@given(ELEMENTS)
def test_elements_come_back_as_they_were(elements: gs1.Elements):
    strung = "".join(name + value + ("" if name in FIXED else GS) for name, value in elements)
    assert gs1.read_elements(strung) == elements
    assert gs1.read_elements(strung.removesuffix(GS)) == elements
    assert gs1.read_written("".join(f"({name}){value}" for name, value in elements)) == elements


def test_an_article_number_has_several_lengths():
    assert gs1.gtin_forms(GTIN) == (GTIN, "6901234567892")
    assert gs1.gtin_forms("036000291452") == (*("036000291452", "00036000291452", "0036000291452"),)


def test_a_part_is_known_by_any_number_on_its_label():
    assert part_names("seal-17") == ("SEAL-17",)
    assert part_names("6901234567892") == ("6901234567892", GTIN)
    assert part_names(f"]C101{GTIN}10L7") == (GTIN, "6901234567892")
    assert part_names("P/N: 661-08933 S/N: F2LX") == ("661-08933",)
    assert part_names("") == ("",)
