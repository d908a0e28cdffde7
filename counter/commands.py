"""The command line: every act and question by name, JSON in and out (decisions 40-44).

Exit codes: 0 done; 2 refused, with JSON on stdout; 3 `verify` found an alteration; 64 bad usage; 1
a fault. stdout carries the answer alone.
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, NoReturn
from zoneinfo import ZoneInfo

from counter import (
    bundle_commands,
    paper_commands,
    print_queue_commands,
    relay_commands,
    sync_commands,
)
from counter.app import BY_NAME, Counter
from counter.domain.refusals import RuleBroken
from counter.json_facts import answer_type, facts_type, iso, moment, read_facts, schema_of, spoken
from counter.language import LANGUAGES, Words
from counter.machine_home import home, now
from counter.services.catalogue import ACTS
from counter.storage import database
from counter.storage.questions.catalogue import QUESTIONS
from counter.storage.questions.question import Question
from counter.storage.trouble import refusal_of
from counter.wording import sentence

DONE, REFUSED, ALTERED, USAGE = 0, 2, 3, 64
QUESTION = {question.name: question for question in QUESTIONS}
Reply = tuple[int, Any]


def say_progress(done: int, of: int) -> None:
    """How far something long has come, on stderr: stdout carries the answer alone."""
    sys.stderr.write(f"\r{done} / {of}")
    sys.stderr.flush()


class _Usage(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def _common() -> argparse.ArgumentParser:
    """What every command takes, but for `--as`."""
    common = _Usage(add_help=False)
    common.add_argument("--shop", type=Path, default=Path("shop"), help="the shop's folder")
    common.add_argument("--pin", default=os.environ.get("COUNTER_PIN", ""), help="or COUNTER_PIN")
    common.add_argument("--at", default="", help="a standing clock, ISO 8601 with offset")
    common.add_argument(
        "--confirm-clock", action="store_true", help="the clock is right, though work paused long"
    )
    common.add_argument(
        "--lang", choices=LANGUAGES, default="", help="language of sentences and papers"
    )
    return common


def _parser() -> argparse.ArgumentParser:
    common = _Usage(add_help=False, parents=[_common()])
    common.add_argument("--as", dest="code", default="", help="staff code")
    parser = _Usage(prog="main.py", description=__doc__.splitlines()[0] if __doc__ else "")
    of = parser.add_subparsers(dest="command", required=True, parser_class=_Usage)
    do = of.add_parser("do", parents=[common], help="run an act or ask a question")
    do.add_argument("name", nargs="?", help="its name; see `acts`")
    do.add_argument("facts", nargs="?", default="{}", help="a JSON object, or - for standard input")
    do.add_argument("--lines", help="a file of acts, one JSON object a line; - for standard input")
    do.add_argument("--stop", action="store_true", help="with --lines: stop at the first refusal")
    of.add_parser("acts", parents=[common], help="all acts and questions").add_argument(
        "--json", action="store_true"
    )
    verify = of.add_parser(
        "verify", parents=[common], help="check the book, signature by signature"
    )
    verify.add_argument(
        "--quick", action="store_true", help="the chain alone, without comparing the rows"
    )
    of.add_parser("digest", parents=[common], help="what two shops that agree have in common")
    of.add_parser("backup", parents=[common], help="a copy while the shop works").add_argument(
        "file", type=Path
    )
    restore = of.add_parser(
        "restore", parents=[common], help="a shop from a backup, in an empty folder"
    )
    restore.add_argument("file", type=Path)
    paper_commands.add_paper(of, _common())
    paper_commands.add_printers(of, common)
    print_queue_commands.add_print_queue(of, common)
    sync_commands.add_hub(of, _common())
    sync_commands.add_sync(of, common)
    bundle_commands.add_bundle(of, common)
    relay_commands.add_relay(of, common)
    of.add_parser("conflicts", parents=[common], help="what waits to be settled by people")
    first = of.add_parser("first-pin", parents=[common], help="a manager's PIN on a new machine")
    first.add_argument("manager", metavar="code")
    first.add_argument("new_pin")
    demo = of.add_parser("demo", parents=[common], help="make a shop with made-up cases")
    demo.add_argument("--cases", type=int, default=60)
    return parser


class CommandLine:
    """One call of the command line: what was asked, and where answers and sentences go."""

    def __init__(self, asked: argparse.Namespace, out: IO[str]) -> None:
        """`out` takes the answers, one JSON a line."""
        self.asked, self.out = asked, out
        self.zone = "Asia/Shanghai"
        self._counter: Counter | None = None
        self._signed_in: set[tuple[str, str]] = set()
        self._at: int | None = None

    def run(self) -> int:
        """Runs the command; the exit code."""
        try:
            self._at = moment(self.asked.at, "--at") if self.asked.at else None
            code = COMMANDS[self.asked.command](self)
        except RuleBroken as refused:
            self.say(self.refusal(refused))
            code = REFUSED
        except database.DatabaseError as trouble:
            folder = self.asked.shop
            refused = refusal_of(trouble, folder)
            if not isinstance(refused, RuleBroken):
                refused = RuleBroken("shop.damaged", folder=str(folder), said=str(trouble))
            self.say(self.refusal(refused))
            code = REFUSED
        finally:
            if self._counter:
                self._counter.close()
        return code

    def say(self, answer: Any) -> None:
        """Writes one answer."""
        text = json.dumps(answer, ensure_ascii=False)
        # half of a pair, as JSON may bring it in, cannot be written as UTF-8
        self.out.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
        self.out.flush()

    def words(self) -> Words:
        """The language asked for, else Chinese first."""
        return Words(self.asked.lang or os.environ.get("COUNTER_LANG", "") or "zh_CN")

    def refusal(self, refused: RuleBroken) -> dict[str, Any]:
        """A refusal as it is answered (decisions 41)."""
        said = sentence(refused.rule, refused.facts, self.words(), ZoneInfo(self.zone))
        return {"rule": refused.rule, "facts": refused.facts, "sentence": said}

    def clock(self) -> int:
        """The standing clock where one was given, else the machine's."""
        return now() if self._at is None else self._at

    def counter(self) -> Counter:
        """The shop, opened once a call."""
        if self._counter is None:
            self._counter = Counter.open(self.asked.shop, home(), self.clock)
            row = self._counter.shop.db.execute(
                "SELECT o.zone FROM outlet o JOIN sync_gate g ON g.outlet = o.number"
            ).fetchone()
            self.zone = row[0] if row else self.zone
        return self._counter

    # -- acts and questions
    # -----------------------------------------------------------------------------------

    def act_or_question(self, name: str, given: Any, code: str) -> Any:
        """The answer of one act or question as JSON values."""
        if question := QUESTION.get(name):
            return self._ask(question, given, code)
        if name not in BY_NAME:
            raise RuleBroken("act.unknown", act=name)
        facts = read_facts(BY_NAME[name].function, given)
        if name == "open_shop":
            self._counter, outcome = Counter.found(self.asked.shop, home(), facts, self.clock)
        else:
            self._sign_in(code)
            self._ask_of_clock()
            outcome = self.counter().do(name, by=code, **facts)
        answer = spoken(outcome.answer, self.zone)
        if outcome.warnings:
            answer["warnings"] = [
                self.refusal(RuleBroken(w.rule, **w.facts)) for w in outcome.warnings
            ]
        return answer

    def _ask(self, question: Question, given: Any, code: str) -> Any:
        self._sign_in(code)
        function, facts = question.function, read_facts(question.function, given)
        if question.own and facts[question.own] != code:
            raise RuleBroken("ask.not_yours", question=question.name)
        reader = self.counter().reader()
        try:
            return spoken(function(reader, **facts), self.zone)
        finally:
            reader.close()

    def _ask_of_clock(self) -> None:
        """Whoever tells the time himself has looked at it."""
        self.counter().shop.machine.asks_of_clock = self._at is None
        if self.asked.confirm_clock:
            self.counter().confirm_clock()

    def sign_in(self) -> None:
        """The person of `--as`, at the time that was told."""
        self._sign_in(self.asked.code)
        self._ask_of_clock()

    def _sign_in(self, code: str) -> None:
        if not code:
            raise RuleBroken("person.none")
        known = (code, self.asked.pin)
        if known not in self._signed_in:
            self.counter().sign_in(code, self.asked.pin)
            self._signed_in.add(known)

    def do(self) -> int:
        """`do NAME FACTS` or `do --lines FILE`."""
        if self.asked.lines:
            return self._lines()
        if not self.asked.name:
            sys.stderr.write("do: the name of an act or a question is missing; see `acts`\n")
            raise SystemExit(USAGE)
        text = sys.stdin.read() if self.asked.facts == "-" else self.asked.facts
        self.say(self.act_or_question(self.asked.name, _json(text), self.asked.code))
        return DONE

    def _lines(self) -> int:
        code, standing = DONE, self._at
        for line in _lines_of(self.asked.lines):
            try:
                asked = _line(line)
                self._at = moment(asked["at"], "at") if "at" in asked else standing
                who = asked.get("as", self.asked.code)
                self.say(self.act_or_question(asked["do"], asked.get("with", {}), who))
            except RuleBroken as refused:
                self.say(self.refusal(refused))
                code = REFUSED
                if self.asked.stop:
                    break
        return code

    def acts(self) -> int:
        """All acts and questions with their schemas (decisions 41)."""
        found = [
            *((act, "act") for act in ACTS),
            *((question, "question") for question in QUESTIONS),
        ]
        if not self.asked.json:
            for one, kind in found:
                self.out.write(f"{one.name:24} {kind:9} {one.summary}\n")
            return DONE
        self.say(
            [
                {
                    "name": one.name, "kind": kind, "summary": one.summary,
                    "right": getattr(one, "right", "ask"),
                    "parameters": schema_of(facts_type(one.function)),
                    "answer": schema_of(answer_type(one.function)), "example": one.example,
                }
                for one, kind in found
            ]
        )  # fmt: skip
        return DONE

    # -- the book
    # ---------------------------------------------------------------------------------------------

    def verify(self) -> int:
        """Exit 3 and the first alteration on stdout when the book or a row was changed."""
        from counter.storage.checking import verify

        verdict = verify(self.counter().shop, quick=self.asked.quick, told=say_progress)
        if verdict.is_whole:
            self.say({"entries": verdict.entries, "whole": True, "notes": list(verdict.notes)})
            return DONE
        first, *more = [{**asdict(one), "why": one.why} for one in verdict.alterations]
        self.say({**first, "more": more, "entries": verdict.entries})
        return ALTERED

    def digest(self) -> int:
        """What two shops that agree have in common."""
        from counter.storage.proving import digest

        self.say(digest(self.counter().shop.db))
        return DONE

    def backup(self) -> int:
        """A whole copy of the file, checked after it was made."""
        from counter.storage.backup import back_up

        shop = self.counter().shop
        self.say(back_up(shop, self.asked.file, at=self.clock(), told=say_progress))
        return DONE

    def restore(self) -> int:
        """A shop from a backup; its next act opens a new chain."""
        from counter.storage.backup import restore

        self.say(restore(self.asked.file, self.asked.shop, told=say_progress))
        return DONE

    def first_pin(self) -> int:
        """Lets a manager in where the shop has come to a new machine."""
        person = self.counter().set_first_pin(self.asked.manager, self.asked.new_pin)
        self.say({"code": person.code, "name": person.name})
        return DONE

    def demo(self) -> int:
        """A shop with made-up cases."""
        from counter.demo import make_demo

        if self.asked.cases < 0:
            sys.stderr.write("demo: --cases must be 0 or more\n")
            raise SystemExit(USAGE)
        today = iso(self.clock(), ZoneInfo(self.zone))[:10]
        self.say(make_demo(self.asked.shop, home(), self.asked.cases, today=today))
        return DONE


COMMANDS: dict[str, Callable[[CommandLine], int]] = {
    "do": CommandLine.do, "acts": CommandLine.acts, "verify": CommandLine.verify,
    "digest": CommandLine.digest, "backup": CommandLine.backup, "restore": CommandLine.restore,
    "paper": paper_commands.paper, "printers": paper_commands.printers,
    "print-queue": print_queue_commands.print_queue,
    "hub": sync_commands.hub, "enrol": sync_commands.enrol, "sync": sync_commands.sync,
    "move-in": sync_commands.move_in,
    "relay": relay_commands.relay, "neighbours": relay_commands.neighbours,
    "bundle": bundle_commands.bundle, "conflicts": bundle_commands.conflicts,
    "demo": CommandLine.demo, "first-pin": CommandLine.first_pin,
}  # fmt: skip


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise RuleBroken("input.not_json", said=str(wrong)) from wrong


def _line(text: str) -> dict[str, Any]:
    """One line of acts: {"do": name, "with": facts, "as": code, "at": moment}."""
    asked = _json(text)
    if not isinstance(asked, dict) or not isinstance(asked.get("do"), str):
        raise RuleBroken("input.wrong_type", where="do", said=text[:80])
    for name, value in asked.items():
        if name not in ("do", "with", "as", "at"):
            raise RuleBroken("input.unknown_field", where=name)
        if name in ("as", "at") and not isinstance(value, str):
            raise RuleBroken("input.wrong_type", where=name, said=str(value)[:80])
    return asked


def _lines_of(source: str) -> Iterator[str]:
    if source == "-":
        yield from (line for line in sys.stdin if line.strip())
        return
    try:
        with open(source, encoding="utf-8-sig") as file:
            yield from (line for line in file if line.strip())
    except OSError as trouble:
        raise RuleBroken("file.cannot_read", file=source, said=trouble.strerror or "") from trouble
    except UnicodeDecodeError as trouble:
        raise RuleBroken("file.cannot_read", file=source, said="UTF-8") from trouble


def main(arguments: Sequence[str], out: IO[str] | None = None) -> int:
    """Runs the command line; gives the exit code."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    asked = _parser().parse_args(arguments)
    try:
        return CommandLine(asked, out or sys.stdout).run()
    except BrokenPipeError:
        # whoever read our answers has heard enough; Python must not complain of it at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
