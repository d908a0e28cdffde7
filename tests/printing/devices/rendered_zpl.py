"""Our ZPL drawn by an independent renderer (npm zpl-renderer-js, MIT) and compared dot for dot.

`poe zpl` fetches it into out/ and runs this; needs node and npm. Of each label the dots that differ
from our raster are counted and its codes are read; the exit code is 1 where any is wrong.
"""

import base64
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from counter.printing import press
from counter.printing.devices.catalogue import Language, Printer, Way
from counter.printing.devices.delivery import bytes_of, pages_of
from counter.printing.forms import medium_of
from counter.printing.media import Feed
from tests.printing import media_samples, reading, samples
from tests.printing.devices.burning import bits

RENDERER = Path("out/zpl").resolve()
SCRIPT = """
const { ready } = require(process.argv[1] + "/node_modules/zpl-renderer-js");
let given = "";
process.stdin.on("data", part => given += part).on("end", async () => {
  const { api } = await ready;
  const { zpl, wide, high, dots } = JSON.parse(given);
  console.log(JSON.stringify(await api.zplToBase64MultipleAsync(zpl, wide, high, dots)));
  process.exit(0);
});
"""


def rendered(zpl: bytes, wide: float, high: float, dots_a_mm: int) -> list[reading.Bytes]:
    """The labels of a stream as the renderer draws them."""
    asked = {"zpl": zpl.decode("ascii"), "wide": wide, "high": high, "dots": dots_a_mm}
    done = subprocess.run(
        ["node", "-e", SCRIPT, str(RENDERER)],
        input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    pictures: list[reading.Bytes] = []
    for picture in json.loads(done.stdout):
        with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
            pictures.append(np.where(np.asarray(image.convert("L")) < 128, 0, 255).astype(np.uint8))
    return pictures


def main() -> int:
    """Render every sample label; 1 when one differs or a code is not read."""
    head = Printer(name="zpl", language=Language.ZPL, way=Way.FOLDER, address="/", darkness=12)
    wrong = 0
    own = {name: (form, "", papers) for name, (form, papers) in samples.samples().items()}
    for name, (form, size, papers) in (own | media_samples.SAMPLES).items():
        if medium_of(form, size).feed is not Feed.LABEL:
            continue
        pages = pages_of(head, press.pdf_of(form, *papers, size=size, dot=head.dot))
        sheets = press.sheets_of(form, *papers, size=size)
        drawn = rendered(bytes_of(head, pages), sheets[0].width, sheets[0].height, 8)
        for page, sheet, seen in zip(pages, sheets, drawn, strict=True):
            ours = bits(page.rows, -(-page.width // 8))[:, : page.width]
            apart = int((seen != ours).sum()) if seen.shape == ours.shape else -1
            is_read = reading.codes_of(seen) == reading.codes_drawn(sheet)
            wrong += apart != 0 or not is_read
            print(
                f"{name:40} {seen.shape} dots apart {apart}, codes {'ok' if is_read else 'WRONG'}"
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
