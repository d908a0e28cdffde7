"""Makes `counter/storage/initials.txt`: for each letter, the Han characters that have a reading
beginning with it.

Run it with pypinyin installed. Common readings come from pypinyin; the surname readings it gets
wrong by default are added here, so that 曾, 单 and 仇 are found by the letter people use for the
name.
"""

import sys
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).parents[1] / "counter" / "storage" / "initials.txt"
RANGES = ((0x3400, 0x9FFF), (0x20000, 0x323AF))
SURNAMES = {
    "曾": "z", "单": "s", "仇": "q", "朴": "p", "解": "x", "查": "z", "区": "o", "盖": "g",
    "任": "r", "华": "h", "翟": "z", "尉": "y", "乐": "y", "万": "w", "宓": "m", "冼": "x",
    "折": "s", "那": "n", "种": "c", "重": "c", "繁": "p", "员": "y", "黑": "h", "秘": "b",
    "缪": "m", "逄": "p", "召": "s", "洗": "x", "覃": "q", "谌": "c", "尹": "y", "纪": "j",
    "哈": "h", "宁": "n", "隗": "w", "燕": "y", "应": "y", "车": "c", "葛": "g", "薄": "b",
}  # fmt: skip


def letters_of(character: str) -> set[str]:
    """The initials of all readings of a character."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    letters = {reading[0].lower() for readings in found for reading in readings if reading}
    return {letter for letter in letters if letter in "abcdefghijklmnopqrstuvwxyz"}


def main() -> None:
    """Writes the table and says how many characters it knows."""
    rows: dict[str, list[str]] = {}
    known = 0
    for first, last in RANGES:
        for code in range(first, last + 1):
            character = chr(code)
            letters = letters_of(character) | set(SURNAMES.get(character, ""))
            known += bool(letters)
            for letter in letters:
                rows.setdefault(letter, []).append(character)
    lines = [f"{letter} {''.join(rows[letter])}\n" for letter in sorted(rows)]
    TARGET.write_text("".join(lines), "utf-8")
    sys.stderr.write(f"{known} characters, {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
