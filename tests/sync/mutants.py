"""Breaks the shipped code on purpose, one line at a time, and looks whether anybody notices: the
simulator first, then the named cases. As a task `python -m tests.sync.mutants [NAME]`.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEEDS, STEPS = 12, "120"
#: the simulator's hub is the one in memory, and its line is its own
NOT_SIMULATED = {
    "counter/hub/ledger.py", "counter/hub/routing.py", "counter/hub/durable.py",
    "counter/sync/http_line.py",
}  # fmt: skip
CASES = (
    "test_odd_seats", "test_two_lives", "test_answers", "test_forgeries", "test_carried",
    "test_conflicts", "test_bundles", "test_hubs_agree", "test_projection",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """What is broken: in one file, one text becomes another, which notes says in words. `cases` are
    the tests that may notice besides.
    """

    name: str
    file: str
    old: str
    new: str
    cases: tuple[str, ...] = ()


def _m(name: str, file: str, old: str, new: str, *cases: str) -> Mutant:
    return Mutant(name, f"counter/{file}.py", old, new, cases)


MUTANTS = [
    _m("the older write wins", "storage/versions", "or new > old", "or new < old"),
    _m("what was seen counts for nothing", "storage/applying",
       "generation = versions.generation_in(base) + 1", "generation = 2"),
    _m("who held it counts for nothing", "storage/versions",
       'start = term.to_bytes(2, "big")', "start = bytes(2)"),
    _m("what came before its row is forgotten", "storage/applying",
       "waiting = self._rows.parked(kind.name, change.id) if kind.has_versions else {}",
       "waiting = {}"),
    _m("values beside an entry are not checked", "wire/links",
       "if said.get(n) != personal_hash(salt, value).hex():", "if False:"),
    _m("a signature is not checked", "wire/links",
       "Ed25519PublicKey.from_public_bytes(public_key).verify(sig, link)", "len(sig)"),
    _m("a page is read one too far", "sync/incoming",
       'page.upto.to_bytes(8, "big")', '(page.upto + 1).to_bytes(8, "big")'),
    _m("another life on one's chain is not noticed", "sync/incoming",
       "for one in self.left:\n            place = one.place",
       "for one in self.left[:0]:\n            place = one.place"),
    _m("another life that was given back is not noticed", "sync/incoming",
       "if not other:", "if True:"),
    _m("more than was sent is not noticed", "sync/exchange",
       "return own.is_written", "return False", "test_two_lives"),
    _m("a moved entry has a new clock", "storage/rehoming",
       "if entry.first_hlc is None:", "if False:"),
    _m("a gap is taken", "hub/memory", "if first > known + 1:", "if first > known + 9:"),
    _m("a gap is taken by the tables", "hub/ledger",
       "if first > known + 1:", "if first > known + 9:"),
    _m("a fork is written over", "hub/memory",
       "if [run.prev, *made[:overlap]] != old[first - 1 : first + overlap]:", "if False:"),
    _m("a fork is taken by the tables", "hub/ledger",
       "if [run.prev, *made[:overlap]] != old:", "if False:"),
    _m("nothing is held back", "hub/memory",
       "if why:\n                self.quarantine", "if False:\n                self.quarantine"),
    _m("nothing is held back by the tables", "hub/routing", "return bool(why)", "return False"),
    _m("anybody changes what is another's", "hub/memory",
       'if outlet in self._scopes.seers(change.table, change.id) else "scope"', ""),
    _m("anybody changes it in the tables", "hub/routing",
       'if outlet in self._scopes.seers(change.table, change.id) else "scope"', ""),
    _m("an act is handed on twice", "hub/memory",
       "if (outlet, entry.eid) not in self._routed:", "if True:"),
    _m("an act is handed on twice by the tables", "hub/routing",
       "is_first=row.entry.eid not in routed", "is_first=True"),
    _m("what came before a handing over stays behind", "hub/memory",
       "past = {(one.entry.eid, one.change): one for one in self._told[row]}", "past = {}"),
    _m("another outlet's stream is open", "hub/memory",
       "if stream not in (who.outlet, HEAD_OFFICE):", "if stream < 0:"),
    _m("another outlet's stream is open in the tables", "hub/ledger",
       "if stream not in (who.outlet, HEAD_OFFICE):", "if stream < 0:", "test_attacks"),
    _m("a seat that was revoked goes on", "hub/memory", "writer not in self._revoked", "True"),
    _m("a receipt is not checked", "sync/http_line",
       "links.check_signed(self._hub.public_key, text, said.receipt)", "len(text)"),
    _m("another page is taken for the one asked for", "sync/http_line",
       "if (page.stream, page.after) != (stream, after):", "if False:"),
    _m("a commit without its standby is good", "hub/durable", "if said:", "if False:",
       "test_standby"),
    _m("a copy goes on as the original", "storage/shop",
       "if lease and is_same and lease.chain == head.chain.hex() and lease.seq <= head.seq:",
       "if lease:", "storage/test_file_twice", "storage/test_new_machine"),
    _m("conflicts are not weighed", "storage/receiving", "contention.weigh(", "(lambda *_: None)("),
    _m("what no program seals is passed on", "hub/memory",
       "if not is_sound(kind, change):", "if False:"),
]  # fmt: skip


def noticed(mutant: Mutant, place: Path) -> str:
    """Who notices, or nothing. Raises ValueError where the text is no longer there once."""
    tree = place / "tree"
    shutil.copytree(
        ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "out", "__pycache__")
    )
    file = tree / mutant.file
    text = file.read_text("utf-8")
    if text.count(mutant.old) != 1:
        raise ValueError(f"{mutant.name}: {mutant.file} has {text.count(mutant.old)} such texts")
    file.write_text(text.replace(mutant.old, mutant.new), "utf-8")
    is_met = mutant.file not in NOT_SIMULATED
    if is_met and not _runs(tree, "-m", "tests.sync.simulation", "0", str(SEEDS), STEPS, "1"):
        return "the simulator"
    cases = [
        f"tests/{name}.py" if "/" in name else f"tests/sync/{name}.py"
        for name in (*mutant.cases, *CASES)
    ]
    return "" if _runs(tree, "-m", "pytest", "-q", "-x", "-n", "0", *cases) else "a named case"


def _runs(tree: Path, *words: str) -> bool:
    command = [sys.executable, *words]
    try:
        done = subprocess.run(command, cwd=tree, capture_output=True, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        return False  # it goes round for ever: that is noticed
    return done.returncode == 0


def main() -> int:
    """Each mutant and who noticed it; 1 where one survives or no longer fits the code."""
    wanted = sys.argv[1:]
    left = 0
    for mutant in MUTANTS:
        if wanted and mutant.name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as place:
            try:
                by = noticed(mutant, Path(place))
            except ValueError as stale:
                by, left = "", left + 1
                print(stale, flush=True)
                continue
        left += not by
        print(f"{'caught' if by else 'SURVIVED'}: {mutant.name}{by and f' (by {by})'}", flush=True)
    print(f"{left} of {len(MUTANTS)} were not caught")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
