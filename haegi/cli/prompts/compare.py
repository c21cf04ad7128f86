"""`haegi compare` without a file: question by question what a table of services needs, as a compare file.

Questions go to stderr, so that the answer alone is on stdout. Enter, or the end of input, skips one; an answer that can't be
read is asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from pathlib import Path as File
from typing import Any, NamedTuple

from pydantic import ValidationError

from haegi.call import cue
from haegi.cli.context import Context
from haegi.compare.compare_file import Amount, CompareFile, GiftText, OfferText
from haegi.compare.comparison import NOTHING, Basis
from haegi.errors import Failure, HaegiError
from haegi.files.recovery import fitted
from haegi.files.yaml_reader import Source, loads, value_of, written
from haegi.text.dates import later, read_date
from haegi.text.units import read_speed

# Nothing, which is a sum as well, and nothing known.
_NONE = frozenset({"없음", "없다", "없어요", "none", "no"})
_UNKNOWN = frozenset({"모름", "몰라", "몰라요", "unknown", "?", "-"})
_KINDS = {"1": "switch", "2": "stay"} | dict.fromkeys(("switch", "옮기기", "옮김", "이동"), "switch")
_KINDS |= dict.fromkeys(("stay", "남기", "남음", "재약정", "renew"), "stay")
_MONTHS = re.compile(r"(\d{1,3})\s*(개월|달|months?|mo|년|years?|yr)?", re.IGNORECASE)

#: Fields of a compare file, by their names.
Fields = dict[str, Any]


class Save(NamedTuple):
    """Where the answers are to be written, if anywhere."""

    path: str
    force: bool


class Question(NamedTuple):
    """A question by its key in the catalogue, the field that its answer gives (several where that is empty), and its reader."""

    key: str
    field: str
    read: Callable[[str], Any]


def asked(context: Context, basis: Basis, save: Save) -> Source[CompareFile] | None:
    """What the person answers, as a compare file; None where no option was named. What the basis knows is not asked."""
    if save.path and File(save.path).exists() and not save.force:
        raise Failure("file.exists", path=save.path)
    context.talk(context.say("ask.intro"))
    whole: Fields = {"current": _current(context, basis)}
    whole |= _answer(context, Question("household", "household", _list))
    whole["options"] = list(_options(context))
    if not whole["options"]:
        return None
    text = written({key: value for key, value in whole.items() if value})
    if save.path:
        context.write_file(File(save.path), text.encode("utf-8"), force=save.force)
        context.talk(context.say("case.written", path=save.path))
    return loads(text, CompareFile, save.path or "-")


def _current(context: Context, basis: Basis) -> Fields:
    """Today's service, but for what a case has told already."""
    told = {
        "provider": basis.provider, "fee": basis.fee, "contract": basis.contract.end, "length": basis.contract.end, "exit": basis.contract.asked,
    }  # fmt: skip
    return _answers(context, (question for question in _questions(context.day()) if not told.get(question.key)), {})


def _options(context: Context) -> Iterator[Fields]:
    """Option by option, until a name is left empty."""
    taken = {NOTHING}
    while True:
        name = _line(context, context.say("ask.name", number=len(taken)))
        if not name:
            return
        if name in taken or len(name) > 80:
            context.talk(context.say("M012", name=name) if name in taken else context.say("ask.long", most=80))
            continue
        option = _option(context, name)
        if option:
            taken.add(name)
            yield option


def _option(context: Context, name: str) -> Fields | None:
    """One option; None, and said so, where there is nothing to stay for."""
    fields: Fields = {"name": name, "kind": "switch"} | _answer(context, Question("kind", "kind", _kind))
    stays = fields["kind"] == "stay"
    fields = _answers(context, _STAY if stays else _SWITCH, fields)
    if "price_after" not in fields:
        fields.pop("promo_months", None)
    if not stays or "offer" in fields or "monthly_fee" in fields:
        return fields
    context.talk(context.say("ask.nothing-to-stay-for", name=name))
    return None


def _answers(context: Context, questions: Iterable[Question], fields: Fields) -> Fields:
    """The fields with those of the answers; what hangs on a field that was not given is not asked."""
    for question in questions:
        if _AFTER.get(question.key, "") in ("", *fields):
            fields |= _answer(context, question)
    return fields


def _answer(context: Context, question: Question) -> Fields:
    """The fields of an answer, asked for until it can be read; none where it is skipped."""
    while text := _line(context, context.say(f"ask.{question.key}")):
        plain = text.lower().rstrip("?.") or "?"
        if plain in _UNKNOWN or (plain in _NONE and question.key not in _SUMS):
            return {}
        try:
            value = question.read("0" if plain in _NONE else text)
            return {question.field: value} if question.field else value
        except HaegiError as error:
            context.talk(context.say(error.key, **error.params))
        except ValidationError as error:  # said as a fault in a file is
            fault: Mapping[str, Any] = error.errors(include_url=False)[0].get("ctx", {})
            context.talk(context.say(fault.get("code", "ask.unreadable"), **fault.get("params", {})))
    return {}


def _line(context: Context, question: str) -> str:
    """One answer; the end of input is an empty one."""
    try:
        return context.typed((context._replace(stdout=context.stderr).ask(question) or "").strip())
    except (OSError, ValueError):  # closed, or not text
        return ""


def _sum(text: str) -> Any:
    value = value_of(text)
    fitted(value, Amount)
    return value


def _fitting(model: type[OfferText | GiftText], text: str) -> str:
    fitted(text, model)
    return text


def _list(text: str) -> list[str]:
    return [item.strip() for item in re.split(r"[,;]", text) if item.strip()]


def _kind(text: str) -> str:
    kind = _KINDS.get(text.lower())
    if kind is None:
        raise Failure("ask.which-kind", text=text)
    return kind


def _count(text: str) -> int:
    match = _MONTHS.fullmatch(text)
    months = int(match[1]) * (12 if match and (match[2] or "").lower()[:1] in ("년", "y") else 1) if match else 0
    if not 1 <= months <= 120:
        raise Failure("ask.months", text=text)
    return months


def _until(today: date, text: str) -> str:
    """The end of the contract: a day, or the months that are left; a day stays true in a file that is kept."""
    counted = _MONTHS.fullmatch(text)
    end = later(today, _count(text)) - timedelta(days=1) if counted else read_date(text, today)
    return end.isoformat()


def _speeds(text: str) -> Fields:
    sides = [read_speed(side, whole=True) for side in text.split("/")]
    speeds = [float(side) for side in sides if side is not None]
    if len(speeds) != len(sides) or len(speeds) > 2 or not all(0 < speed <= 1_000_000 for speed in speeds):
        raise Failure("ask.speed-how", text=text)
    return {key: int(speed) if speed.is_integer() else speed for key, speed in zip(("down_mbps", "up_mbps"), speeds, strict=False)}


_SUMS = frozenset({"install", "exit", "exit-later", "lost-bundle"})
#: A question that only makes sense after another was answered, by the field that this gave.
_AFTER = {"length": "contract_end", "promo-months": "monthly_fee", "price-after": "promo_months"}
_words = partial(cue.value_of, kind="text")
_SERVICE = (Question("speed", "", _speeds), Question("support", "support", _words), Question("addons", "addons", _list))
_PRICE = (
    Question("new-fee", "monthly_fee", _sum),
    Question("promo-months", "promo_months", _count),
    Question("price-after", "price_after", _sum),
)
_TERMS = (Question("terms", "terms", _words), Question("exit-later", "exit_fee", _sum))
_STAY = (Question("offer", "offer", partial(_fitting, OfferText)), *_PRICE, *_SERVICE, *_TERMS)
_SWITCH = (
    *_PRICE,
    Question("gift", "gift", partial(_fitting, GiftText)),
    Question("install", "install_fee", _sum),
    Question("lost-bundle", "lost_bundle", _sum),
    *_SERVICE,
    *_TERMS,
)


def _questions(today: date) -> Iterator[Question]:
    """What is asked of today's service."""
    yield Question("provider", "provider", _words)
    yield Question("fee", "monthly_fee", _sum)
    yield Question("contract", "contract_end", partial(_until, today))
    yield Question("length", "contract_months", _count)
    yield Question("exit", "exit_fee", _sum)
    yield from _SERVICE
