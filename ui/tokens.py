"""The only place where a colour, a size or a duration is written down.

Colours are named by meaning, not by hue. `PAIRS` lists every text on every ground that the window
draws; a test holds each to WCAG AA in both schemes.
"""

LIGHT = {
    "canvas": "#F4F5F7",
    "surface": "#FFFFFF",
    "sunken": "#EDEFF3",
    "hover": "#F0F2F6",
    "border": "#E0E4EA",
    "border_strong": "#BFC6D1",
    "control_border": "#868F9E",
    "text": "#151A22",
    "text_2": "#4A5463",
    "text_3": "#5D6877",
    "text_disabled": "#98A1AE",
    "accent": "#2A54CC",
    "accent_hover": "#2348B3",
    "accent_press": "#1D3C97",
    "accent_tint": "#E9EFFD",
    "accent_tint_2": "#D6E1FB",
    "on_accent": "#FFFFFF",
    "alarm": "#B3261E",
    "on_alarm": "#FFFFFF",
    "danger": "#B3261E",
    "danger_tint": "#FCEBE9",
    "warn": "#8A4B00",
    "warn_tint": "#FDF1DD",
    "ok": "#17683A",
    "ok_tint": "#E5F4EA",
    "violet": "#6336AF",
    "violet_tint": "#F0EAFB",
    "cyan": "#0B6175",
    "cyan_tint": "#E1F3F6",
    "grey": "#4A5463",
    "grey_tint": "#E9ECF1",
    "focus": "#2A54CC",
    "scrim": "rgba(17,22,31,0.36)",
    "toast": "#1C222C",
    "toast_text": "#F3F5F8",
    "toast_action": "#A9C1FF",
    "scroll": "#CFD5DE",
    "flash_hit": "#1E9E57",
    "flash_unknown": "#E58A00",
    "flash_alarm": "#D92D20",
}
DARK = {
    "canvas": "#0F1216",
    "surface": "#171B21",
    "sunken": "#12161B",
    "hover": "#20252D",
    "border": "#2A303A",
    "border_strong": "#414957",
    "control_border": "#6B7585",
    "text": "#E9ECF1",
    "text_2": "#B2BBC8",
    "text_3": "#929CAB",
    "text_disabled": "#5D6675",
    "accent": "#8FB0FF",
    "accent_hover": "#A6C0FF",
    "accent_press": "#7B9FF6",
    "accent_tint": "#1C2743",
    "accent_tint_2": "#253457",
    "on_accent": "#0B1330",
    "alarm": "#93302A",
    "on_alarm": "#FFFFFF",
    "danger": "#FF9C93",
    "danger_tint": "#3A1D1C",
    "warn": "#F2BD6B",
    "warn_tint": "#36280F",
    "ok": "#7FD3A0",
    "ok_tint": "#152E20",
    "violet": "#C4A8FA",
    "violet_tint": "#2A2140",
    "cyan": "#7CCFE0",
    "cyan_tint": "#12303A",
    "grey": "#B2BBC8",
    "grey_tint": "#262C35",
    "focus": "#8FB0FF",
    "scrim": "rgba(0,0,0,0.55)",
    "toast": "#E9ECF1",
    "toast_text": "#151A22",
    "toast_action": "#2348B3",
    "scroll": "#39414E",
    "flash_hit": "#34C77B",
    "flash_unknown": "#F5A623",
    "flash_alarm": "#F04438",
}
# What lies on paper is the same in both schemes.
PAPER = {
    "sheet": "#FFFFFF",
    "edge": "#C5CBD4",
    "ink": "#15181D",
    "grey": "#616C7B",
    "line": "#C5CBD4",
    "pen": "#16233F",
    "stamp": "#B3261E",
}

STATE_TONES = ("danger", "warn", "ok", "violet", "cyan", "grey")
PAIRS: list[tuple[str, str, float]] = [
    *(("text", ground, 4.5) for ground in ("canvas", "surface", "sunken", "hover", "accent_tint")),
    *(("text", f"{tone}_tint", 4.5) for tone in ("ok", "warn", "danger")),
    *(
        ("text_2", ground, 4.5)
        for ground in ("canvas", "surface", "sunken", "hover", "accent_tint")
    ),
    *(("text_3", ground, 4.5) for ground in ("canvas", "surface", "sunken", "accent_tint")),
    ("on_alarm", "alarm", 4.5),
    *(("on_accent", ground, 4.5) for ground in ("accent", "accent_hover", "accent_press")),
    *(("on_accent", ground, 4.5) for ground in ("ok", "warn")),
    *((edge, "canvas", 2.0) for edge in ("flash_hit", "flash_unknown", "flash_alarm")),
    *(("accent", ground, 4.5) for ground in ("surface", "canvas", "accent_tint", "accent_tint_2")),
    *((tone, f"{tone}_tint", 4.5) for tone in STATE_TONES),
    *((tone, "surface", 4.5) for tone in STATE_TONES),
    *((tone, "canvas", 4.5) for tone in ("danger", "warn", "ok")),
    ("control_border", "surface", 3.0),
    ("focus", "surface", 3.0),
    ("focus", "canvas", 3.0),
    ("toast_text", "toast", 4.5),
    ("toast_action", "toast", 4.5),
]

# Logical pixels; Qt multiplies them by the device's pixel ratio.
RADIUS = {"s": 6, "m": 8, "l": 12}
TYPE = {"caption": 12, "label": 13, "body": 14, "title": 16, "page": 20, "display": 26}
DENSITY = {  # desk = mouse and keyboard, touch = finger (targets of 44 px and more)
    "desk": {"control": 36, "chip": 32, "button": 36, "primary": 44, "row": 36},
    "touch": {"control": 44, "chip": 44, "button": 44, "primary": 52, "row": 48},
}
TOAST_MS = 7000

# The bundled family first: glyphs and widths are the same on every machine and on the papers.
FAMILIES = [
    "Noto Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
]

# The board's lanes, and what stands for each state of a repair card there.
LANE_LOOK = {
    "diagnose": ("cyan", "search"),
    "approve": ("violet", "clock"),
    "repair": ("accent", "wrench"),
    "parts": ("warn", "package"),
    "inspect": ("grey", "badge-check"),
    "ready": ("ok", "package-check"),
}


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
