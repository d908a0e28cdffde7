"""The page a phone sees: one form, in the language of the phone, whole without JavaScript."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from counter.language import Words
from ui import tokens

POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STYLE = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { font: 17px/1.5 system-ui, sans-serif; color: var(--text); background: var(--surface);
  margin: 0 auto; max-width: 34rem; padding: 20px; }
h1 { font-size: 1.35rem; margin: 0 0 4px; } p { margin: 0 0 16px; }
label.way, button { display: block; width: 100%; min-height: 56px; margin: 0 0 12px; padding: 14px;
  border: 2px solid var(--accent); border-radius: 12px; font: inherit; font-weight: 600;
  text-align: center; background: var(--accent); color: var(--on_accent); }
label.way.second { background: transparent; color: inherit; }
label.way input { display: block; width: 100%; margin-top: 8px; font-size: 15px; }
.js label.way input { position: absolute; width: 1px; height: 1px; opacity: 0; }
.js button { display: none; }
label.way:focus-within { outline: 3px solid var(--focus); }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: 10px 0; border-top: 1px solid var(--border); overflow-wrap: anywhere; }
li.good::before { content: "✓  "; color: var(--ok); font-weight: 700; }
li.bad::before { content: "!  "; color: var(--danger); font-weight: 700; }
progress { width: 100%; height: 14px; }
"""
SHADES = ("text", "surface", "accent", "on_accent", "focus", "border", "ok", "danger")
SCRIPT = """
"use strict";
document.documentElement.classList.add("js");
const form = document.forms[0], told = document.getElementById("told");
const bar = document.getElementById("bar"), lost = form.dataset.lost;
let chain = Promise.resolve();
function add(kind, text) {
  const line = document.createElement("li");
  line.className = kind;
  line.textContent = text;
  told.prepend(line);
}
function send(file) {
  return new Promise((done) => {
    const body = new FormData(), way = new XMLHttpRequest();
    body.append("picture", file, file.name);
    way.open("POST", location.pathname);
    way.setRequestHeader("Accept", "text/plain");
    way.upload.onprogress = (event) => { bar.max = event.total; bar.value = event.loaded; };
    way.onload = () => {
      const lines = way.responseText.split("\\n").filter((line) => /^[+!]/.test(line));
      lines.forEach((line) => add(line[0] === "+" ? "good" : "bad", line.slice(2)));
      if (!lines.length) { add("bad", lost); }
      done();
    };
    way.onerror = way.ontimeout = () => { add("bad", lost); done(); };
    bar.hidden = false;
    way.send(body);
  }).then(() => { bar.hidden = true; });
}
for (const input of form.querySelectorAll("input")) {
  input.addEventListener("change", () => {
    for (const file of [...input.files]) { chain = chain.then(() => send(file)); }
    input.value = "";
  });
}
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one picture."""

    text: str
    is_good: bool = False


def form_page(words: Words, nonce: str, name: str, told: Sequence[Told] = ()) -> str:
    """The form, and what became of the pictures that were sent with it."""
    title = words.say("Pictures for the counter")
    whose = words.say("They go to case {name}.", name=name) if name else ""
    whose = whose or words.say("They go to the item that is being taken in.")
    lost = words.say("It did not arrive. Look at the counter whether the code is still shown.")
    lines = "".join(_line(one) for one in told)
    take, choose = escape(words.say("Take a picture")), escape(words.say("Choose pictures"))
    send = escape(words.say("Send"))
    body = f"""
<h1>{escape(title)}</h1>
<p>{escape(whose)}</p>
<form method="post" enctype="multipart/form-data" data-lost="{escape(lost)}">
<label class="way">{take}
<input type="file" name="picture" accept="image/*" capture="environment"></label>
<label class="way second">{choose}
<input type="file" name="picture" accept="image/*" multiple></label>
<button>{send}</button>
</form>
<progress id="bar" hidden></progress>
<ul id="told" aria-live="polite">{lines}</ul>
<script nonce="{nonce}">{SCRIPT}</script>"""
    return _whole(words, nonce, title, body)


def plain(told: Sequence[Told]) -> str:
    """The same for the page's own script, a line each: "+ " or "! " and the text."""
    lines = (f"{'+' if one.is_good else '!'} {' '.join(one.text.split())}" for one in told)
    return "".join(f"{line}\n" for line in lines)


def note_page(words: Words, nonce: str, text: str) -> str:
    """One sentence in place of the form."""
    told = f'<ul id="told">{_line(Told(text))}</ul>'
    title = words.say("Pictures for the counter")
    return _whole(words, nonce, title, f"<h1>{escape(title)}</h1>{told}")


def _shades() -> str:
    """The window's own colours, as the phone is set."""
    light, dark = (
        "".join(f"--{name}: {scheme[name]}; " for name in SHADES)
        for scheme in (tokens.LIGHT, tokens.DARK)
    )
    return f":root {{ {light}}} @media (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}"


def _line(told: Told) -> str:
    kind = "good" if told.is_good else "bad"
    return f'<li class="{kind}">{escape(told.text)}</li>'


def _whole(words: Words, nonce: str, title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="{words.language.replace("_", "-")}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,">
<title>{escape(title)}</title><style nonce="{nonce}">{_shades()}{STYLE}</style></head>
<body>{body}</body></html>
"""
