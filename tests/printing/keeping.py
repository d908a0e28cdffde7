"""Whether a PDF can be kept for decades: PDF/A-2b as `pikepdf.pdfa` checks it.

`python -m tests.printing.keeping` checks every paper, on everything it is printed on, in every
language. What the checker does not see of a file's bytes is looked at here; veraPDF was not run.
"""

import io
import sys
from collections.abc import Iterator
from dataclasses import replace

from pikepdf import pdfa

from counter.domain.paper_looks import Logo
from counter.language import PAPER_LANGUAGES
from counter.printing import pdf_sheet, press
from counter.printing.forms import FORMS
from counter.printing.sheet import Face, Ink, Picture, Sheet, Text
from tests.printing import samples
from tests.printing.media_samples import papers_of, told

RARE = "王𬱖䶮㛃🔋"
LOGO = Logo(24, 2, b"\xf0\x0f\xaa" * 2)


def faults(pdf: bytes) -> list[str]:
    """What keeps a file from being PDF/A-2b, in the checker's words; none when it is."""
    report = pdfa.validate_written(io.BytesIO(pdf), "2b")
    said = [str(finding) for finding in report.findings]
    if pdf.count(b"endstream") != pdf.count(b"\nendstream"):
        said.append("a stream's end does not stand on a line of its own")
    if not (pdf.startswith(b"%PDF-1.7\n%") and pdf.endswith(b"\n%%EOF\n")):
        said.append("something stands before the head or behind the end")
    return said if said or report.passed else ["not passed"]


def drawn_by_hand() -> bytes:
    """Every kind of mark that no sample has: a logo, a pen's stroke, rare and unknown signs."""
    marks = (
        Picture(4, 4, 12, 6, LOGO),
        Ink(10, 20, ((0, 0), (2, -3), (4, 1))),
        Text(4, 30, RARE, 9, Face.BOLD),
    )
    sheets = [Sheet(60, 40, marks), Sheet(40, 30, marks), Sheet(40, 30, ())]
    return pdf_sheet.draw(sheets, press.metrics(), title="<\"&'一>")


def everything() -> Iterator[tuple[str, bytes]]:
    """Name and PDF of every paper."""
    yield "drawn by hand", drawn_by_hand()
    for name, (form, papers) in samples.samples().items():
        yield name, press.pdf_of(form, *papers)
    for form in FORMS.values():
        for size in form.on:
            for language in PAPER_LANGUAGES:
                rare = replace(told(language), name=RARE * 40, masked=RARE)
                for kind, said in (("", None), (".rare", rare)):
                    papers = papers_of(form.name, language, said)
                    pdf = press.pdf_of(form.name, *papers, size=size)
                    yield f"{form.name}.{size}.{language}{kind}", pdf


def main() -> int:
    """Print what is wrong; answers how many files cannot be kept."""
    found = {name: faults(pdf) for name, pdf in everything()}
    bad = {name: said for name, said in found.items() if said}
    for name, said in bad.items():
        print(name, *said, sep="\n  ")
    print(f"{len(found) - len(bad)} of {len(found)} papers are PDF/A-2b")
    return min(len(bad), 1)


if __name__ == "__main__":
    sys.exit(main())
