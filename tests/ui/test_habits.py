"""Habits of the window's code that a reader can rely on."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SPOKEN = {"say", "say_n", "say_as"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((PROJECT / "ui").rglob("*.py")):
        yield str(path.relative_to(PROJECT)), ast.parse(path.read_text("utf-8"))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def test_signals_connect_to_methods_never_to_lambdas():
    """A closure on a long-lived signal outlives its widget."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in trees()
        for call in calls(tree)
        if name_of(call) == "connect" and any(isinstance(a, ast.Lambda) for a in call.args)
    ]
    assert found == []


def test_no_text_hides_inside_an_f_string():
    """The extractor of translations does not look inside."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in trees()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in calls(text)
        if name_of(call) in SPOKEN and call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert found == []


def test_a_screen_asks_and_shows_and_knows_no_sql():
    words = ("SELECT ", "INSERT ", "UPDATE ", "DELETE FROM")
    found = [
        f"{path}:{node.lineno}"
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and any(word in node.value for word in words)
    ]
    assert found == []


def test_only_the_theme_sets_a_style_sheet():
    found = [
        path
        for path, tree in trees()
        for call in calls(tree)
        if name_of(call) == "setStyleSheet" and path != "ui/theme.py"
    ]
    assert found == []


def test_no_screen_knows_another():
    """Screens are opened by name; each folder of screens stands alone."""
    found: list[str] = []
    for path, tree in trees():
        parts = Path(path).parts
        if parts[1] != "screens" or path == "ui/screens/places.py":
            continue
        own = ".".join(Path(path).with_suffix("").parts[:3])
        for node in ast.walk(tree):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and module.startswith("ui.screens.") and not module.startswith(own):
                found += [] if module == "ui.screens.screen" else [f"{path}: {module}"]
    assert found == []
