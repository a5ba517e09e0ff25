"""Runs expressions as authentik does: as the body of a function, with its helpers."""

import json
import linecache
import re
import traceback
from datetime import date, datetime
from functools import lru_cache
from ipaddress import ip_address, ip_network
from textwrap import indent
from types import SimpleNamespace
from uuid import UUID


class SkipObject(Exception):
    """Raised by a mapping to leave an object out."""


def sanitized(value):
    """A value as authentik stores and sends it: falsy items of lists vanish."""
    if isinstance(value, dict):
        return {str(key): sanitized(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [item for item in map(sanitized, value) if item]
    if isinstance(value, User):
        return {"username": value.username, "pk": value.pk, "email": value.email}
    if isinstance(value, Thing) and value._model:
        app, model = value._model.split(".")
        name = getattr(value, "name", str(value))
        return {"app": app, "model_name": model, "pk": sanitized(value.pk), "name": name}
    if isinstance(value, UUID):
        return value.hex
    return value


def plain(value):
    if isinstance(value, (set, frozenset)):
        return list(value)
    if isinstance(value, (datetime, date)):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, Thing):
        return {key: item for key, item in vars(value).items() if not key.startswith("_")}
    return str(value)


def list_flatten(value):
    while isinstance(value, (list, tuple)):
        value = value[0] if value else None
    return value


def slugify(value):
    cleaned = re.sub(r"[^\w\s-]", "", str(value).lower())
    return re.sub(r"[-\s]+", "-", cleaned).strip("-_")


class Logger:
    def bind(self, **values):
        return self

    debug = info = warning = error = exception = critical = lambda self, *args, **values: None


HELPERS = {
    "ak_logger": Logger(),
    "ak_is_group_member": lambda user, **wanted: user.all_groups().filter(**wanted).exists(),
    "ip_address": ip_address,
    "ip_network": ip_network,
    "list_flatten": list_flatten,
    "regex_match": lambda value, regex: re.match(regex, value) is not None,
    "regex_replace": lambda value, regex, to: re.sub(regex, to, value),
    "slugify": slugify,
    "SkipObject": SkipObject,
}


def wrapped(expression, names):
    signature = ",".join(name for name in names if name not in HELPERS)
    body = indent(expression, "    ")
    return f"def handler({signature}):\n{body}\nresult = handler({signature})"


@lru_cache(maxsize=64)
def compiled(expression, names, file):
    return compile(wrapped(expression, names), file, "exec")


def complaint(expression, file):
    """What the compiler has against an expression, or None."""
    try:
        compile(wrapped(expression, []), file, "exec")
    except (SyntaxError, ValueError) as exc:
        return str(exc)
    return None


def traced(exc, file):
    frames = [frame for frame in traceback.extract_tb(exc.__traceback__) if frame.filename == file]
    lines = ["Traceback (most recent call last):"]
    lines += [f'  File "{file}", line {frame.lineno}, in {frame.name}' for frame in frames]
    kind = type(exc)
    lines.append(f"{kind.__module__}.{kind.__qualname__}: {exc}")
    return "\n".join(lines)


def evaluate(expression, variables, file, form):
    """What an expression returns, as JSON text, or what it raised."""
    linecache.clearcache()
    values = {key: revive(value) for key, value in variables.items()}
    scope = {**HELPERS, **values}
    try:
        exec(compiled(expression, tuple(values), file), scope)
        result = scope["result"]
        if form.get("sanitized"):
            result = sanitized(result)
        return {"json": json.dumps(result, indent=form.get("indent"), default=plain)}
    except SkipObject:
        return {"skipped": True}
    except BaseException as exc:
        return {"raised": type(exc).__name__, "message": str(exc), "traceback": traced(exc, file)}


def answer(request):
    request = json.loads(request)
    if request["task"] == "compile":
        return json.dumps({"complaint": complaint(request["expression"], request["file"])})
    form = SimpleNamespace(**request)
    return json.dumps(evaluate(form.expression, form.variables, form.file, form.form))
