"""Records: closed, frozen, equal by value, and read by pydantic as they are declared."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import BaseModel, ValidationError
from tables import each_row

from haegi.text.form import fitted
from haegi.text.record import EMPTY, Record, Rule, StrictInt


class Leaf(Record):
    word: str

    @classmethod
    def before(cls, value: Any) -> Any:
        return {"word": value} if isinstance(value, str) else value

    def check(self) -> None:
        if self.word == "no":
            raise ValueError("refused")


class Tree(Record):
    aliases: ClassVar[Mapping[str, str]] = {"least": "from"}

    leaf: Leaf
    names: Annotated[tuple[str, ...], Rule(lambda value: (value,) if isinstance(value, str) else value)] = ()
    least: StrictInt = 0
    more: dict[str, Leaf] = EMPTY


LEAF = Leaf(word="a")


def test_a_field_that_was_not_given_is_the_default() -> None:
    tree = Tree(leaf=LEAF)
    assert (tree.names, tree.least, tree.more) == ((), 0, {})
    assert tree == Tree(leaf=Leaf(word="a"), least=0)
    assert tree != Tree(leaf=LEAF, least=1)
    assert repr(tree) == "Tree(leaf=Leaf(word='a'))"
    assert hash(LEAF) == hash(Leaf(word="a"))


def test_changing_makes_another() -> None:
    tree = Tree(leaf=LEAF)
    assert tree.but(least=3) == Tree(leaf=LEAF, least=3)
    assert tree.least == 0


@each_row(
    "make",
    [
        Tree,
        lambda: Tree(leaf=LEAF, colour="red"),
        lambda: Tree.trusted({"colour": "red"}),
    ],
)
def test_what_is_missing_or_unknown_is_refused(make: Callable[[], Tree]) -> None:
    with pytest.raises(TypeError):
        make()


def test_a_record_is_frozen() -> None:
    with pytest.raises(AttributeError):
        LEAF.__setattr__("word", "b")
    with pytest.raises(AttributeError):
        LEAF.__delattr__("word")


def test_pydantic_reads_what_is_declared() -> None:
    read = fitted({"leaf": "a", "names": "x", "from": 2, "more": {"k": {"word": "b"}}}, Tree)
    assert read == Tree(leaf=LEAF, names=("x",), least=2, more={"k": Leaf(word="b")})
    assert fitted(read, Tree) is read
    assert fitted({"leaf": "a", "least": 2}, Tree).least == 2


@each_row(
    ("data", "place", "kind"),
    [
        ({}, ("leaf",), "missing"),
        ({"leaf": "no"}, ("leaf",), "value_error"),
        ({"leaf": {"word": 1}}, ("leaf", "word"), "string_type"),
        ({"leaf": "a", "from": "2"}, ("from",), "int_type"),
        ({"leaf": "a", "colour": 1}, ("colour",), "extra_forbidden"),
        ({"leaf": "a", "more": {"k": "no"}}, ("more", "k"), "value_error"),
    ],
)
def test_a_complaint_says_where(data: dict[str, Any], place: tuple[str, ...], kind: str) -> None:
    with pytest.raises(ValidationError) as raised:
        fitted(data, Tree)
    assert [(error["loc"], error["type"]) for error in raised.value.errors()] == [(place, kind)]


def test_a_model_may_hold_records() -> None:
    class Whole(BaseModel):
        leaf: Leaf

    whole = Whole.model_validate({"leaf": "a"})
    assert whole.leaf == LEAF
    assert Whole(leaf=LEAF) == whole
    assert whole.model_dump(mode="json") == {"leaf": {"word": "a"}}
    assert Whole.model_json_schema()["$defs"]["Leaf"]["required"] == ["word"]


HEAVY = ("pydantic", "pydantic_core", "yaml", "typer", "rich", "dataclasses", "hashlib", "difflib", "inspect")


@pytest.mark.slow
def test_the_engine_loads_nothing_that_reads_files() -> None:
    code = f"import sys, haegi.coach.lines; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
