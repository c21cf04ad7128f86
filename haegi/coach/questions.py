"""The questions the coach asks, each answered by one key: who rang, which move, what offer, what next, when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from haegi.call.case import commitments
from haegi.call.cue import day_in_words, likely_moves
from haegi.coach import commands
from haegi.coach.question import Option, Question
from haegi.coach.view import text_of
from haegi.playbook.graph import bargains
from haegi.text.i18n import say
from haegi.text.terminal import clip, visible

if TYPE_CHECKING:
    from haegi.coach.session import Session

#: Days until a follow-up when neither side named a day.
USUAL_WAIT = 3


def ask_opening(session: Session) -> None:
    """Who rang whom? Enter is the first answer, because a phone is ringing."""
    known = {"call": session.setting.number}
    openings = [
        (name, opening)
        for name, opening in session.playbook.openings.items()
        if opening.when is None or opening.when.holds(known)
    ] or list(session.playbook.openings.items())
    others = session.setting.others
    if len(openings) == 1 and not others:
        session.begin(openings[0][0])
        return
    locale = session.setting.locale
    options = [Option(text_of(way.title, locale), partial(session.begin, name)) for name, way in openings]
    options += [
        Option(say(locale, "coach.other-call", title=title), partial(session.leave_for, name)) for name, title in others
    ]
    text = say(locale, "coach.who-rang")
    session.question = Question("opening", text, options, options[0].act, options[0].label)


def choose(session: Session, question: Question, number: int) -> None:
    """A digit while a question is open."""
    shown = question.shown()
    if number == 0 and question.pages > 1:
        question.turn()
    elif number == 0 and question.ask == "which":
        list_everything(session)
    elif 1 <= number <= len(shown):
        session.question = None
        shown[number - 1].act()
    else:
        session.tell("coach.no-such-digit", number=number)


def assume(session: Session, question: Question) -> None:
    """Words came where a digit was asked for: take the usual answer, and let the words count."""
    session.question = None
    if question.enter:
        question.enter()


def zero_label(session: Session) -> str:
    """What 0 does now."""
    question, locale = session.question, session.setting.locale
    if question is None:
        return say(locale, "coach.zero")
    if question.pages > 1:
        return say(locale, "coach.zero-page", page=question.page + 1, pages=question.pages)
    return say(locale, "coach.zero") if question.ask == "which" else ""


def list_everything(session: Session) -> None:
    """Every move, then the ways the caller can turn to, then the cards by name."""
    locale = session.setting.locale
    options = [*_moves(session, _all_moves(session)), *_own_ways(session), *_cards(session)]
    session.question = Question("list", say(locale, "coach.everything"), options, session.drop,
                                say(locale, "coach.back"))  # fmt: skip


def _all_moves(session: Session) -> Sequence[str]:
    """Moves that are not under a digit already come first; traps among the rest stay in the playbook's order."""
    here = likely_moves(session.playbook, session.call.snapshot.stage)
    return [*(move for move in session.playbook.moves.agent if move not in here), *here]


def _moves(session: Session, moves: Sequence[str]) -> list[Option]:
    known = session.playbook.moves.agent
    return [Option(session.label(move), partial(session.agent_did, move), known[move].trap) for move in moves]


def _own_ways(session: Session) -> Iterator[Option]:
    locale, book = session.setting.locale, session.playbook
    for name in book.ways:
        title = book.stages[name].title if name in book.stages else book.ends[name].title
        label = say(locale, "coach.i-will", what=text_of(title, locale))
        yield Option(label, partial(_record, session, "go", name))


def _cards(session: Session) -> Iterator[Option]:
    locale = session.setting.locale
    for name, card in session.playbook.cards.items():
        label = say(locale, "coach.card", what=text_of(card.title, locale))
        yield Option(label, partial(_record, session, "card", name))


def _record(session: Session, kind: str, value: str) -> None:
    session.record("go" if kind == "go" else "card", value)


def ask_which(
    session: Session, text: str, guesses: Sequence[str], pick: Callable[[str, str], None] | None = None
) -> None:
    """Words that were not understood for sure: which move were they? The guesses come first."""
    likely = likely_moves(session.playbook, session.call.snapshot.stage)
    rest = (move for move in session.playbook.moves.agent if move not in likely)
    moves = guesses or tuple(dict.fromkeys([*likely, *rest]))
    locale, known = session.setting.locale, session.playbook.moves.agent
    take = pick or session.agent_did
    options = [Option(session.label(move), partial(take, move, text), known[move].trap) for move in moves]
    question = say(locale, "coach.which", text=text_of_person(text))
    session.question = Question("which", question, options, session.drop, say(locale, "coach.which-none"))


def text_of_person(text: str) -> str:
    """A person's words as a face may show them, cut where they would fill the screen."""
    return clip(visible(text), 60)


def ask_offer(session: Session, move: str) -> None:
    """The agent offered something: what? Enter leaves it open."""
    locale = session.setting.locale
    session.question = Question(
        "offer",
        say(locale, offer_words(session, "coach.what-offer"), move=session.label(move)),
        (),
        session.drop,
        say(locale, "coach.skip"),
        partial(_offer_typed, session),
    )


def offer_words(session: Session, key: str) -> str:
    """The sentence about an offer with the example that fits this call."""
    if not bargains(session.playbook):
        return f"{key}-remedy"
    return f"{key}-dollars" if session.setting.case.currency == "USD" else key


def _offer_typed(session: Session, text: str) -> bool:
    """Take words as the offer. A digit is the agent's next move, and words without an offer are heard as usual."""
    taken = session.take_offer(text)
    if taken:
        session.question = None
    return taken


def ask_follow_up(session: Session) -> None:
    """The call is at its end. A deferral gets a day; everything else is closed."""
    outcome = session.call.snapshot.outcome
    if outcome != "deferred":
        commands.finish(session, outcome, "")
        return
    locale, usual = session.setting.locale, usual_day(session)
    session.question = Question(
        "date",
        say(locale, "coach.when-again", day=day_in_words(usual.isoformat(), locale)),
        (),
        partial(commands.finish, session, outcome, usual.isoformat()),
        day_in_words(usual.isoformat(), locale),
        partial(_day_typed, session),
    )


def usual_day(session: Session) -> date:
    """The day the agent promised, where one was; else a few days from today."""
    today = session.setting.today
    promised = [each.due for each in commitments(session.calls()[-1]) if each.due]
    return max(promised, default=today + timedelta(days=USUAL_WAIT))


def _day_typed(session: Session, text: str) -> bool:
    from haegi.text.dates import find_date  # loads slowly, and the phone is ringing

    day = find_date(text, session.setting.today)
    if day is None:
        session.tell("date.none", text=text, example=usual_day(session).isoformat())
    else:
        commands.finish(session, session.call.snapshot.outcome, day.isoformat())
    return True
