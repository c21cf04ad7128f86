"""One picture of the full screen: a view laid out for so many cells and rows.

Everything is drawn with ASCII marks and letters, because box and block characters are one cell wide in some
terminals and two in others. Where rows are scarce, the least important goes first, in the order of `_trim`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rich.text import Text

from haegi.coach.view import Choice, OfferRow, View, clock
from haegi.text.i18n import Locale, say
from haegi.text.terminal import cells, clip, pad, wrap

LINE, QUIET, TRAP, STRONG, GOOD = "bold reverse", "dim", "bold red", "bold", "bold green"

#: From this width on, the agent's moves stand in two columns.
TWO_COLUMNS = 72
#: The line to say is set no wider than this: longer rows are hard to read aloud.
MEASURE = 64


@dataclass(slots=True)
class Row:
    """One row of the screen: pieces of text with their styles."""

    pieces: list[tuple[str, str]] = field(default_factory=list)

    def text(self, width: int) -> Text:
        text = Text(no_wrap=True, end="")
        left = width
        for piece, style in self.pieces:
            shown = clip(piece, left)
            text.append(shown, style)
            left -= cells(shown)
        return text


@dataclass(slots=True)
class Parts:
    """The sections of a frame, top to bottom."""

    head: list[Row]
    speech: list[Row]
    stage: list[Row]
    line: list[Row]
    gloss: list[Row]
    watch: list[Row]
    notice: list[Row]
    moves: list[Row]
    keys: list[Row]
    ledger: list[Row]
    advice: list[Row]
    foot: list[Row]
    airy: bool = True

    def rows(self, rule: Row) -> list[Row]:
        gap = [Row()] if self.airy else []
        speech = [*self.line, *(gap if self.gloss else []), *self.gloss]
        heard = [*self.speech, *gap] if self.speech else []
        body = [*heard, *self.stage, *gap, *speech, *(gap if speech else []), *self.watch, *self.notice, *gap]
        table = [rule, *self.ledger, *self.advice] if self.ledger or self.advice else []
        return [*self.head, rule, *body, *self.moves, *self.keys, *table, rule, *self.foot]


def frame(view: View, typed: str, width: int, height: int, locale: Locale) -> Text:
    """The whole screen as one text, exactly `height` rows at most and no row wider than `width` cells."""
    rule = Row([("-" * width, QUIET)])
    parts = _parts(view, typed, width, locale)
    rows = _trim(parts, rule, height)
    filler = [Row()] * max(0, height - len(rows))
    foot = len(parts.foot) + 1
    filled = [*rows[:-foot], *filler, *rows[-foot:]]
    return Text("\n").join(row.text(width) for row in filled[:height])


def _parts(view: View, typed: str, width: int, locale: Locale) -> Parts:
    measure = min(width - 4, MEASURE + (8 if width >= 100 else 0))
    speaking = bool(view.line) and not view.waiting
    return Parts(
        head=_head(view, width, locale),
        speech=_speech(view, width, locale),
        stage=_stage(view, width, locale),
        line=_line(view, measure, width) if speaking else _listening(view, measure, locale),
        gloss=_wrapped(view.gloss, measure, QUIET, "    ") if speaking else [],
        watch=_wrapped(view.watch, width - 4, "yellow", "  ! ") if view.watch else [],
        notice=[row for notice in view.notice for row in _wrapped(notice, width - 4, "cyan", "  * ")],
        moves=_moves(view, width, locale),
        keys=[Row([(" " + row, QUIET)]) for row in _keys(view, width - 1, locale)],
        ledger=_ledger(view, width, locale),
        advice=_advice(view, width, locale),
        foot=_foot(typed, width, locale, "practice.type-here" if view.speech else "coach.type-here"),
    )


def _trim(parts: Parts, rule: Row, height: int) -> list[Row]:
    """Rows that fit. First the air goes, then old offers, the gloss, the hints, the notices; the line stays."""
    steps: list[Callable[[], None]] = [
        lambda: setattr(parts, "airy", False),
        lambda: setattr(parts, "line", _unpadded(parts.line)),
        lambda: setattr(parts, "ledger", parts.ledger[-2:]),
        lambda: setattr(parts, "notice", parts.notice[: max(2, height // 3)]),
        lambda: setattr(parts, "watch", parts.watch[:2]),
        lambda: setattr(parts, "gloss", parts.gloss[:2]),
        lambda: setattr(parts, "ledger", parts.ledger[-1:]),
        lambda: setattr(parts, "watch", parts.watch[:1]),
        lambda: setattr(parts, "gloss", []),
        lambda: setattr(parts, "notice", parts.notice[:2]),
        lambda: setattr(parts, "ledger", []),
        lambda: setattr(parts, "watch", []),
        lambda: setattr(parts, "advice", parts.advice[:1]),
        lambda: setattr(parts, "moves", parts.moves[: max(3, height - 9)]),
    ]
    rows = parts.rows(rule)
    for step in steps:
        if len(rows) <= height:
            break
        step()
        rows = parts.rows(rule)
    return rows


def _unpadded(block: list[Row]) -> list[Row]:
    return [row for row in block if any(text.strip() for text, _ in row.pieces)]


def _head(view: View, width: int, locale: Locale) -> list[Row]:
    clocks = f"{say(locale, 'coach.call')} {clock(view.clock)}"
    if view.holding or view.held:
        clocks += f"  {say(locale, 'coach.hold')} {clock(view.held)}"
    number = say(locale, "coach.nth-call", number=view.number)
    left = f" haegi  {view.title}  {view.matter}  {number}"
    room = width - cells(clocks) - 3
    style = "bold yellow" if view.holding else STRONG
    return [Row([(pad(clip(left, room), room), ""), ("  ", ""), (clocks, style)])]


def _stage(view: View, width: int, locale: Locale) -> list[Row]:
    step = f"{view.step[0]}/{view.step[1]}  " if view.step else ""
    if view.question and view.ask not in ("offer", "move"):
        return _wrapped(view.question, width - 2, STRONG, " ")
    title = view.answering or view.stage
    row = Row([(f" {step}", QUIET), (title, STRONG)])
    if view.more and width >= 60:
        row.pieces.append(("   " + say(locale, "coach.arrows"), QUIET))
    rows = [row]
    if view.ask == "offer":
        rows += _wrapped(view.question, width - 2, "bold cyan", " ")
    return rows


def _speech(view: View, width: int, locale: Locale) -> list[Row]:
    """In a rehearsal: what the simulated agent says."""
    if not view.speech:
        return []
    lead = Row([(" " + say(locale, "practice.agent"), QUIET)])
    return [lead, *_wrapped(view.speech, width - 6, "bold cyan", "    ")]


def _line(view: View, measure: int, width: int) -> list[Row]:
    """The line to say as one solid block across the screen: the biggest thing there is."""
    rows = wrap(view.line, measure)
    texts = ["", *rows, ""]
    return [Row([(pad(f"    {text}", width), LINE)]) for text in texts]


def _listening(view: View, measure: int, locale: Locale) -> list[Row]:
    if not view.waiting or view.question:
        return []
    return _wrapped(say(locale, "coach.listening"), measure, "bold cyan", "    ")


def _wrapped(text: str, width: int, style: str, lead: str) -> list[Row]:
    lines = wrap(text, width - max(cells(lead) - 4, 0)) if text else []
    return [Row([(lead if n == 0 else " " * cells(lead), style), (line, style)]) for n, line in enumerate(lines)]


def _moves(view: View, width: int, locale: Locale) -> list[Row]:
    if not view.choices:
        return []
    title = [] if view.question else [Row([(" " + say(locale, "practice.you" if view.speech else "coach.agent-now"), QUIET)])]
    if width < TWO_COLUMNS or len(view.choices) < 4:
        return [*title, *(Row(_choice(choice, width - 1)) for choice in view.choices)]
    half = -(-len(view.choices) // 2)
    column = (width - 2) // 2
    pairs = zip(view.choices[:half], [*view.choices[half:], None], strict=False)
    return [*title, *(_pair(left, right, column) for left, right in pairs)]


def _pair(left: Choice, right: Choice | None, column: int) -> Row:
    pieces = _choice(left, column)
    used = sum(cells(text) for text, _ in pieces)
    return Row([*pieces, (" " * max(column - used, 0), ""), *(_choice(right, column) if right else [])])


def _choice(choice: Choice, width: int) -> list[tuple[str, str]]:
    mark = " !" if choice.trap else ""
    label = clip(choice.label, width - 5 - len(mark) - 1)
    return [(f"  {choice.key}  ", STRONG), (label, TRAP if choice.trap else ""), (mark, TRAP)]


def _keys(view: View, width: int, locale: Locale) -> list[str]:
    """The labels of 0, Enter and `/`, in one row where they fit."""
    parts = [f"0 {view.zero}" if view.zero else "", f"Enter {view.enter}" if view.enter else ""]
    row = "   ".join(part for part in [*parts, say(locale, "coach.slash")] if part)
    return [row] if cells(row) <= width else wrap(row, width)


def _ledger(view: View, width: int, locale: Locale) -> list[Row]:
    bar = 20 if width >= 76 else 10 if width >= 60 else 0
    rows = [_offer(row, bar, width, locale) for row in view.offers[-4:]]
    if rows and view.target:
        rows[-1].pieces.append((f"  {say(locale, 'coach.target', target=view.target)}", QUIET))
    return rows


def _offer(row: OfferRow, bar: int, width: int, locale: Locale) -> Row:
    lead = f" {say(locale, 'coach.nth', number=row.call)}  "
    room = max(12, width - cells(lead) - max(15, cells(row.worth) + 2) - bar - (18 if bar else 0))
    filled = round(min(max(row.share or 0, 0), 1) * bar)
    meter = "#" * filled + "-" * (bar - filled) if row.share is not None else ""
    style = GOOD if (row.share or 0) >= 1 else STRONG
    worth = " " * max(13 - cells(row.worth), 1) + row.worth
    wording = pad(clip(row.wording, room), room)
    return Row([(lead, QUIET), (wording, ""), (worth, style), ("  ", ""), (meter, "green")])


def _advice(view: View, width: int, locale: Locale) -> list[Row]:
    action, text = view.advice
    if not action:
        return []
    word = say(locale, f"advice.action-{action}")
    rows = wrap(text, width - cells(word) - 5)
    lead = " " * (cells(word) + 3)
    first = Row([(f" {word}  ", "bold cyan"), (rows[0] if rows else "", "")])
    return [first, *(Row([(lead + row, "")]) for row in rows[1:2])]


def _foot(typed: str, width: int, locale: Locale, invites: str) -> list[Row]:
    if not typed:
        return [Row([(" > ", STRONG), (say(locale, invites), QUIET)])]
    room = max(width - 6, 0)
    shown = typed[len(typed) - room :] if len(typed) > room else typed
    while shown and cells(shown) > room:
        shown = shown[1:]
    return [Row([(" > ", STRONG), (shown, "bold"), ("_", "blink")])]
