"""What `paper --as pdf` writes can be kept for decades (PDF/A-2b)."""

from pathlib import Path

from tests.command_line.conftest import Call
from tests.printing import keeping


def test_a_paper_of_the_command_line_can_be_kept(call: Call, tmp_path: Path):
    assert call("demo", "--cases", "1").code == 0
    number = str(call("do", "receipts", "--as", "1009").answer["rows"][0]["receipt_number"])
    for form in ("item_receipt", "repair_card"):
        out = tmp_path / f"{form}.pdf"
        assert call("paper", form, number, "--as", "pdf", "--out", str(out)).code == 0
        assert keeping.faults(out.read_bytes()) == []
