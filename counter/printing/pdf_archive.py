"""What lets a PDF be kept for decades (PDF/A-2b): it says what it is and what its black means."""

import struct
import zlib
from functools import cache
from typing import Any, cast
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFStream

VERSION = (1, 7)
INTENT = "Grey, gamma 2.2"
GAMMA = 2.2
D50 = (0.9642, 1.0, 0.8249)  # the white of the profile connection space
WRITTEN = "2000-01-01T00:00:00+00:00"  # the same for all, as in the rest of the file
METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<xmp:CreateDate>{written}</xmp:CreateDate><xmp:ModifyDate>{written}</xmp:ModifyDate>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class Stream(PDFStream):
    """A stream whose end stands on a line of its own, which archives ask for."""

    def __init__(self, content: bytes, *, packed: bool = False, **facts: object) -> None:
        """`content` is deflated when `packed`; `facts` stand in its dictionary."""
        super().__init__(PDFDictionary(facts), zlib.compress(content) if packed else content)
        if packed:
            self.dictionary["Filter"] = "/FlateDecode"

    def format(self, document: PDFDocument) -> bytes:
        """The stream as it stands in the file."""
        return super().format(document).removesuffix(b"endstream\n") + b"\nendstream\n"


def mark(document: PDFDocument, title: str) -> None:
    """Put into a document what a reader of archives asks for."""
    info = document.info
    info.title = title
    info.author = info.subject = info.creator = ""
    catalog = cast(Any, document).Catalog
    catalog.Metadata = _metadata(title)
    catalog.OutputIntents = b"[ %s ]" % document.Reference(_intent(document)).format(document)
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]


def _metadata(title: str) -> Stream:
    told = METADATA.format(written=WRITTEN, title=escape(title))
    return Stream(told.encode("utf-8"), Type="/Metadata", Subtype="/XML")


def _intent(document: PDFDocument) -> PDFDictionary:
    profile = Stream(grey_profile(), packed=True, N=1)
    return PDFDictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": f"({INTENT})",
            "DestOutputProfile": document.Reference(profile),
        }
    )


@cache
def grey_profile() -> bytes:
    """An ICC profile of grey (version 2.1)."""
    name = INTENT.encode("ascii") + b"\0"
    words = struct.pack(">4s4xI", b"desc", len(name)) + name + bytes(12 + 67)
    tags = {
        b"desc": words,
        b"cprt": b"text\0\0\0\0No rights reserved\0",
        b"wtpt": struct.pack(">4s4x3i", b"XYZ ", *_fixed(D50)),
        b"kTRC": struct.pack(">4s4xIH", b"curv", 1, round(GAMMA * 256)),
    }
    offset = 128 + 4 + 12 * len(tags)
    entries, bodies = [struct.pack(">I", len(tags))], list[bytes]()
    for tag, body in tags.items():
        entries.append(struct.pack(">4sII", tag, offset, len(body)))
        bodies.append(body + bytes(-len(body) % 4))
        offset += len(bodies[-1])
    head = struct.pack(
        ">I4xI4s4s4s6H4s28x3i48x", offset, 0x02100000, b"mntr", b"GRAY", b"XYZ ",
        2000, 1, 1, 0, 0, 0, b"acsp", *_fixed(D50),
    )  # fmt: skip
    return b"".join([head, *entries, *bodies])


def _fixed(values: tuple[float, ...]) -> list[int]:
    """Numbers with sixteen bits behind the point."""
    return [round(value * 65536) for value in values]
