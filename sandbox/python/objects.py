"""The objects that expressions meet: rows of authentik's models, as far as mappings use them."""

from datetime import datetime
from uuid import UUID


class Rows(list):
    """What a relation of a Django model offers, as far as mappings use it."""

    def all(self):
        return self

    order_by = select_related = prefetch_related = lambda self, *args: self

    def filter(self, **wanted):
        return Rows(row for row in self if matches(row, wanted))

    def exclude(self, **wanted):
        return Rows(row for row in self if not matches(row, wanted))

    def exists(self):
        return len(self) > 0

    def first(self):
        return self[0] if self else None

    def count(self, *args):
        return super().count(*args) if args else len(self)

    def values_list(self, *names, flat=False):
        rows = [tuple(getattr(row, name) for name in names) for row in self]
        return [row[0] for row in rows] if flat else rows


LOOKUPS = {
    "exact": lambda value, wanted: value == wanted,
    "iexact": lambda value, wanted: str(value).lower() == str(wanted).lower(),
    "in": lambda value, wanted: value in wanted,
    "contains": lambda value, wanted: wanted in value,
    "icontains": lambda value, wanted: wanted.lower() in value.lower(),
    "startswith": lambda value, wanted: value.startswith(wanted),
    "endswith": lambda value, wanted: value.endswith(wanted),
}


def matches(row, wanted):
    for key, value in wanted.items():
        name, _, lookup = key.partition("__")
        if not LOOKUPS[lookup or "exact"](getattr(row, name), value):
            return False
    return True


class Thing:
    """A model's row, or another object with attributes."""

    def __init__(self, kind, values):
        self.__dict__.update(values)
        self._kind = kind
        self._model = self.__dict__.pop("$model", None)

    def __str__(self):
        if self._kind == "User":
            return self.username
        if self._kind == "Event":
            return f"Event action={self.action} user={self.user} context={self.context}"
        return f"{self._kind} {getattr(self, 'name', '')}"

    def __eq__(self, other):
        return isinstance(other, Thing) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def _key(self):
        return (self._kind, self.__dict__.get("pk"))


class User(Thing):
    def __init__(self, kind, values):
        super().__init__(kind, values)
        self.groups = self.ak_groups = Rows(self.__dict__.pop("groups", []))
        self._all_groups = Rows(self.__dict__.pop("all_groups", self.groups))

    def all_groups(self):
        return self._all_groups

    def locale(self, request=None):
        return self.attributes.get("settings", {}).get("locale", "")

    def group_attributes(self, request=None):
        merged = {}
        for group in self._all_groups:
            merge(merged, group.attributes)
        merge(merged, self.attributes)
        return merged


def merge(target, values):
    for key, value in values.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            merge(target[key], value)
        else:
            target[key] = value


VALUES = {"UUID": UUID, "datetime": datetime.fromisoformat}


def revive(value):
    """JSON as objects: what has a `$kind` becomes an object with attributes."""
    if isinstance(value, list):
        return [revive(item) for item in value]
    if not isinstance(value, dict):
        return value
    values = {key: revive(item) for key, item in value.items()}
    kind = values.pop("$kind", None)
    if kind is None:
        return values
    if kind in VALUES:
        return VALUES[kind](values["value"])
    for name in ("users", "members"):
        if isinstance(values.get(name), list):
            values[name] = Rows(values[name])
    return (User if kind == "User" else Thing)(kind, values)
