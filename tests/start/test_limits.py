"""The limits of style that no linter knows: sizes, names, and what no file may tell."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {".git", ".venv", ".venv.lock", "out", "build", "dist", "__pycache__"}
NOT_OURS |= {".pytest_cache", ".hypothesis", ".ruff_cache", ".import_linter_cache"}

LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 50
POSITIONAL_ARGUMENTS = 4
TABLES = {"records", "catalogue", "tables", "wording", "states"}  # one long list each
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "common", "misc", "handler"}
EMPTY_WORDS |= {"base", "data", "info"}

# Written in two halves, so that this file does not find itself.
HOSTS = [
    "".join(halves)
    for halves in (
        ("pypi", ".org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("deb.", "debian.org"),
        ("crates", ".io"),
        ("proxy.", "golang.org"),
        ("conda", ".io"),
        ("snapshot.", "debian.org"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w.~}-])/(?:work|root|home|Users|opt)/\w|[A-Z]:\\\\?Users\\")


def our_files() -> Iterator[Path]:
    """Every file of the project but what is made by running it."""
    folders = [PROJECT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name in NOT_OURS or path.suffix == ".pyc":
                continue
            if path.is_dir() and not path.is_symlink():
                folders.append(path)
            else:
                yield path


@cache
def texts() -> dict[Path, str]:
    """Every Python file of the project, tests too."""
    return {path: path.read_text(encoding="utf-8") for path in our_files() if path.suffix == ".py"}


@cache
def code() -> dict[Path, ast.Module]:
    """Every Python file of the program itself."""
    return {
        path: ast.parse(text, path)
        for path, text in texts().items()
        if path.relative_to(PROJECT).parts[0] != "tests"
    }


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where a finding is, for the one who reads it."""
    line = getattr(node, "lineno", None)
    return f"{path.relative_to(PROJECT)}" + (f":{line}" if line else "")


def is_list(path: Path) -> bool:
    """Whether a module is one long list: of tables, or of what a migration makes."""
    return path.stem in TABLES or "versions" in path.parts


def nodes(*kinds: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    """Every node of these kinds in the code, with its file."""
    for path, tree in code().items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, kinds))


def test_no_file_is_too_long() -> None:
    lengths = {path: len(text.splitlines()) for path, text in texts().items() if not is_list(path)}
    assert [f"{place(path)} {n}" for path, n in lengths.items() if n > LINES_OF_A_FILE] == []


def test_no_function_is_too_long() -> None:
    lengths = [
        (path, node, (node.end_lineno or 0) - node.lineno + 1)
        for path, node in nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if not is_list(path)
    ]
    assert [
        f"{place(path, node)} {n}" for path, node, n in lengths if n > LINES_OF_A_FUNCTION
    ] == []


def test_no_constructor_takes_a_row_of_unnamed_arguments() -> None:
    assert [
        place(path, node)
        for path, node in nodes(ast.FunctionDef)
        if node.name == "__init__"
        and len(node.args.posonlyargs) + len(node.args.args) - 1 > POSITIONAL_ARGUMENTS
    ] == []


def test_no_name_says_nothing() -> None:
    modules = [
        path for path in code() if path.stem in EMPTY_WORDS or path.parent.name in EMPTY_WORDS
    ]
    classes = [
        place(path, node)
        for path, node in nodes(ast.ClassDef)
        if {word.lower() for word in re.findall(r"[A-Z]+[a-z0-9]*", node.name)[-1:]} & EMPTY_WORDS
    ]
    assert [place(path) for path in modules] + classes == []


def test_a_module_opens_with_a_sentence() -> None:
    said = {path: ast.get_docstring(tree) for path, tree in code().items() if tree.body}
    ends = (".", "`", ":")
    assert [
        place(path)
        for path, text in said.items()
        if not text or not text.split("\n\n")[0].rstrip().endswith(ends)
    ] == []


def test_no_lambda_hangs_on_a_signal() -> None:
    assert [
        place(path, node)
        for path, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
        and any(isinstance(slot, ast.Lambda) for slot in node.args)
    ] == []


def test_no_file_names_a_registry_or_a_place_on_a_machine() -> None:
    found: list[str] = []
    for path in our_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{place(path)} {host}" for host in HOSTS if host in text]
        found += [f"{place(path)} {match[0]}" for match in MACHINE_PATH.finditer(text)]
    assert found == []
