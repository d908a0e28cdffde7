"""Pictures for tests, made by chance that is always the same."""

import random
from io import BytesIO
from pathlib import Path

from PIL import Image

ORIENTATION, GPS = 0x0112, 0x8825
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPSLatitude Secret</x:xmpmeta>"


def a_picture(path: Path, seed: int = 0, size: tuple[int, int] = (640, 480)) -> Path:
    """A picture of coloured squares; the suffix says its format."""
    drawn(seed, size).save(path)
    return path


def drawn(seed: int = 0, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Twelve squares of colours by chance, as large as asked for."""
    chance = random.Random(seed)
    tiny = Image.new("RGB", (4, 3))
    tiny.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(12)])
    return tiny.resize(size, Image.Resampling.NEAREST)


def from_a_phone(path: Path, size: tuple[int, int] = (4000, 3000)) -> Path:
    """A JPEG that lies on its side and says where and with what it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(GPS).update({1: "N", 2: (30.0, 16.0, 27.0), 3: "E", 4: (120.0, 9.0, 18.0)})
    drawn(3, size).save(path, "JPEG", exif=exif, comment="SecretComment", xmp=XMP, quality=90)
    return path


def a_bomb() -> bytes:
    """A small PNG that says it is 60,000 dots wide and high."""
    out = BytesIO()
    Image.new("1", (1, 1)).save(out, "PNG")
    content = bytearray(out.getvalue())
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)
