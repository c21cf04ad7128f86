"""The labelled texts that the offer reader learns from and is measured by: `offers/*.tsv` and `calls/*.yaml`.

An author is the file's name up to the first hyphen and digits, or the file as a whole; texts by one author are alike.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from haegi.nlu.candidates import ONCE, SUMS, Context

Json = dict[str, Any]
NOTHING: Json = {"terms": [], "commit_months": None}


class Sample(NamedTuple):
    """A text, the offer in it, whose it is, how it was put down (spoken, typed, note, asr), and where the call stood."""

    text: str
    offer: Json
    author: str
    style: str
    context: Context = Context()


def read_corpus(folder: Path) -> list[Sample]:
    """Every labelled text below a folder, in the order of the files' names."""
    samples: list[Sample] = []
    for path in sorted((folder / "offers").glob("*.tsv")):
        samples += _read_table(path)
    for path in sorted((folder / "calls").glob("*.yaml")):
        samples += _read_call(path)
    return samples


def digest(folder: Path) -> str:
    """A fingerprint of all the files: weights say by it what they were trained on."""
    found = sorted([*(folder / "offers").glob("*.tsv"), *(folder / "calls").glob("*.yaml")])
    return hashlib.sha256(b"\0".join(path.name.encode() + b"\0" + path.read_bytes() for path in found)).hexdigest()


def _read_table(path: Path) -> Iterator[Sample]:
    author = "house" if path.stem.startswith("house") else path.stem
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        text, offer, style = line.split("\t")
        yield Sample(text, settled(json.loads(offer)), author, style)


def _read_call(path: Path) -> Iterator[Sample]:
    parts = path.stem.split("-")
    author = parts[0] if parts[0][-1].isdigit() else "calls-us" if parts[0] == "us" else "calls-kr"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    fee = _fee(data.get("case") or {})
    context = Context(fee=fee)
    for turn in data["turns"]:
        if "agent" not in turn:
            continue
        offer = settled(turn.get("offer") or NOTHING, context.form)
        yield Sample(turn["agent"], offer, author, "call", context)
        if turn.get("typed"):
            yield Sample(turn["typed"], offer, author, "call-typed", context)
        context = after(context, offer)


def settled(offer: Json, form: str | None = None) -> Json:
    """A label as the definition has it: a contract alone is no offer, and a sum takes the form that is known."""
    if not offer["terms"]:
        return NOTHING
    terms = [{**term, "kind": form} if term["kind"] == "sum" and form in ONCE else term for term in offer["terms"]]
    branches = [settled(branch, form) for branch in offer.get("or") or []]
    return {"terms": terms, "commit_months": offer["commit_months"], **({"or": branches} if branches else {})}


def _fee(case: Mapping[str, Any]) -> int | None:
    digits = "".join(letter for letter in str(case.get("fee") or "") if letter.isdigit() or letter == ".")
    if not digits:
        return None
    is_dollars = "$" in str(case["fee"]) or "." in digits or float(digits) < 1000
    return round(float(digits) * 100) if is_dollars else int(float(digits))


def after(context: Context, offer: Mapping[str, Any]) -> Context:
    """What the next turn finds: the form of sum talked about last, and the sums on the table."""
    terms = [term for term in offer["terms"] if term["kind"] in SUMS]
    if not terms:
        return context
    sums = tuple(term["amount"] if term["currency"] == "KRW" else round(float(term["amount"]) * 100) for term in terms)
    named = [term["kind"] for term in terms if term["kind"] in ONCE]
    return context._replace(form=named[-1] if named else context.form, sums=sums)
