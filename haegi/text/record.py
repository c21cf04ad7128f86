"""Records: closed, frozen values that cost nothing to declare.

A record is declared like a dataclass. What is particular to files (ids have a pattern, one word may stand for a list of
one) is declared with it as a `Rule`, but only `haegi.text.form` makes pydantic read it: whoever rings first should not wait
for a library that reads files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Self, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Record:
    """Keyword arguments only; equal by value. A field that was not given is its class's default.

    Raises TypeError for a field that is unknown or missing, ValueError for what `check` refuses.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    required: ClassVar[frozenset[str]] = frozenset()
    #: Names that a file uses for fields whose own name would be a keyword.
    aliases: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls) -> None:
        own = (name for name, kind in cls.__annotations__.items() if not kind.startswith("ClassVar"))
        cls.fields = (*cls.fields, *own)
        cls._known = frozenset(cls.fields)
        cls.required = frozenset(name for name in cls.fields if not hasattr(cls, name))

    def __init__(self, **given: Any) -> None:
        if not self.required <= given.keys() or not given.keys() <= self._known:
            wrong = sorted((self.required - given.keys()) | (given.keys() - self._known))
            raise TypeError(f"{type(self).__name__}: {', '.join(wrong)}")
        self.__dict__.update(given)
        self.check()

    @classmethod
    def trusted(cls, given: Mapping[str, Any]) -> Self:
        """A record of what was checked before. Raises TypeError for a field that is unknown."""
        if not given.keys() <= cls._known:
            raise TypeError(cls.__name__)
        record = cls.__new__(cls)
        record.__dict__.update(given)
        return record

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.values() == other.values()

    def __hash__(self) -> int:
        return hash(tuple(self.values().values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.given().items())})"

    def check(self) -> None:
        """Raise ValueError for values that don't go together."""

    def values(self) -> dict[str, Any]:
        """Every field with its value."""
        return {name: getattr(self, name) for name in self.fields}

    def given(self) -> dict[str, Any]:
        """The fields that differ from their defaults, in order."""
        return {
            name: value
            for name, value in self.values().items()
            if name in self.required or value != getattr(type(self), name)
        }

    def but(self, **changes: Any) -> Self:
        """The same with some fields changed."""
        return type(self)(**{**self.values(), **changes})

    @classmethod
    def before(cls, value: Any) -> Any:
        """What a file may write shorter, written out."""
        return value

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: Callable[[Any], Any]) -> Any:
        from haegi.text.form import schema

        return schema(cls, handler)


class Rule:
    """What a file has to keep to where a value is written: limits as pydantic's schemas name them, and a hook before."""

    def __init__(self, before: Callable[[Any], Any] | None = None, **limits: Any) -> None:
        self.before = before
        self.limits = limits

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        from haegi.text.form import limited

        return limited(handler(source), self)


#: What is in a mapping that was left out.
EMPTY: dict[Any, Any] = {}

StrictInt = Annotated[int, Rule(strict=True)]
StrictBool = Annotated[bool, Rule(strict=True)]
