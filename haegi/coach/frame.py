"""One picture of the full screen: a view laid out for so many cells and rows.

Everything is drawn with ASCII marks and letters, because box and block characters are one cell wide in some
terminals and two in others. Where rows are scarce, the least important goes first, in the order of `_trim`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from haegi.coach.view import Choice, OfferRow, View, clock
from haegi.text.i18n import Locale, say
from haegi.text.terminal import cells, clip, pad, wrap

#: Styles are words of prompt_toolkit, which `ansi` knows as well.
LINE, QUIET, TRAP, STRONG, GOOD = "bold reverse", "dim", "bold ansired", "bold", "bold ansigreen"
_SGR = {
    "bold": "1", "dim": "2", "reverse": "7", "ansired": "31", "ansigreen": "32", "ansiyellow": "33", "ansicyan": "36",
}  # fmt: skip

#: From this width on, the agent's moves stand in two columns.
TWO_COLUMNS = 72
#: The line to say is set no wider than this: longer rows are hard to read aloud.
MEASURE = 64


#: Rows of styles and texts.
Painted = list[list[tuple[str, str]]]


@dataclass(slots=True)
class Row:
    """One row of the screen: pieces of text with their styles."""

    pieces: list[tuple[str, str]] = field(default_factory=list)

    def painted(self, width: int) -> list[tuple[str, str]]:
        """Styles and texts, cut to a width in cells."""
        painted: list[tuple[str, str]] = []
        left = width
        for piece, style in self.pieces:
            shown = clip(piece, left)
            painted.append((style, shown))
            left -= cells(shown)
        return painted


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
    guesses: list[Row]
    title: list[Row]
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
        body = [*heard, *self.stage, *gap, *speech, *(gap if speech else []), *self.watch, *self.notice, *self.guesses, *gap]
        table = [rule, *self.ledger, *self.advice] if self.ledger or self.advice else []
        return [*self.head, rule, *body, *self.title, *self.moves, *self.keys, *table, rule, *self.foot]


def frame(view: View, width: int, height: int, locale: Locale) -> Painted:
    """The whole screen, exactly `height` rows, none wider than `width` cells. The last one is where is typed."""
    rule = Row([("-" * width, QUIET)])
    parts = _parts(view, width, locale)
    rows = _trim(parts, rule, height)
    filler = [Row()] * max(0, height - len(rows))
    foot = len(parts.foot) + 1
    filled = [*rows[:-foot], *filler, *rows[-foot:]]
    return [row.painted(width) for row in filled[:height]]


def plain(painted: Painted) -> list[str]:
    """The rows without their styles."""
    return ["".join(text for _, text in row) for row in painted]


def ansi(painted: Painted, *, colour: bool) -> str:
    """The rows for a terminal, without the help of a library."""
    return "\r\n".join("".join(_escaped(style, text, colour=colour) for style, text in row) for row in painted)


def _escaped(style: str, text: str, *, colour: bool) -> str:
    codes = [_SGR[word] for word in style.split() if colour or not word.startswith("ansi")]
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if codes else text


def _parts(view: View, width: int, locale: Locale) -> Parts:
    measure = min(width - 4, MEASURE + (8 if width >= 100 else 0))
    speaking = bool(view.line) and not view.waiting
    return Parts(
        head=_head(view, width, locale),
        speech=_speech(view, width, locale),
        stage=_stage(view, width, locale),
        line=_line(view.line, measure, width) if speaking else _listening(view, measure, width, locale),
        gloss=_wrapped(view.gloss, measure - 3, QUIET, "    ") if speaking else [],
        watch=_watch(view, width, locale),
        notice=[row for notice in view.notice for row in _wrapped(notice, width - 7, "ansicyan", "  * ")],
        guesses=_guesses(view, width, locale),
        title=_title(view, locale),
        moves=_moves(view, width),
        keys=[Row([(" " + row, QUIET)]) for row in _keys(view, width - 1, locale)],
        ledger=_ledger(view, width, locale),
        advice=_advice(view, width, locale),
        foot=[Row([(" > ", STRONG), (say(locale, "practice.type-here" if view.speech else "coach.type-here"), QUIET)])],
    )


def _trim(parts: Parts, rule: Row, height: int) -> list[Row]:
    """Rows that fit. First the air goes, then old offers, the gloss, the hints, the notices; the line stays."""
    def cut(name: str, count: int) -> Callable[[], None]:
        return lambda: setattr(parts, name, _cut(getattr(parts, name), count))

    steps: list[Callable[[], None]] = [
        lambda: setattr(parts, "airy", False),
        lambda: setattr(parts, "line", [row for row in parts.line if any(text.strip() for text, _ in row.pieces)]),
        lambda: setattr(parts, "ledger", parts.ledger[-2:]),
        cut("notice", max(2, height // 3)),
        cut("watch", 2),
        cut("gloss", 2),
        cut("advice", 3),
        lambda: setattr(parts, "ledger", parts.ledger[-1:]),
        cut("watch", 1),
        cut("gloss", 0),
        cut("notice", 3),
        cut("watch", 0),
        cut("title", 0),
        cut("advice", 1),
        cut("notice", 2),
        cut("ledger", 0),
        lambda: setattr(parts, "moves", parts.moves[: max(3, height - 9)]),
    ]
    rows = parts.rows(rule)
    for step in steps:
        if len(rows) <= height:
            break
        step()
        rows = parts.rows(rule)
    return rows


def _cut(rows: list[Row], count: int) -> list[Row]:
    """The first rows, with a sign where some are left out."""
    if len(rows) <= count:
        return rows
    return [*rows[: count - 1], Row([*rows[count - 1].pieces, (" ..", QUIET)])] if count else []


def _head(view: View, width: int, locale: Locale) -> list[Row]:
    clocks = f"{say(locale, 'coach.call')} {clock(view.clock)}"
    if view.holding or view.held:
        clocks += f"  {say(locale, 'coach.hold')} {clock(view.held)}"
    number = say(locale, "coach.nth-call", number=view.number)
    left = f" haegi  {view.title}  {view.matter}  {number}"
    room = width - cells(clocks) - 3
    style = "bold ansiyellow" if view.holding else STRONG
    return [Row([(pad(clip(left, room), room), ""), ("  ", ""), (clocks, style)])]


def _stage(view: View, width: int, locale: Locale) -> list[Row]:
    step = f"{view.step[0]}/{view.step[1]}  " if view.step else ""
    if view.question and view.ask not in ("offer", "move", "end"):
        return _wrapped(view.question, width - 2, STRONG, " ")
    title = view.answering or view.stage
    row = Row([(f" {step}", QUIET), (title, STRONG)])
    if view.more and width >= 60:
        row.pieces.append(("   " + say(locale, "coach.arrows"), QUIET))
    rows = [row]
    if view.ask in ("offer", "end"):
        rows += _wrapped(view.question, width - 2, "bold ansicyan", " ")
    return rows


def _speech(view: View, width: int, locale: Locale) -> list[Row]:
    """In a rehearsal: what the simulated agent says."""
    if not view.speech:
        return []
    lead = Row([(" " + say(locale, "practice.agent"), QUIET)])
    return [lead, *_wrapped(view.speech, width - 6, "bold ansicyan", "    ")]


def _line(text: str, measure: int, width: int) -> list[Row]:
    """The line to say as one solid block across the screen: the biggest thing there is."""
    texts = ["", *wrap(text, measure), ""]
    return [Row([(pad(f"    {text}", width), LINE)]) for text in texts]


def _listening(view: View, measure: int, width: int, locale: Locale) -> list[Row]:
    """Nothing is to be said now; what was said stays in sight, for who pressed Enter too soon."""
    if not view.waiting:
        return []
    said = _wrapped(say(locale, "coach.said-last", line=view.said), measure, QUIET, "    ") if view.said else []
    silence = _line(say(locale, "coach.silent"), measure, width) if view.silent else []
    return [*silence, *_wrapped(say(locale, "coach.listening"), measure, "bold ansicyan", "    "), *said]


def _watch(view: View, width: int, locale: Locale) -> list[Row]:
    """What to watch for; before a line that follows a push: silence first."""
    first = say(locale, "coach.silent") if view.silent and not view.waiting else ""
    return [
        *_wrapped(first, width - 4, "bold ansiyellow", "  ! "),
        *_wrapped("" if view.silent and view.waiting else view.watch, width - 7, "ansiyellow", "  ! "),
    ]


def _wrapped(text: str, width: int, style: str, lead: str) -> list[Row]:
    lines = wrap(text, width - max(cells(lead) - 4, 0)) if text else []
    return [Row([(lead if n == 0 else " " * cells(lead), style), (line, style)]) for n, line in enumerate(lines)]


def _guesses(view: View, width: int, locale: Locale) -> list[Row]:
    """What the agent's words may have been, under digits."""
    if not view.guesses:
        return []
    title = Row([(" " + say(locale, "coach.guesses"), "ansicyan")])
    return [title, *(row for choice in view.guesses for row in _guess(choice, width - 6))]


def _guess(choice: Choice, width: int) -> list[Row]:
    """A guess whole, because two readings of an offer may differ at their ends."""
    style = TRAP if choice.trap else ""
    first, *rest = wrap(choice.label + (" !" if choice.trap else ""), width)
    return [Row([(f"  {choice.key}  ", STRONG), (first, style)]), *(Row([("     ", ""), (row, style)]) for row in rest)]


def _title(view: View, locale: Locale) -> list[Row]:
    if view.question or not view.choices:
        return []
    return [Row([(" " + say(locale, "practice.you" if view.speech else "coach.agent-now"), QUIET)])]


def _moves(view: View, width: int) -> list[Row]:
    if width < TWO_COLUMNS or len(view.choices) < 4:
        return [Row(_choice(choice, width - 1)) for choice in view.choices]
    half = -(-len(view.choices) // 2)
    column = (width - 2) // 2
    pairs = zip(view.choices[:half], [*view.choices[half:], None], strict=False)
    return [_pair(left, right, column) for left, right in pairs]


def _pair(left: Choice, right: Choice | None, column: int) -> Row:
    pieces = _choice(left, column)
    used = sum(cells(text) for text, _ in pieces)
    return Row([*pieces, (" " * max(column - used, 0), ""), *(_choice(right, column) if right else [])])


def _choice(choice: Choice, width: int) -> list[tuple[str, str]]:
    mark = " !" if choice.trap else ""
    label = clip(choice.label, width - 5 - len(mark) - 1)
    return [(f"  {choice.key}  ", STRONG), (label, TRAP if choice.trap else ""), (mark, TRAP)]


def _keys(view: View, width: int, locale: Locale) -> list[str]:
    """What 0, Enter, 9 and `/` do, in one row where they fit."""
    row = "   ".join(view.keys(locale))
    return [row] if cells(row) <= width else wrap(row, width)


def _ledger(view: View, width: int, locale: Locale) -> list[Row]:
    bar = 20 if width >= 100 else 10 if width >= 60 else 0
    rows = [_offer(row, bar, width, locale) for row in view.offers[-4:]]
    if rows and view.target:
        rows[-1].pieces.append((f"  {say(locale, 'coach.target', target=view.target)}", QUIET))
    return rows


def _offer(row: OfferRow, bar: int, width: int, locale: Locale) -> Row:
    lead = f" {say(locale, 'coach.nth', call=row.call, round=row.round)}  "
    room = max(12, width - cells(lead) - max(15, cells(row.worth) + 2) - bar - (18 if bar else 0))
    filled = round(min(max(row.share or 0, 0), 1) * bar)
    meter = "#" * filled + "-" * (bar - filled) if row.share is not None else ""
    style = GOOD if (row.share or 0) >= 1 else STRONG
    worth = " " * max(13 - cells(row.worth), 1) + row.worth
    wording = pad(clip(row.wording, room), room)
    return Row([(lead, QUIET), (wording, ""), (worth, style), ("  ", ""), (meter, "ansigreen")])


def _advice(view: View, width: int, locale: Locale) -> list[Row]:
    """What is advised, and what staying lacks against switching."""
    action, text = view.advice
    versus = _wrapped(view.versus, width - 4, QUIET, " ")
    if not action:
        return versus
    word = say(locale, f"advice.action-{action}")
    rows = wrap(text, width - cells(word) - 6) or [""]
    lead = " " * (cells(word) + 3)
    first = Row([(f" {word}  ", "bold ansicyan"), (rows[0], "")])
    return [*_cut([first, *(Row([(lead + row, "")]) for row in rows[1:])], 2), *versus]
