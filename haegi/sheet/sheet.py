"""The sheet beside the phone: one page from a playbook and, where there is one, the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, count
from typing import Literal, NamedTuple

from haegi.call.case import Case, PastCall, Quote, Round, commitments, facts, offers
from haegi.call.cue import Sentence, Texts, in_words, sentence
from haegi.money.market import Fact, Market, is_old
from haegi.money.money import Currency
from haegi.offers.offer import write
from haegi.offers.valuation import packages
from haegi.playbook.graph import bargains, makes_offers
from haegi.playbook.guard import Value
from haegi.playbook.model import Playbook, Slot
from haegi.sheet.document import Check, Document, Grid, Para, Row, Say, Section
from haegi.text.i18n import Locale, Text, say

Wish = Literal["ko", "en", "both"]

#: Rows of the blanks at the foot: enough for a call, and few enough to leave room for the lines.
_NUMBERS, _ROUNDS, _NOTES = 6, 5, 6
_FACTS = 2
_FIRST = ("target", "reservation", "fee")
#: What a fact is about that helps in mid-call, where no card of the playbook names one.
_TOPICS = ("reach", "expiry", "clawback", "withdrawal", "law")


class Languages(NamedTuple):
    """`first` is the language of the sheet; `second`, where there is one, stands beside it in titles and lines."""

    first: Locale
    second: Locale | None = None

    def title(self, text: Text) -> str:
        """A title, in both languages where there are two."""
        one, other = text.best(self.first), text.only(self.second) if self.second else None
        return f"{one} / {other}" if other and other != one else one

    def text(self, text: Text) -> str:
        """A text of the playbook, in the first language."""
        return text.best(self.first)

    def say(self, key: str, **params: object) -> str:
        """The sheet's own words, in the first language."""
        return say(self.first, key, **params)


def languages_of(wish: Wish, call: Locale) -> Languages:
    """The languages of a sheet: `both` begins with the language of the call."""
    return Languages(call, "en" if call == "ko" else "ko") if wish == "both" else Languages(wish)


class Matter(NamedTuple):
    """What is known beside the playbook: the case with its calls, the market's facts, the day it bears, and today, from
    which the age of facts counts, each if any."""

    case: Case | None = None
    past: Sequence[PastCall] = ()
    market: Market | None = None
    day: date | None = None
    today: date | None = None

    def currency(self, playbook: Playbook) -> Currency:
        return self.case.currency if self.case else playbook.currency


def sheet(playbook: Playbook, languages: Languages, matter: Matter, *, full: bool = False) -> Document:
    """The sheet as a document. `full` adds every card on the pages after the first."""
    lines = _Lines(playbook, languages, matter)
    sections = [
        Section(languages.say("sheet.stages"), tuple(map(lines.stage, _path(playbook), count(1))), "main"),
        Section(languages.say("sheet.before"), tuple(checks_of(playbook, languages)), "either"),
        Section(languages.say("sheet.answers"), tuple(_answers(playbook, lines)), "side", spare=True),
        Section(languages.say("sheet.asks"), tuple(_asks(playbook, matter, languages)), "side"),
        Section(languages.say("sheet.help"), tuple(_help(playbook, matter, languages)), "side"),
        Section(languages.say("sheet.numbers"), tuple(_numbers(playbook, matter, languages)), "foot"),
        Section(languages.say("sheet.rounds"), (_rounds(matter, languages),) if makes_offers(playbook) else (), "foot"),
        Section(languages.say("sheet.notes"), tuple(_notes(matter, languages)), "foot"),
    ]
    if full:
        cards = tuple(lines.card(name, watch=True) for name in playbook.cards)
        sections.append(Section(languages.say("sheet.cards"), cards, "rest"))
    return Document(
        title=languages.title(playbook.title),
        subtitle=_subtitle(playbook, matter, languages),
        language=languages.first,
        sections=tuple(sections),
        fine=_fine(playbook, matter, languages),
        paper="letter" if playbook.market == "us" else "a4",
    )


class _Lines:
    """The lines of a playbook, filled with what the case knows."""

    def __init__(self, playbook: Playbook, languages: Languages, matter: Matter) -> None:
        self._playbook, self._languages = playbook, languages
        past, case = matter.past, matter.case
        self._facts = facts(playbook, case, len(past) + 1, past, matter.today) if case else {"call": 1}
        self._texts = Texts(playbook, self._facts, matter.currency(playbook))

    def first(self, owner: str) -> Sentence | None:
        """The line to say: the first that the facts allow, better one without an open slot."""
        spoken = self._playbook.owned.get(owner, ())
        allowed = [each for each in spoken if each.line.when is None or each.line.when.holds(self._facts)]
        language = self._playbook.language
        fitting = (each for each in allowed if self._texts.has_all(each.line.text(language) or ""))
        found = next(chain(fitting, allowed, spoken), None)
        return sentence(found, language, self._texts) if found else None

    def card(self, name: str, move: str = "", *, watch: bool = False) -> Say:
        """A card as a line to say, under the agent's move that it answers."""
        card, moves = self._playbook.cards[name], self._playbook.moves.agent
        found = self.first(f"card.{name}")
        head = moves[move].label if move in moves else card.title
        trap = any(moves[each].trap for each in card.answers if each in moves)
        note = self._languages.text(card.watch) if watch and card.watch else ""
        return Say(self._languages.text(head), *self._said(found), trap=trap, note=note)

    def stage(self, name: str, number: int) -> Say:
        stage = self._playbook.stages[name]
        title, aim = self._languages.title(stage.title), self._languages.text(stage.aim)
        return Say(title, *self._said(self.first(name)), number=str(number), note=aim)

    def _said(self, found: Sentence | None) -> tuple[str, str]:
        glossed = self._languages.second is not None or self._languages.first != self._playbook.language
        return (found.text, found.gloss if glossed else "") if found else ("", "")


def _path(playbook: Playbook) -> tuple[str, ...]:
    """The stages in order; all of them where the playbook names no path."""
    return tuple(name for name in playbook.path if name in playbook.stages) or tuple(playbook.stages)


def _answers(playbook: Playbook, lines: _Lines) -> Iterator[Say]:
    """A card for each move that matters, the most important first, each card once."""
    shown: set[str] = set()
    for move in ranked(playbook):
        card = playbook.answers.get(move)
        if card is not None and card not in shown:
            shown.add(card)
            yield lines.card(card, move)


def ranked(playbook: Playbook) -> list[str]:
    """The agent's moves that matter, in order: what the playbook puts first, then traps and what the stages of the path
    expect, the more stages expect a move the earlier, a trap before what as many expect."""
    expected = [move for name in _path(playbook) for move in playbook.stages[name].expect]
    traps = [name for name, move in playbook.moves.agent.items() if move.trap]
    weights = {move: 2 * expected.count(move) + 3 * (move in traps) for move in [*expected, *traps]}
    return list(dict.fromkeys((*playbook.sheet.answers, *sorted(weights, key=lambda move: -weights[move]))))


def checks_of(playbook: Playbook, languages: Languages) -> Iterator[Check]:
    """What must be in writing before a yes: as the playbook says, else as such a call needs; what a gift needs only where
    the market has gifts."""
    if playbook.sheet.before is not None:
        yield from (Check(languages.text(text)) for text in playbook.sheet.before)
        return
    telecom = makes_offers(playbook) and _is_telecom(playbook)
    names = ["bill", "term", "renewal", "added", "bundle"] if telecom else ["agreed", "sums", "else"]
    if telecom and playbook.market == "kr":
        names.insert(3, "gift")
    yield from (Check(languages.say(f"sheet.before.{name}")) for name in [*names, "sender"])


def _is_telecom(playbook: Playbook) -> bool:
    """Whether the call is with a carrier: it asks which one, or stands on facts about them."""
    return "carrier" in playbook.slots or any(card.facts for card in playbook.cards.values())


def _asks(playbook: Playbook, matter: Matter, languages: Languages) -> Iterator[Check]:
    """Packages that reach the target of the case, worth the same to the caller, in a call in which terms are bargained for."""
    case = matter.case
    target = case.sum("target") if case and bargains(playbook) else None
    if case and target:
        found = packages(target, case.currency, fee=case.sum("fee"), horizon_months=case.horizon_months)
        yield from (Check(write(offer, languages.first)) for offer, _ in found)


def _help(playbook: Playbook, matter: Matter, languages: Languages) -> Iterator[Para]:
    """Facts that nobody disputes: the playbook's own, else official ones that the cards name, else the surest of each topic
    that helps."""
    if playbook.sheet.facts is not None:
        yield from (Para(languages.text(text)) for text in playbook.sheet.facts)
        return
    if matter.market is None or not _is_telecom(playbook):
        return
    known = matter.market.facts
    named = [known[name] for card in playbook.cards.values() for name in card.facts if name in known]
    surest = [fact for topic in _TOPICS for fact in _about(matter.market, topic)]
    found = [*(fact for fact in named if fact.confidence == "A"), *surest]
    apt = {fact.text.best(languages.first): fact for fact in found if _is_sure(fact) and _concerns(fact, matter)}
    for text, fact in list(apt.items())[:_FACTS]:
        yield Para(text, f"({', '.join(_origin(fact, matter, languages))})")


def _origin(fact: Fact, matter: Matter, languages: Languages) -> Iterator[str]:
    """Where a fact is from, when, and whether that is long ago."""
    yield fact.source.best(languages.first)
    yield fact.date.replace("-", ".") if languages.first == "ko" else fact.date
    if matter.today and is_old(fact, matter.today):
        yield languages.say("sheet.old")


def _about(market: Market, topic: str) -> Sequence[Fact]:
    """The first sure fact of a topic; official ones first."""
    about = [fact for fact in market.facts.values() if topic == fact.topics[0] and _is_sure(fact)]
    return sorted(about, key=lambda fact: fact.confidence)[:1]


def _is_sure(fact: Fact) -> bool:
    return not fact.disputed and not fact.undated and fact.confidence != "C"


def _concerns(fact: Fact, matter: Matter) -> bool:
    """Whether the fact is about every provider, or about several, or about the customer's own."""
    if len(fact.carriers) != 1 or matter.market is None:
        return len(fact.carriers) != 1
    own = str(matter.case.slots.get("carrier", "")).casefold() if matter.case else ""
    names = matter.market.carriers[fact.carriers[0]]
    return bool(own) and any(own in (name or "").casefold().split() for name in (names.ko, names.en))


def _numbers(playbook: Playbook, matter: Matter, languages: Languages) -> Iterator[Row]:
    """The caller's own numbers and dates with blanks for what is unknown, then the quotes."""
    slots = matter.case.slots if matter.case else {}
    order = sorted(playbook.slots, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    wanted = [name for name in order if name in slots or _is_blank(playbook.slots[name], matter)]
    quotes = [_quote(quote, matter, languages) for quote in (matter.case.quotes if matter.case else ())]
    if not quotes and bargains(playbook):
        quotes = [Row(languages.say("sheet.quote"))]
    room = max(_NUMBERS - len(quotes), 1)
    currency = matter.currency(playbook)
    kept = sorted(wanted, key=lambda name: name not in slots and name not in _FIRST)[:room]
    for name in (each for each in wanted if each in kept):
        slot = playbook.slots[name]
        value = _value(slot, slots[name], languages, currency) if name in slots else ""
        yield Row(languages.text(slot.label), value)
    yield from quotes


def _is_blank(slot: Slot, matter: Matter) -> bool:
    """Whether a number is missing that this matter may need; with no case, it may be any matter."""
    fits = matter.case is None or slot.when is None or slot.when.holds(matter.case.slots)
    return fits and slot.type in ("money", "date")


def _value(slot: Slot, value: Value, languages: Languages, currency: str) -> str:
    return str(value) if slot.type == "date" else in_words(value, slot.type, languages.first, currency)


def _quote(quote: Quote, matter: Matter, languages: Languages) -> Row:
    """What was quoted and when: a quote without its date is weak in a call."""
    currency = matter.case.currency if matter.case else "KRW"
    amount = in_words(quote.amount, "money", languages.first, currency) if quote.amount is not None else ""
    fee = in_words(quote.fee, "money", languages.first, currency) if quote.fee is not None else ""
    monthly = languages.say("sheet.monthly", fee=fee) if fee else ""
    parts = [quote.provider, quote.product, quote.gift or amount, monthly, quote.where]
    seen = f" ({quote.seen.isoformat() if quote.seen else languages.say('quote.no-day')})"
    return Row(languages.say("sheet.quote"), " ".join(part for part in parts if part) + seen)


def _rounds(matter: Matter, languages: Languages) -> Grid:
    """The offers round by round: those of earlier calls, then room for those of this one."""
    past = [each for call in matter.past for each in offers(call)][-(_ROUNDS - 2) :]
    currency = matter.case.currency if matter.case else "KRW"
    rows = [(str(each.call), each.wording or each.text, worth(each, languages, currency)) for each in past]
    blanks = [("", "", "")] * (_ROUNDS - len(rows))
    heads = tuple(languages.say(f"sheet.rounds.{name}") for name in ("call", "offer", "worth"))
    return Grid(heads, (*rows, *blanks), (2, 6, 5))


def worth(each: Round, languages: Languages, currency: Currency) -> str:
    shown = "" if each.worth is None else in_words(each.worth, "money", languages.first, currency)
    return languages.say("offer.before-conditions", value=shown) if shown and each.conditional else shown


def _notes(matter: Matter, languages: Languages) -> Iterator[Row]:
    """Who and when, and what was promised, with room for more."""
    promised = [each for call in matter.past for each in commitments(call)][-3:]
    for name in ("agent", "line", "time", "reference"):
        yield Row(languages.say(f"sheet.notes.{name}"))
    promise = languages.say("sheet.notes.promise")
    yield from (Row(promise, f"{each.text} {each.due or ''}".strip()) for each in promised)
    yield from (Row(promise) for _ in range(max(_NOTES - 4 - len(promised), 1)))


def _subtitle(playbook: Playbook, matter: Matter, languages: Languages) -> str:
    """What the call is about, or whose it is, and the day."""
    slots = matter.case.slots if matter.case else {}
    about = " ".join(str(slots[name]) for name in ("carrier", "product") if slots.get(name))
    if not about and playbook.about:
        about = languages.text(playbook.about)
    day = languages.say("sheet.day", day=matter.day.isoformat()) if matter.day else ""
    nth = languages.say("sheet.nth", number=str(len(matter.past) + 1)) if matter.past else ""
    return "  |  ".join(part for part in (about, nth, day) if part)


def _fine(playbook: Playbook, matter: Matter, languages: Languages) -> str:
    dated = languages.say("sheet.dated") if any(_help(playbook, matter, languages)) else ""
    made = languages.say("sheet.made", playbook=playbook.id)
    return " ".join(part for part in (languages.say("sheet.no-advice"), dated, made) if part)
