"""Records as pydantic reads them: each has a closed model of the same fields, made when a file is first read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model
from pydantic_core import core_schema

from haegi.text.record import Record, Rule

M = TypeVar("M")
R = TypeVar("R", bound=Record)


def fitted(data: Any, model: type[M]) -> M:
    """Data as a model or record. Raises pydantic's ValidationError with every complaint."""
    if model not in _ADAPTERS:
        _ADAPTERS[model] = TypeAdapter(model)
    read: M = _ADAPTERS[model].validate_python(data)
    return read


def form(record: type[Record]) -> type[BaseModel]:
    """The model of a record: closed, with its aliases and rules."""
    if record not in _FORMS:
        hints = get_type_hints(record, include_extras=True)
        fields: dict[str, Any] = {name: (hints[name], _field(record, name)) for name in record.fields}
        _FORMS[record] = create_model(record.__name__, __doc__=record.__doc__, __config__=_CLOSED, **fields)
    return _FORMS[record]


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}
_FORMS: dict[type[Record], type[BaseModel]] = {}
_CLOSED = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _field(record: type[Record], name: str) -> Any:
    alias = record.aliases.get(name)
    if name in record.required:
        return Field(alias=alias)
    default = getattr(record, name)
    made_anew = isinstance(default, dict | Record)
    return Field(default_factory=lambda: default, alias=alias) if made_anew else Field(default, alias=alias)


def schema(record: type[R], handler: Callable[[Any], Any]) -> Any:
    """A record's schema: short forms written out, then the model's; its values become the record. A record stays one."""
    shown = core_schema.plain_serializer_function_ser_schema(lambda each: each.values())
    return core_schema.no_info_wrap_validator_function(
        partial(_made, record), handler(form(record)), serialization=shown
    )


def _made(record: type[R], value: Any, fit: Callable[[Any], BaseModel]) -> R:
    if isinstance(value, record):
        return value
    read = fit(record.before(value))
    return record(**{name: getattr(read, name) for name in read.model_fields_set})


def limited(inner: Any, rule: Rule) -> Any:
    """A schema held to a rule."""
    within = inner
    while "schema" in within:
        within = within["schema"]
    within.update(rule.limits)
    return core_schema.no_info_before_validator_function(rule.before, inner) if rule.before else inner
