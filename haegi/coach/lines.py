"""The plain front end: prints and prompts. For pipes, screen readers, dumb terminals, and whoever prefers it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from haegi.coach.controller import Coach
from haegi.coach.listening import AgentWords
from haegi.coach.view import Choice, OfferRow, View
from haegi.text.i18n import Locale, say
from haegi.text.terminal import cells, visible, wrap

TRAP = "!"
#: Offers of the whole case that a call shows; the ones before them are no help in it.
OFFERS_SHOWN = 8


def run(coach: Coach, answers: Iterable[str], out: TextIO, width: int = 80) -> None:
    """Hold the call: one answer a line until it is over or the input ends."""
    before: View | None = None
    lines = iter(answers)
    locale = coach.session.setting.locale
    while not coach.session.over:
        question = coach.session.question
        if question and question.ask == "help":
            question.show_by(len(question.options))
        view = coach.view()
        _write(out, render(view, before, width, locale))
        before = view
        answer = next(lines, None)
        if answer is None:
            coach.close()
        elif isinstance(answer, AgentWords):
            coach.listen(answer)
        else:
            coach.answer(answer)


def _write(out: TextIO, lines: Iterable[str]) -> None:
    out.write("\n".join([*map(visible, lines), "> "]))
    out.flush()


def render(view: View, before: View | None, width: int, locale: Locale) -> list[str]:
    """The lines to print for a view: only what is new since the one before, and always the line to say."""
    shown = list(_notices(view, width))
    if before is None or before.title != view.title:
        shown += _head(view, width, locale)
    if before is None or (before.offers, before.versus) != (view.offers, view.versus):
        shown += _ledger(view, width, locale)
    shown += _advice(view, before, width, locale)
    shown += _stage(view, before, width, locale)
    unchanged = bool(view.speech and before and before.choices == view.choices)
    shown += _question(view, width, locale) if view.question else _moves(view, width, locale, unchanged)
    return shown


def _notices(view: View, width: int) -> Iterable[str]:
    for notice in view.notice:
        yield from _hung("* ", notice, width)


def _head(view: View, width: int, locale: Locale) -> list[str]:
    number = say(locale, "coach.nth-call", number=view.number)
    return [*wrap(f"haegi  {view.title} | {view.matter} | {number}", width), ""]


def _stage(view: View, before: View | None, width: int, locale: Locale) -> Iterable[str]:
    if not view.stage:
        if view.watch and before is None:
            yield from wrap(view.watch, width)
        return
    step = f"[{view.step[0]}/{view.step[1]}] " if view.step else ""
    yield ""
    if view.speech:
        yield from _hung(say(locale, "practice.agent") + "  ", view.speech, width)
        if not view.line:
            return
    yield from wrap(f"{step}{view.stage}" + (f" - {view.answering}" if view.answering else ""), width)
    if view.line and not view.waiting:
        yield from _hung("  >> ", view.line, width)
        if view.gloss:
            yield from _hung("     ", f"({view.gloss})", width)
    elif view.waiting:
        yield from _hung("  ", say(locale, "coach.listening"), width)
    if view.silent:
        yield from _hung("   ! ", say(locale, "coach.silent"), width)
    if view.watch and (before is None or before.watch != view.watch):
        yield from _hung("   ! ", view.watch, width)


def _question(view: View, width: int, locale: Locale) -> Iterable[str]:
    yield ""
    yield from wrap(view.question, width)
    yield from _choices(view.choices, width)
    yield from _keys(view, width, locale)


def _moves(view: View, width: int, locale: Locale, unchanged: bool) -> Iterable[str]:
    """The moves under the digits. `unchanged`: they are as they were before, and are left out."""
    yield ""
    if view.guesses:
        yield say(locale, "coach.guesses")
        yield from _choices(view.guesses, width)
    if view.choices and not unchanged:
        yield say(locale, "practice.you" if view.speech else "coach.agent-now")
        yield from _choices(view.choices, width)
    yield from _keys(view, width, locale)


def _choices(choices: Iterable[Choice], width: int) -> Iterable[str]:
    for choice in choices:
        mark = f" {TRAP}" if choice.trap else ""
        yield from _hung(f"  {choice.key} ", choice.label + mark, width)


def _keys(view: View, width: int, locale: Locale) -> list[str]:
    """The labels of 0, Enter and `/`, in one row where they fit."""
    row = "  " + "   ".join(view.keys(locale))
    return [row] if cells(row) <= width else _hung("  ", row, width)


def _ledger(view: View, width: int, locale: Locale) -> Iterable[str]:
    if not view.offers:
        return
    yield ""
    target = say(locale, "coach.target", target=view.target) if view.target else ""
    yield from _hung("", say(locale, "coach.offers") + (f"  ({target})" if target else ""), width)
    earlier = len(view.offers) - OFFERS_SHOWN
    if earlier > 0:
        yield from _hung("  ", say(locale, "coach.earlier-offers", count=earlier), width)
    for row in view.offers[-OFFERS_SHOWN:]:
        yield from _hung("  ", offer_line(row, locale), width)
    yield from _hung("  ", view.versus, width) if view.versus else ()


def offer_line(row: OfferRow, locale: Locale) -> str:
    """One row of the ledger as a sentence."""
    share = f" ({row.share:.0%})" if row.share is not None else ""
    return f"{say(locale, 'coach.nth', call=row.call, round=row.round)}  {row.wording} = {row.worth}{share}"


def _advice(view: View, before: View | None, width: int, locale: Locale) -> Iterable[str]:
    action, text = view.advice
    if action and (before is None or before.advice != view.advice):
        yield from _hung("=> ", f"{say(locale, f'advice.action-{action}')}: {text}", width)


def _hung(lead: str, text: str, width: int) -> list[str]:
    """Wrapped text behind a lead, its further lines set in under the first."""
    lines = wrap(text, max(width - len(lead), 10)) or [""]
    return [lead + lines[0], *(" " * len(lead) + line for line in lines[1:])]
