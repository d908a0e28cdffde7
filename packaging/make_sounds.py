"""Makes the three sounds of a scan, each loud and quiet: `python packaging/make_sounds.py`.

They differ in count, pitch and length, so that they are told apart in a noisy room and by those who
do not hear high notes: one high note, two falling ones, three that alternate.
"""

import math
import wave
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE, MIDDLE, FADE_S = 11_025, 128, 0.008
LOUDNESS = {"loud": 100, "quiet": 28}  # of 127
#: Hz and seconds of each note; 0 Hz = silence
SOUNDS = {
    "hit": ((1568, 0.085),),
    "unknown": ((523, 0.11), (0, 0.03), (349, 0.15)),
    "alarm": ((988, 0.13), (0, 0.025), (659, 0.13), (0, 0.025), (988, 0.17)),
}


def note(pitch: int, seconds: float, loudness: int) -> bytes:
    """One note with soft ends, and its octave for small loudspeakers."""
    count = round(RATE * seconds)
    fade = round(RATE * FADE_S)
    samples = bytearray()
    for at in range(count):
        shape = min(1.0, at / fade, (count - at) / fade)
        turn = 2 * math.pi * pitch * at / RATE
        tone = 0.8 * math.sin(turn) + 0.2 * math.sin(2 * turn)
        samples.append(MIDDLE + round(loudness * shape * tone))
    return bytes(samples)


def make() -> None:
    """Write all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        for how, loudness in LOUDNESS.items():
            with wave.open(str(FOLDER / f"{name}-{how}.wav"), "wb") as file:
                file.setparams((1, 1, RATE, 0, "NONE", ""))
                file.writeframes(b"".join(note(*one, loudness) for one in notes))


if __name__ == "__main__":
    make()
