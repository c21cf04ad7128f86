"""The questions the coach asks, each answered by one key or a few words: who rang, which move, what offer, when again.

What an answer does is handed in by whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal, NamedTuple

from haegi.call.cue import day_in_words, likely_moves
from haegi.coach.services import OfferReading
from haegi.coach.view import Ask, Choice, text_of
from haegi.playbook.graph import bargains
from haegi.playbook.model import Playbook
from haegi.text.i18n import Locale, say

Action = Callable[[], object]

#: Digits 1 to 9 choose; 0 turns the page.
PAGE = 9


class Option(NamedTuple):
    """One answer to a question, under a digit or another key."""

    label: str
    act: Action
    trap: bool = False
    key: str = ""


class Guess(NamedTuple):
    """What the agent's words may have been, under a digit; nobody has to say which. Taking one leaves those of the other kind."""

    kind: Literal["offer", "move"]
    option: Option


def leave_open() -> None:
    """Enter goes on without an answer."""


@dataclass(eq=False, slots=True)
class Question:
    """Something haegi asks. An answer by digit or Enter closes it, and then acts.

    `typed` takes other words, and says whether they were an answer; if not, they are taken as if nothing had been
    asked. `page` counts from 0; a page holds `page_size` options.
    """

    ask: Ask
    text: str
    options: Sequence[Option] = ()
    enter: Action = leave_open
    enter_label: str = ""
    typed: Callable[[str], bool] | None = None
    #: What 0 asks instead, and the label of it; under the list of commands, what was asked before.
    instead: Question | None = None
    zero_label: str = ""
    page: int = 0
    page_size: int = PAGE

    def shown(self) -> Sequence[Option]:
        """The options of the page that is open."""
        return self.options[self.page * self.page_size : (self.page + 1) * self.page_size]

    def choices(self) -> tuple[Choice, ...]:
        """The open page under digits."""
        return tuple(Choice(option.key or str(digit), option.label, option.trap) for digit, option in enumerate(self.shown(), 1))

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.options) // self.page_size))

    def show_by(self, count: int) -> None:
        """So many options a page; a page that is none any more becomes the first."""
        self.page_size = count
        self.page = min(self.page, self.pages - 1)

    def turn_page(self, by: int = 1) -> None:
        """On to the next page, after the last to the first."""
        self.page = (self.page + by) % self.pages


def ask_opening(
    playbook: Playbook, number: int, others: Iterable[tuple[str, str]], locale: Locale, *,
    begin: Callable[[str], object], leave_for: Callable[[str], object],
) -> Question:
    """Who rang whom? Enter is the first answer, because a phone is ringing. `others` are other calls, by id and title."""
    slots = {"call": number}
    possible = {name: way for name, way in playbook.openings.items() if way.when is None or way.when.holds(slots)}
    openings = possible or playbook.openings
    options = [Option(text_of(way.title, locale), partial(begin, name)) for name, way in openings.items()]
    calls = [Option(title, partial(leave_for, name)) for name, title in others]
    instead = Question("opening", say(locale, "coach.which-call"), calls, options[0].act, options[0].label) if calls else None
    zero = say(locale, "coach.other-calls") if calls else ""
    return Question(
        "opening", say(locale, "coach.who-rang"), options, options[0].act, options[0].label, instead=instead, zero_label=zero
    )


def guess_offers(readings: Sequence[OfferReading], locale: Locale, take: Callable[[OfferReading], object]) -> list[Guess]:
    """An offer that was read without being sure, by its likeliest readings."""
    labels = ((say(locale, "coach.guess-offer", wording=reading.wording), reading) for reading in readings[:2])
    return [Guess("offer", Option(label, partial(take, reading))) for label, reading in labels]


def waiting_offer(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """The likeliest reading of an offer that is not confirmed: it waits, whatever else goes on."""
    return tuple(guess for guess in guesses if guess.kind == "offer")[:1]


def guess_moves(
    playbook: Playbook, moves: Iterable[str], locale: Locale, pick: Callable[[str], object]
) -> list[Guess]:
    """Moves that the words may have made."""
    return [Guess("move", option) for option in _move_options(playbook, moves, locale, pick)]


def ask_everything(
    playbook: Playbook, stage: str, locale: Locale, *, pick: Callable[[str], object],
    go: Callable[[str], object], card: Callable[[str], object],
) -> Question:
    """Every move, those under no digit first; then the ways the caller can turn to, then the cards by name."""
    likely = likely_moves(playbook, stage)
    rest = [move for move in playbook.moves.agent if move not in likely]
    options = [
        *_move_options(playbook, [*rest, *likely], locale, pick),
        *(Option(say(locale, "coach.i-will", what=title), partial(go, name)) for name, title in _ways(playbook, locale)),
        *(
            Option(say(locale, "coach.card", what=text_of(entry.title, locale)), partial(card, name))
            for name, entry in playbook.cards.items()
        ),
    ]
    return ask_list(say(locale, "coach.everything"), options, locale)


def ask_list(text: str, options: Sequence[Option], locale: Locale) -> Question:
    return Question("list", text, options, enter_label=say(locale, "coach.back"))


def list_commands(names: Mapping[str, str], locale: Locale, before: Question | None) -> Question:
    """All commands, by their English and Korean names; any answer is one to the question before it."""
    options = [
        Option(say(locale, f"coach.help-{name}"), leave_open, key=f"/{korean} /{name}") for name, korean in names.items()
    ]
    return Question("help", say(locale, "coach.help"), options, enter_label=say(locale, "coach.back"), instead=before)


def _ways(playbook: Playbook, locale: Locale) -> Iterator[tuple[str, str]]:
    for name in playbook.ways:
        yield name, text_of((playbook.stages.get(name) or playbook.ends[name]).title, locale)


def _move_options(
    playbook: Playbook, moves: Iterable[str], locale: Locale, pick: Callable[[str], object]
) -> Iterator[Option]:
    for name in moves:
        move = playbook.moves.agent[name]
        yield Option(text_of(move.label, locale), partial(pick, name), move.trap)


def ask_how_it_ended(locale: Locale, end: Callable[[str], object], speak: Action | None = None) -> Question:
    """The line is dead or they said goodbye: how did the call end? Enter is to `speak`, or leaves it open."""
    outcomes = ("deferred", "accepted", "cancelled", "refused", "cut")
    options = [Option(say(locale, f"outcome.{outcome}"), partial(end, outcome)) for outcome in outcomes]
    enter = say(locale, "coach.enter-said" if speak else "coach.not-over")
    return Question("end", say(locale, "coach.how-ended"), options, speak or leave_open, enter, zero_label=say(locale, "coach.zero"))


def ask_offer(label: str, key: str, locale: Locale, typed: Callable[[str], bool]) -> Question:
    """The agent offered something: what? Enter leaves it open. A digit is the agent's next move."""
    skip = say(locale, "coach.skip")
    return Question("offer", say(locale, key, move=label), enter_label=skip, typed=typed)


def offer_key(playbook: Playbook, currency: str, key: str) -> str:
    """The sentence about an offer with the example that fits this call."""
    if not bargains(playbook):
        return f"{key}-remedy"
    return f"{key}-dollars" if currency == "USD" else key


def ask_day(usual: date, locale: Locale, enter: Action, typed: Callable[[str], bool]) -> Question:
    """A deferral gets a day on which the call goes on."""
    day = day_in_words(usual.isoformat(), locale)
    return Question("date", say(locale, "coach.when-again", day=day), (), enter, day, typed)
