"""What a file has to keep to: dataclasses as pydantic reads them, and how it is told what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from haegi.text.constraint import CLOSED, Constraint, StrictInt, spelt_out


@dataclass(frozen=True, kw_only=True)
class Leaf:
    __get_pydantic_core_schema__ = spelt_out(lambda value: {"word": value} if isinstance(value, str) else value)

    word: str

    def __post_init__(self) -> None:
        if self.word == "no":
            raise ValueError("refused")


@dataclass(frozen=True, kw_only=True)
class Tree:
    __pydantic_config__ = CLOSED

    leaf: Leaf
    names: Annotated[tuple[str, ...], Constraint(lambda value: (value,) if isinstance(value, str) else value)] = ()
    least: Annotated[StrictInt, Constraint(ge=0)] = 0
    more: dict[Annotated[str, Constraint(pattern="^[a-z]$")], Leaf] = field(default_factory=dict)


TREE = TypeAdapter(Tree)


def test_what_is_declared_is_read() -> None:
    tree = TREE.validate_python({"leaf": "a", "names": "x", "least": 2, "more": {"k": {"word": "b"}}})
    assert tree == Tree(leaf=Leaf(word="a"), names=("x",), least=2, more={"k": Leaf(word="b")})
    assert TREE.validate_python(tree) is tree


@pytest.mark.parametrize(
    ("data", "place", "kind"),
    [
        ({}, ("leaf",), "missing"),
        ({"leaf": "no"}, ("leaf",), "value_error"),
        ({"leaf": 1}, ("leaf",), "dataclass_type"),
        ({"leaf": {"word": 1}}, ("leaf", "word"), "string_type"),
        ({"leaf": {"word": "a", "colour": 1}}, ("leaf", "colour"), "unexpected_keyword_argument"),
        ({"leaf": "a", "least": "2"}, ("least",), "int_type"),
        ({"leaf": "a", "least": -2}, ("least",), "greater_than_equal"),
        ({"leaf": "a", "colour": 1}, ("colour",), "unexpected_keyword_argument"),
        ({"leaf": "a", "more": {"k": "no"}}, ("more", "k"), "value_error"),
        ({"leaf": "a", "more": {"K": "a"}}, ("more", "K", "[key]"), "string_pattern_mismatch"),
    ],
)
def test_a_complaint_says_where(data: dict[str, Any], place: tuple[str, ...], kind: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TREE.validate_python(data)
    assert [(error["loc"], error["type"]) for error in raised.value.errors()] == [(place, kind)]
