"""How the console looks: one style sheet, light or dark as the reader's machine is set."""

from hashlib import sha256

#: as the window has them (a test holds both together)
LIGHT = {
    "canvas": "#F4F5F7", "surface": "#FFFFFF", "sunken": "#EDEFF3", "hover": "#F0F2F6",
    "border": "#E0E4EA", "border_strong": "#BFC6D1", "control_border": "#868F9E",
    "text": "#151A22", "text_2": "#4A5463", "text_3": "#5D6877", "accent": "#2A54CC",
    "accent_hover": "#2348B3", "accent_tint": "#E9EFFD", "accent_tint_2": "#D6E1FB",
    "on_accent": "#FFFFFF", "danger": "#B3261E", "danger_tint": "#FCEBE9", "warn": "#8A4B00",
    "warn_tint": "#FDF1DD", "ok": "#17683A", "ok_tint": "#E5F4EA", "grey": "#4A5463",
    "grey_tint": "#E9ECF1", "focus": "#2A54CC",
}  # fmt: skip
DARK = {
    "canvas": "#0F1216", "surface": "#171B21", "sunken": "#12161B", "hover": "#20252D",
    "border": "#2A303A", "border_strong": "#414957", "control_border": "#6B7585",
    "text": "#E9ECF1", "text_2": "#B2BBC8", "text_3": "#929CAB", "accent": "#8FB0FF",
    "accent_hover": "#A6C0FF", "accent_tint": "#1C2743", "accent_tint_2": "#253457",
    "on_accent": "#0B1330", "danger": "#FF9C93", "danger_tint": "#3A1D1C", "warn": "#F2BD6B",
    "warn_tint": "#36280F", "ok": "#7FD3A0", "ok_tint": "#152E20", "grey": "#B2BBC8",
    "grey_tint": "#262C35", "focus": "#8FB0FF",
}  # fmt: skip

_RULES = """
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--canvas); color: var(--text); font: 15px/1.5 "Noto Sans SC",
  "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: 2px; } a:hover { color: var(--accent_hover); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0; } h2 { font-size: 17px; margin: 0 0 12px; }
p { margin: 0 0 12px; } .muted { color: var(--text_2); } .small { font-size: 13px; }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.code { font-variant-numeric: tabular-nums; white-space: nowrap; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 12px; top: 8px; z-index: 2;
  background: var(--surface); padding: 8px 12px; }
.top { background: var(--surface); border-bottom: 1px solid var(--border); }
.top > div { max-width: 1240px; margin: 0 auto; padding: 0 20px; display: flex; flex-wrap: wrap;
  align-items: center; gap: 4px 20px; min-height: 56px; }
.top .mark { font-weight: 700; } .top nav { display: flex; flex-wrap: wrap; gap: 2px; flex: 1; }
.top nav a { color: var(--text_2); text-decoration: none; padding: 9px 12px; border-radius: 8px;
  white-space: nowrap; }
.top nav a:hover { background: var(--hover); color: var(--text); }
.top nav a[aria-current] { background: var(--accent_tint); color: var(--accent);
  font-weight: 600; }
.top .who { display: flex; align-items: center; gap: 10px; font-size: 14px; color: var(--text_2); }
main { max-width: 1240px; margin: 0 auto; padding: 24px 20px 48px; }
.head { display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: baseline;
  justify-content: space-between; margin: 0 0 18px; }
.trail { font-size: 14px; margin: 0 0 4px; color: var(--text_2); }
.card { background: var(--surface); border: 1px solid var(--border); border-radius: 12px;
  padding: 18px 20px; margin: 0 0 16px; }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(460px, 1fr));
  margin: 0 0 16px; } .grid > .card { margin: 0; min-width: 0; }
.tiles { display: grid; gap: 12px; grid-template-columns: repeat(4, minmax(0, 1fr));
  margin: 0 0 16px; }
.tile { background: var(--surface); border: 1px solid var(--border); border-radius: 12px;
  padding: 14px 16px; } .tile b { display: block; font-size: 25px; line-height: 1.25;
  font-variant-numeric: tabular-nums; } .tile span { color: var(--text_2); font-size: 13px; }
.tile small { color: var(--text_2); display: block; font-size: 13px; }
table + p { margin: 14px 0 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
caption { text-align: left; font-weight: 600; font-size: 17px; padding: 0 0 10px; }
caption.quiet { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
th { text-align: left; color: var(--text_2); font-weight: 600; font-size: 13px;
  border-bottom: 1px solid var(--border_strong); padding: 6px 14px 6px 0; vertical-align: bottom; }
th.num { text-align: right; } .num + :not(.num) { padding-left: 16px; }
td { border-bottom: 1px solid var(--border); vertical-align: top;
  padding: 9px 14px 9px 0; } th:last-child, td:last-child { padding-right: 0; }
tbody tr:last-child td { border-bottom: 0; }
.scroll { overflow-x: auto; }
.pill { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 13px;
  white-space: nowrap; background: var(--grey_tint); color: var(--grey); }
.pill.on { background: var(--accent_tint); color: var(--accent); }
.pill.ok { background: var(--ok_tint); color: var(--ok); }
.pill.warn { background: var(--warn_tint); color: var(--warn); }
.pill.danger { background: var(--danger_tint); color: var(--danger); font-weight: 600; }
.note { border-radius: 8px; padding: 12px 16px; background: var(--accent_tint); margin: 0 0 16px; }
.note.danger { background: var(--danger_tint); } .note.ok { background: var(--ok_tint); }
.note.warn { background: var(--warn_tint); }
.empty { color: var(--text_2); padding: 12px 0; margin: 0; }
.bar .field, .bar .bar { margin: 0; }
.bar { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: end; margin: 0 0 16px; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; }
.chips a { border: 1px solid var(--border_strong); border-radius: 99px; padding: 5px 14px;
  text-decoration: none; color: var(--text); background: var(--surface); font-size: 14px; }
.chips a:hover { background: var(--hover); }
.chips a[aria-current] { background: var(--accent_tint); border-color: var(--accent);
  color: var(--accent); font-weight: 600; }
label { display: block; font-size: 14px; font-weight: 600; margin: 0 0 4px; }
.field { margin: 0 0 16px; } .field > input { max-width: 440px; }
.field p { margin: 4px 0 0; font-size: 13px; color: var(--text_2); }
input, select, textarea { font: inherit; color: var(--text); background: var(--surface);
  width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid var(--control_border);
  border-radius: 8px; } input:user-invalid { border-color: var(--danger); }
textarea { font: 13px/1.5 ui-monospace, monospace; resize: vertical; }
.field code { display: block; white-space: pre-wrap; overflow-wrap: anywhere; }
button, .button { font: inherit; font-weight: 600; min-height: 44px; padding: 8px 18px;
  border-radius: 8px; border: 1px solid var(--accent); background: var(--accent);
  color: var(--on_accent); cursor: pointer; text-decoration: none; display: inline-flex;
  align-items: center; justify-content: center; }
button:hover, .button:hover { background: var(--accent_hover); color: var(--on_accent); }
.quiet { background: transparent; color: var(--accent); border-color: var(--border_strong); }
.quiet:hover { background: var(--hover); color: var(--accent_hover); }
.small-button { min-height: 36px; padding: 4px 12px; font-size: 14px; }
.danger-button { background: var(--danger); border-color: var(--danger);
  color: var(--surface); } .danger-button:hover { background: var(--danger);
  color: var(--surface); text-decoration: underline; }
.actions { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
.narrow { max-width: 440px; margin: 32px auto; }
dl { display: grid; grid-template-columns: minmax(110px, max-content) 1fr; gap: 6px 18px;
  margin: 0; } dt { color: var(--text_2); } dd { margin: 0; overflow-wrap: anywhere; }
.pages { display: flex; gap: 12px; align-items: center; padding: 14px 0 0; font-size: 14px; }
.log { list-style: none; margin: 0; padding: 0; } .log li { display: grid; gap: 2px 14px;
  grid-template-columns: 138px 1fr; padding: 9px 0; border-bottom: 1px solid var(--border); }
.log li:last-child { border-bottom: 0; } .log time { color: var(--text_2); }
.onecode { font-size: 28px; font-weight: 700; letter-spacing: 1px; margin: 4px 0 14px;
  overflow-wrap: anywhere; } .qr { background: #FFFFFF; padding: 12px; border-radius: 8px;
  width: 204px; } .qr svg { display: block; width: 180px; height: 180px; }
.qr path { stroke: #000000; } .qr path[fill] { fill: #FFFFFF; stroke: none; }
svg.plot { display: block; width: 100%; height: auto; }
.card > svg.plot { max-width: 620px; }
svg.plot text { fill: var(--text_2); font-size: 13px; }
svg.plot .line { stroke: var(--border); } svg.plot .a { fill: var(--accent); }
svg.plot .b { fill: var(--border_strong); } svg.plot .c { fill: var(--warn); }
svg.plot .d { fill: var(--danger); } svg.plot .e { fill: var(--ok); }
svg.plot a:focus-visible rect { stroke: var(--focus); stroke-width: 2; }
svg.plot a:hover rect { opacity: .8; }
.key { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 13px; color: var(--text_2);
  margin: 0 0 8px; padding: 0; list-style: none; }
.key i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin: 0 6px 0 0; }
.key .a { background: var(--accent); } .key .b { background: var(--border_strong); }
.key .c { background: var(--warn); } .key .d { background: var(--danger); }
.key .e { background: var(--ok); }
.foot { max-width: 1240px; margin: 0 auto; padding: 0 20px 32px; color: var(--text_2);
  font-size: 13px; display: flex; flex-wrap: wrap; gap: 8px 20px; }
@media (max-width: 1000px) { .grid { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 700px) {
  main { padding: 16px 14px 40px; } .top > div { padding: 6px 14px; }
  .foot { padding: 0 14px 24px; }
  h1 { font-size: 21px; } .card { padding: 14px; } .top nav { order: 3; flex: 1 0 100%;
  margin: 0 -8px; } .top nav a { padding: 10px 9px; } .top .who { margin-left: auto; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  table.stack, table.stack caption:not(.quiet), table.stack tbody, table.stack tr,
  table.stack td { display: block; }
  table.stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); } table.stack tr { border-bottom: 1px solid var(--border_strong);
  padding: 10px 0; } table.stack tbody tr:last-child { border-bottom: 0; }
  table.stack td, table.stack .num + :not(.num) { border: 0; padding: 2px 0; display: grid;
  gap: 12px; text-align: left;
  grid-template-columns: 38% 1fr; white-space: normal; }
  table.stack td::before { content: attr(data-label); color: var(--text_2); font-size: 13px; }
  svg.plot text { font-size: 18px; } table.tight { font-size: 13px; }
  table.tight th, table.tight td { padding: 7px 8px 7px 0; }
  .log li { grid-template-columns: 1fr; } dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin: 0 0 8px; }
}
@media print { .top nav, .who, .bar, .actions, .pages { display: none; } }
"""


def _shades(scheme: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in scheme.items())


STYLE = (
    f":root {{ color-scheme: light dark; {_shades(LIGHT)} }}\n"
    f"@media (prefers-color-scheme: dark) {{ :root {{ {_shades(DARK)} }} }}\n{_RULES}"
)
#: in its address, so that a new one is fetched at once
STYLE_MARK = sha256(STYLE.encode()).hexdigest()[:12]
