"""How the customer's page looks: the window's own colours and distances, on a phone."""

#: the colours of `ui/tokens.py` that are used here; a test holds them equal
LIGHT = {
    "canvas": "#F4F5F7",
    "surface": "#FFFFFF",
    "sunken": "#EDEFF3",
    "border": "#E0E4EA",
    "control_border": "#868F9E",
    "text": "#151A22",
    "text_2": "#4A5463",
    "accent": "#2A54CC",
    "accent_tint": "#E9EFFD",
    "on_accent": "#FFFFFF",
    "danger": "#B3261E",
    "danger_tint": "#FCEBE9",
    "warn": "#8A4B00",
    "warn_tint": "#FDF1DD",
    "ok": "#17683A",
    "ok_tint": "#E5F4EA",
    "focus": "#2A54CC",
}
DARK = {
    "canvas": "#0F1216",
    "surface": "#171B21",
    "sunken": "#12161B",
    "border": "#2A303A",
    "control_border": "#6B7585",
    "text": "#E9ECF1",
    "text_2": "#B2BBC8",
    "accent": "#8FB0FF",
    "accent_tint": "#1C2743",
    "on_accent": "#0B1330",
    "danger": "#FF9C93",
    "danger_tint": "#3A1D1C",
    "warn": "#F2BD6B",
    "warn_tint": "#36280F",
    "ok": "#7FD3A0",
    "ok_tint": "#152E20",
    "focus": "#8FB0FF",
}
RULES = """
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { font: 16px/1.5 system-ui, -apple-system, "Noto Sans SC", "PingFang SC", sans-serif;
  color: var(--text); background: var(--canvas); margin: 0 auto; max-width: 34rem;
  padding: 12px 16px 32px; overflow-wrap: anywhere; }
header { display: flex; justify-content: space-between; align-items: center; gap: 12px;
  min-height: 48px; }
header strong { font-weight: 600; }
header a { display: inline-flex; align-items: center; min-height: 48px; padding: 0 8px;
  flex: none; }
a { color: var(--accent); }
h1 { font-size: 20px; line-height: 1.3; margin: 4px 0 0; }
section h1 { margin: 0 0 8px; }
h2 { font-size: 16px; line-height: 1.4; margin: 0 0 8px; }
p { margin: 0 0 8px; }
.quiet { color: var(--text_2); font-size: 14px; }
.figures { font-variant-numeric: tabular-nums; }
section { background: var(--surface); border: 1px solid var(--border); border-radius: 12px;
  padding: 16px; margin: 12px 0; }
.now { font-size: 18px; font-weight: 700; border-radius: 8px; padding: 10px 12px; margin: 12px 0;
  background: var(--accent_tint); }
.now.asks, .note.asks { background: var(--warn_tint); color: var(--warn); }
.now.good, .note.good { background: var(--ok_tint); color: var(--ok); }
.note { border-radius: 8px; padding: 10px 12px; margin: 8px 0 0; background: var(--sunken); }
.note.wrong { background: var(--danger_tint); color: var(--danger); font-weight: 600; }
ol { list-style: none; margin: 16px 0 0; padding: 0; }
ol li { position: relative; display: flex; justify-content: space-between; gap: 12px;
  padding: 0 0 14px 28px; }
ol li::before { content: ""; position: absolute; left: 4px; top: 6px; width: 12px; height: 12px;
  border-radius: 50%; border: 2px solid var(--control_border); background: var(--surface);
  z-index: 1; }
ol li::after { content: ""; position: absolute; left: 9px; top: 20px; bottom: -4px; width: 2px;
  background: var(--border); }
ol li:last-child { padding-bottom: 0; } ol li:last-child::after { display: none; }
ol li.done::before { background: var(--ok); border-color: var(--ok); }
ol li.here::before { border-color: var(--accent); border-width: 4px; }
ol li.here { font-weight: 700; } ol li.ahead { color: var(--text_2); }
ol li time { color: var(--text_2); font-weight: 400; font-size: 14px; flex: none;
  font-variant-numeric: tabular-nums; }
table { width: 100%; border-collapse: collapse; margin: 4px 0 12px; }
td { padding: 8px 0; border-top: 1px solid var(--border); vertical-align: top; }
td + td { text-align: right; white-space: nowrap; padding-left: 12px;
  font-variant-numeric: tabular-nums; }
tr.sum td { font-weight: 700; font-size: 18px; }
label.field { display: block; font-weight: 600; margin: 12px 0 4px; }
input[type=text], textarea { width: 100%; min-height: 48px; padding: 10px 12px; font: inherit;
  color: var(--text); background: var(--surface); border: 1px solid var(--control_border);
  border-radius: 8px; }
input.digits { max-width: 9rem; font-size: 20px; letter-spacing: 4px; }
textarea { min-height: 96px; resize: vertical; }
button { display: block; width: 100%; min-height: 52px; margin: 12px 0 0; padding: 10px 14px;
  font: inherit; font-weight: 600; border-radius: 8px; border: 2px solid var(--accent);
  background: var(--accent); color: var(--on_accent); }
button.second { background: transparent; color: var(--accent); }
fieldset { border: 0; margin: 0; padding: 0; }
legend { padding: 0; font-weight: 600; }
.stars { display: grid; grid-template-columns: repeat(5, 1fr); gap: 8px; margin: 8px 0 4px; }
.stars label { position: relative; display: block; }
.stars input { position: absolute; opacity: 0; width: 100%; height: 100%; margin: 0; }
.stars span { display: flex; align-items: center; justify-content: center; min-height: 52px;
  border: 1px solid var(--control_border); border-radius: 8px; font-weight: 600; }
.stars input:checked + span { background: var(--accent); border-color: var(--accent);
  color: var(--on_accent); }
.stars input:focus-visible + span, a:focus-visible, button:focus-visible, summary:focus-visible,
input:focus-visible, textarea:focus-visible { outline: 3px solid var(--focus);
  outline-offset: 2px; }
.ends { display: flex; justify-content: space-between; }
section > .note:first-child { margin-top: 0; }
details { margin: 16px 0 0; border-top: 1px solid var(--border); padding: 4px 0 0; }
section > details:first-child { border: 0; margin: -8px 0; padding: 0; }
summary { min-height: 48px; display: flex; align-items: center; color: var(--accent);
  font-weight: 600; cursor: pointer; }
summary::before { content: "+"; width: 20px; } details[open] summary::before { content: "–"; }
footer { padding: 8px 4px 0; }
footer a, a.call { display: inline-flex; align-items: center; min-height: 48px; font-weight: 600; }
"""


def style() -> str:
    """All of it, light or dark as the phone is set."""
    light, dark = (
        " ".join(f"--{name}: {colour};" for name, colour in scheme.items())
        for scheme in (LIGHT, DARK)
    )
    dark_too = f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    return f":root {{ color-scheme: light dark; {light} }} {dark_too}{RULES}"
