"""The commands that begin with `/`. Each takes the words behind it and leaves an event, a notice, or both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, get_args

from haegi.call.case import Outcome, quote_facts
from haegi.coach.questions import Option, ask_list, list_commands, offer_key
from haegi.coach.session import Session
from haegi.coach.view import excerpt, money, text_of
from haegi.errors import Failure, nearest
from haegi.playbook.model import Playbook
from haegi.text.hangul import to_keys
from haegi.text.i18n import Locale, say
from haegi.text.terminal import clip, visible

if TYPE_CHECKING:
    from haegi.call.search import Entry

#: More than anybody types in a call; a pasted book is cut here.
LONGEST = 2_000
_LONGEST_NAME = 40
#: What `/find` shows under digits, and what it shows while a query is being typed.
_MOST_HITS, _HITS_WHILE_TYPING = 9, 4


def run(session: Session, answer: str) -> None:
    """Do what the command says. An unknown one is a notice that names the nearest."""
    word, _, rest = answer[1:].strip().partition(" ")
    name, text = name_of(answer), rest.strip()[:LONGEST]
    if name not in COMMANDS:
        session.tell("coach.no-command", word=word[:20], near=f"/{_near(word[:_LONGEST_NAME])}")
    elif name in _OF_WORDS and not text:
        session.tell("coach.say-what", command=f"/{name}")
    else:
        COMMANDS[name](session, text)


def name_of(answer: str) -> str:
    """The command of an answer by its English name, whether it has its Korean one or the other layout was on (`/ㅕㅜ애`)."""
    word = answer[1:].strip().partition(" ")[0][:_LONGEST_NAME]
    return KOREAN.get(word, to_keys(word).lower())


def _near(word: str) -> str:
    """The command that was perhaps meant: by its meaning, else by its letters or jamo, in the script it was typed in."""
    means = next((name for name, meanings in _MEANINGS.items() if word.lower() in meanings.split()), "")
    if word < "가":
        return means or nearest(to_keys(word).lower(), COMMANDS, 0.4) or "help"
    by_keys, shown = {to_keys(each): each for each in KOREAN}, {name: each for each, name in KOREAN.items()}
    return shown.get(means) or by_keys.get(nearest(to_keys(word), by_keys, 0.55), "help")


def starts_call(answer: str) -> bool:
    """Whether the command can only be meant for a call that has begun."""
    return name_of(answer) in COMMANDS.keys() - {"help"}


def _offer(session: Session, text: str) -> None:
    if not text:
        session.tell(_offer_key(session, "coach.offer-how"))
    elif not session.take_offer(text):
        session.tell(_offer_key(session, "coach.offer-none"), text=excerpt(text))


def _offer_key(session: Session, key: str) -> str:
    return offer_key(session.playbook, session.setting.case.currency, key)


def _note(session: Session, text: str) -> None:
    session.record("note", text=text)
    session.tell("coach.kept-note", text=excerpt(text))


def _transfer(session: Session, text: str) -> None:
    session.record("transfer", text=text)
    session.tell("coach.kept-transfer", text=excerpt(text))


def _promise(session: Session, text: str) -> None:
    from haegi.text.dates import find_date  # loads slowly, and the phone is ringing

    today = session.setting.today
    due = find_date(text, today)
    session.record("promise", due.isoformat() if due else "", text)
    session.tell_promise(text, due.isoformat() if due else "")


def _quote(session: Session, text: str) -> None:
    from haegi.call.slots import read_quote  # as above

    quote = read_quote(text, session.setting.today)
    data = {"facts": quote_facts(quote), "quote": quote.to_json()}
    session.record("quote", text=text, data=data)
    amount = quote.gift or money(quote.amount or quote.fee, session.setting.case, session.setting.locale)
    session.tell("coach.kept-quote", provider=quote.provider, amount=amount)
    if not quote.seen:
        session.tell("quote.undated", provider=quote.provider)


def _sum(session: Session, text: str, *, slot: str) -> None:
    """Note a sum of the case: what is paid today, or what would be enough."""
    from haegi.call.cue import value_of

    amount = value_of(text, "total" if slot == "target" else "money", session.setting.case.currency)
    if isinstance(amount, int):
        session.learn(slot, amount)
        label = text_of(session.playbook.slots[slot].label, session.setting.locale) if slot in session.playbook.slots else slot
        session.tell("coach.kept-sum", what=label, amount=money(amount, session.setting.case, session.setting.locale))


def entries(playbook: Playbook, locale: Locale) -> list[Entry]:
    """Every card with its lines, and every stage."""
    from haegi.call.search import Entry  # as above

    cards = [
        Entry(f"card:{name}", text_of(card.title, locale), _words(playbook, f"card.{name}"))
        for name, card in playbook.cards.items()
    ]
    stages = [
        Entry(f"go:{name}", text_of(stage.title, locale), _words(playbook, name))
        for name, stage in playbook.stages.items()
    ]
    return cards + stages


def _words(playbook: Playbook, owner: str) -> str:
    lines = [spoken.line for spoken in playbook.owned.get(owner, ())]
    return " ".join(f"{line.ko or ''} {line.en or ''}" for line in lines)


def _find(session: Session, query: str) -> None:
    """Show what fits under digits; a digit brings it up as the thing to say."""
    from haegi.call.search import find  # as above

    locale, text = session.setting.locale, clip(visible(query), 40)
    hits = find(query, [*entries(session.playbook, session.setting.locale), *session.setting.services.facts()])[:_MOST_HITS]
    if not hits:
        session.tell("coach.find-none", text=text)
        return
    options = [Option(_label(entry, locale), partial(_show, session, entry)) for entry in hits]
    session.question = ask_list(say(locale, "coach.find", text=text), options, locale)


def preview(session: Session, query: str) -> list[str]:
    """While a query is being typed: the first things that fit, in a line each."""
    from haegi.call.search import find  # as above

    hits = find(query, entries(session.playbook, session.setting.locale))[:_HITS_WHILE_TYPING]
    return [_label(entry, session.setting.locale) for entry in hits]


def _label(entry: Entry, locale: Locale) -> str:
    if entry.id.startswith("fact:"):
        return say(locale, "coach.fact", what=clip(visible(entry.title), 60))
    return say(locale, "coach.card" if entry.id.startswith("card:") else "coach.i-will", what=entry.title)


def _show(session: Session, entry: Entry) -> None:
    kind, _, name = entry.id.partition(":")
    if kind == "fact":
        session.notice += [visible(line) for line in entry.title.splitlines()]
    else:
        session.record("card" if kind == "card" else "go", name)


def _hold(session: Session, _: str) -> None:
    session.record("hold")
    session.tell("coach.hold-on" if session.call.snapshot.hold_since else "coach.hold-off")


def _stall(session: Session, _: str) -> None:
    session.record("stall")


def _undo(session: Session, _: str) -> None:
    last = session.call.undoable()
    session.question, session.guesses = None, ()
    if last is None:
        session.tell("coach.nothing-to-undo")
        return
    session.record("undo")
    session.tell("coach.undone", what=_described(session, last.kind, last.value, last.text))


def _described(session: Session, kind: str, value: str, text: str) -> str:
    """An event in a few words."""
    if kind == "heard" and value in session.playbook.moves.agent:
        return session.label(value)
    spoken = session.playbook.lines.get(value) if kind == "said" else None
    shown = (spoken.line.text(session.playbook.language) if spoken else "") or text or f"/{kind}"
    return excerpt(shown)


def _why(session: Session, _: str) -> None:
    locale, now = session.setting.locale, session.cue
    if now.aim:
        session.tell("coach.why", title=now.title, aim=text_of(now.aim, locale))
    if now.watch:
        session.tell("coach.why-watch", watch=text_of(now.watch, locale))
    advice = session.advice
    if advice:
        for reason in advice.reasons:
            session.tell("coach.why-advice", reason=reason)


def _end(session: Session, text: str) -> None:
    from haegi.text.dates import read_date  # as above

    if not text:
        session.ask_how_it_ended()
        return
    word, _, rest = text.partition(" ")
    outcome = _ENDS.get(to_keys(word).lower(), _ENDS.get(word, ""))
    if not outcome:
        raise Failure("coach.end-how")
    day = read_date(rest, session.setting.today).isoformat() if rest.strip() else ""
    session.end(outcome, day)


_ENDS = {outcome: outcome for outcome in get_args(Outcome)} | {
    "수락": "accepted", "합의": "accepted", "미룸": "deferred", "보류": "deferred", "해지": "cancelled",
    "거절": "refused", "결렬": "refused", "끊김": "cut",
}  # fmt: skip


def _help(session: Session, _: str) -> None:
    korean = {name: word for word, name in KOREAN.items()}
    before = session.question.instead if session.question and session.question.ask == "help" else session.question
    session.question = list_commands({name: korean[name] for name in COMMANDS}, session.setting.locale, before)


def _other(session: Session, _: str) -> None:
    session.show_other(1)


def _defer(session: Session, text: str) -> None:
    """Turn to putting it off; with a day, or where the playbook has no words for it, close the call as deferred."""
    if text or "defer" not in session.playbook.stages:
        _end(session, f"deferred {text}".strip())
    else:
        session.record("go", "defer")


#: The Korean names of the commands.
KOREAN = {
    "제안": "offer", "메모": "note", "찾기": "find", "대기": "hold", "연결": "transfer", "약속": "promise", "견적": "quote",
    "요금": "fee", "목표": "target",
    "취소": "undo", "잠시": "stall", "왜": "why", "다르게": "other", "미루기": "defer", "끝": "end", "도움": "help",
}  # fmt: skip
#: What else people call the commands.
_MEANINGS = {
    "end": "종료 끊기 끊음 마침 마치기 통화종료 나가기 quit exit bye hangup close stop", "note": "기록 적기 노트 memo write",
    "offer": "오퍼 혜택 사은품 deal gift", "quote": "타사 비교 rival competitor", "fee": "가격 월요금 금액 price bill",
    "target": "희망 원하는 goal want", "promise": "예약 콜백 callback", "transfer": "이관 전환 부서 connect", "find": "검색 찾아 search",
    "hold": "기다림 보류 wait pause", "stall": "잠깐 시간 moment", "other": "다른말 바꾸기 다음 next reword", "why": "이유 reason",
    "undo": "되돌리기 되돌림 뒤로 back oops", "defer": "연기 나중 나중에 미룸 later postpone", "help": "도움말 명령 사용법 ? commands",
}  # fmt: skip
#: Commands that are nothing without words behind them.
_OF_WORDS = frozenset({"note", "transfer", "promise", "find", "fee", "target"})
COMMANDS: dict[str, Callable[[Session, str], None]] = {
    "offer": _offer, "note": _note, "quote": _quote, "promise": _promise, "transfer": _transfer,
    "fee": partial(_sum, slot="fee"), "target": partial(_sum, slot="target"), "find": _find, "hold": _hold,
    "stall": _stall, "other": _other, "why": _why, "undo": _undo, "defer": _defer, "end": _end, "help": _help,
}  # fmt: skip
