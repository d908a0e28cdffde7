"""JSON in and out of acts and questions: what people type at the command line, checked against the
types of the code.

Times are ISO 8601 texts outside and milliseconds inside (fields ending `_at`); ids and bytes never
appear.
"""

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from counter.domain.refusals import RuleBroken

TIME = "_at"
FIRST_YEAR, LAST_YEAR = 1990, 2199
#: what an act is handed first; services name it for type checkers alone
NOT_FACTS = {"Work": object}


def facts_type(function: Callable[..., Any]) -> type[msgspec.Struct]:
    """The keyword facts of an act or question as one type; made once a function."""
    return _facts_type(function)


def hints_of(function: Callable[..., Any]) -> dict[str, Any]:
    """The types of a function; services name `Work` for the type checker only."""
    return typing.get_type_hints(function, localns={"Work": object})


@cache
def _facts_type(function: Callable[..., Any]) -> type[msgspec.Struct]:
    hints = typing.get_type_hints(function, localns=NOT_FACTS)
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            continue
        default = parameter.default
        if default is inspect.Parameter.empty:
            fields.append((name, hints[name]))
        else:
            fields.append((name, hints[name], default))
    return msgspec.defstruct(function.__name__, fields, kw_only=True, forbid_unknown_fields=True)


def read_facts(function: Callable[..., Any], given: Any) -> dict[str, Any]:
    """Facts as the function takes them.

    Raises RuleBroken("input.wrong_type" | "input.unknown_field" | "input.bad_time") with the place
    of the fault.
    """
    if not isinstance(given, dict):
        raise RuleBroken("input.wrong_type", where="$", said="an object of facts is expected")
    wanted = facts_type(function)
    _refuse_unknown(wanted, given, "$")
    try:
        facts = msgspec.convert(_times_in(given, "$"), wanted, strict=True)
    except msgspec.ValidationError as wrong:
        said, _, where = str(wrong).partition(" - at ")
        raise RuleBroken("input.wrong_type", where=where.strip("`") or "$", said=said) from wrong
    return {name: getattr(facts, name) for name in wanted.__struct_fields__}


@cache
def _fields_of(hint: Any) -> dict[str, Any] | None:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return typing.get_type_hints(hint)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return dict(typing.get_type_hints(hint))
    return None


def _refuse_unknown(hint: Any, given: Any, where: str) -> None:
    """msgspec lets dataclasses pass over unknown names; a slip of the pen must not."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        for one in typing.get_args(hint):
            if _fields_of(one) is not None or typing.get_origin(one) is list:
                _refuse_unknown(one, given, where)
        return
    if origin in (list, tuple) and isinstance(given, list):
        for n, one in enumerate(given):
            _refuse_unknown(typing.get_args(hint)[0], one, f"{where}[{n}]")
        return
    fields = _fields_of(hint)
    if fields is None or not isinstance(given, dict):
        return
    for name, value in given.items():
        if name not in fields:
            raise RuleBroken("input.unknown_field", where=f"{where}.{name}")
        _refuse_unknown(fields[name], value, f"{where}.{name}")


def moment(text: str, where: str = "$") -> int:
    """Milliseconds since 1970 UTC of an ISO 8601 text with offset. Raises
    RuleBroken("input.bad_time").
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise RuleBroken("input.bad_time", where=where, given=text[:40]) from wrong
    if read.tzinfo is None or not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise RuleBroken("input.bad_time", where=where, given=text[:40])
    return int(read.timestamp() * 1000)


def _times_in(given: Any, where: str) -> Any:
    if isinstance(given, dict):
        return {
            name: moment(str(value), f"{where}.{name}")
            if name.endswith(TIME) and isinstance(value, (str, int, float))
            else _times_in(value, f"{where}.{name}")
            for name, value in given.items()
        }
    if isinstance(given, list):
        return [_times_in(one, f"{where}[{n}]") for n, one in enumerate(given)]
    return given


def spoken(answer: Any, zone: str) -> Any:
    """An answer as plain JSON values, its times in the outlet's zone."""
    return _times_out(msgspec.to_builtins(answer), ZoneInfo(zone))


def _is_time(name: str) -> bool:
    return name == "at" or name.endswith(TIME)


def iso(at: int, zone: ZoneInfo) -> str:
    """A moment as ISO 8601 in a zone, whole milliseconds."""
    return (
        datetime.fromtimestamp(at / 1000, UTC).astimezone(zone).isoformat(timespec="milliseconds")
    )


def _times_out(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, dict):
        return {
            name: iso(one, zone)
            if _is_time(name) and isinstance(one, int)
            else _times_out(one, zone)
            for name, one in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_times_out(one, zone) for one in value]
    return value


def schema_of(kind: Any) -> dict[str, Any]:
    """JSON Schema of facts or of an answer, times as texts."""
    if kind is None or kind is type(None):
        return {"type": "null"}
    return _schema_times(msgspec.json.schema(kind))


def answer_type(function: Callable[..., Any]) -> Any:
    """What a function gives back, by its annotation."""
    return typing.get_type_hints(function, localns=NOT_FACTS)["return"]


def _schema_times(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_schema_times(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {name: _schema_times(one) for name, one in schema.items()}
    for name, one in changed.get("properties", {}).items():
        if _is_time(name):
            changed["properties"][name] = _time_schema(one)
    return changed


def _time_schema(one: dict[str, Any]) -> dict[str, Any]:
    text = {"type": "string", "format": "date-time"}
    return {"anyOf": [text, {"type": "null"}]} if "anyOf" in one else text
