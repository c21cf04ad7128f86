"""An offer: the terms on the table and the contract they ask for.

`Offer.parse` reads what an agent said or what was jotted down, in Korean or English; `write` is its inverse
for people.
An increase without a total ("5만 원 더 얹어드릴게요") is read as a term of the kind named, cash if none is:
the text
alone does not say what it is added to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from haegi.errors import Failure
from haegi.money import amounts, money
from haegi.money.money import Money
from haegi.offers import term
from haegi.offers.term import Term
from haegi.text.i18n import Locale


@dataclass(frozen=True, slots=True)
class Offer:
    """`terms` in the order they were said.

    `commit_months` is 36 for three years, 0 for no contract, None for unsaid. Raises Failure("money.commit").
    """

    terms: tuple[Term, ...] = ()
    commit_months: int | None = None

    def __post_init__(self) -> None:
        months = self.commit_months
        if months is not None and (isinstance(months, bool) or not isinstance(months, int) or months < 0):
            raise Failure("money.commit")

    def __bool__(self) -> bool:
        return bool(self.terms)

    @classmethod
    def parse(cls, text: str) -> Offer:
        """The offer in a text; one without terms where there is none. Never raises: see `doubts`."""
        from haegi.offers.parser import (
            read_terms,  # its patterns load slowly, and an offer that was read needs none
        )

        return cls(*read_terms(text))

    def to_json(self) -> dict[str, object]:
        return {"terms": [one.to_json() for one in self.terms], "commit_months": self.commit_months}


def from_json(data: object) -> Offer:
    """The offer that `to_json` wrote. Raises Failure("money.offer", "money.term" or "money.commit")."""
    terms = data.get("terms") if isinstance(data, Mapping) else None
    if (
        not isinstance(data, Mapping)
        or not isinstance(terms, list | tuple)
        or set(data) - {"terms", "commit_months"}
    ):
        raise Failure("money.offer")
    return Offer(tuple(term.from_json(one) for one in terms), data.get("commit_months"))


def doubts(text: str) -> tuple[Failure, ...]:
    """What in a text was passed over: what cannot be meant (nothing, a trillion won, 500 months), or comes too late."""
    from haegi.offers import parser  # as above

    return (*(doubt for said in parser.breaths(text) for doubt in _doubts(said)), *unread(text))


def unread(text: str) -> tuple[Failure, ...]:
    """That a text goes on behind what is read of it, where it does."""
    from haegi.offers import parser  # as above

    return (Failure("money.long", limit=f"{parser.LONGEST:,}"),) if len(text) > parser.LONGEST else ()


def _doubts(said: str) -> Iterator[Failure]:
    from haegi.offers.commitment import LONGEST  # as above
    from haegi.offers.spans import find_all

    yield from amounts.faults(said)
    for mark in find_all(said):
        if mark.sort == "period" and mark.number > LONGEST and mark.word == "month":
            yield Failure("money.months", months=int(mark.number))


_WAIVED_KO = {"install": "설치비", "rental": "임대료", "penalty": "위약금", "late_fee": "연체료"}
_WAIVED_EN = {
    "install": "installation fee",
    "rental": "rental fee",
    "penalty": "early termination fee",
    "late_fee": "late fee",
}


def write(offer: Offer, locale: Locale) -> str:
    """One line that `Offer.parse` reads back: `상품권 20만 원 + 월 5,500원 할인, 36개월 약정`."""
    ko = locale == "ko"
    if not offer.terms:
        return "제안 없음" if ko else "nothing offered"
    terms = [_ko(one, offer.commit_months) if ko else _en(one, offer.commit_months) for one in offer.terms]
    return " + ".join(terms) + (_bond_ko if ko else _bond_en)(offer.commit_months)


def _bond_ko(months: int | None) -> str:
    return "" if months is None else f", {months}개월 약정" if months else ", 무약정"


def _bond_en(months: int | None) -> str:
    return "" if months is None else f", {months}-month contract" if months else ", no contract"


def _period(one: Term, commit: int | None) -> int | None:
    return one.months if one.months != commit else None


def _ko(one: Term, commit: int | None) -> str:
    amount = money.write(one.amount, "ko") if one.amount else ""
    months = _period(one, commit)
    span = f"{months}개월간 " if months else ""
    return {
        "cash": f"현금 {amount}",
        "voucher": f"상품권 {amount}",
        "points": f"포인트 {amount}",
        "monthly_discount": f"{span}월 {amount} 할인",
        "percent_discount": f"{span}요금 {one.percent}% 할인",
        "free_months": f"{one.months}개월 무료",
        "monthly_fee": f"월 요금 {amount}으로 인하",
        "speed": f"속도 {_speed(one.mbps, '기가', '메가')}",
        "waiver": f"{_WAIVED_KO[one.what]} {span}면제" if one.what else "",
        "card_discount": f"제휴카드 월 {amount} 할인",
        "item": f"사은품: {one.name}",
    }[one.kind]


def _en(one: Term, commit: int | None) -> str:
    amount = money.write(one.amount, "en") if one.amount else ""
    months = _period(one, commit)
    span = f" for {_months_en(months)}" if months else ""
    return {
        "cash": f"{amount} cash",
        "voucher": f"{amount} gift card",
        "points": f"{amount} in points",
        "monthly_discount": f"{amount} off a month{span}",
        "percent_discount": f"{one.percent}% off{span}",
        "free_months": f"{_months_en(one.months)} free",
        "monthly_fee": f"monthly fee down to {amount}",
        "speed": f"speed {_speed(one.mbps, ' Gbps', ' Mbps')}",
        "waiver": f"{_WAIVED_EN[one.what]} waived{span}" if one.what else "",
        "card_discount": f"partner card {amount} off a month",
        "item": f"free gift: {one.name}",
    }[one.kind]


def _months_en(months: int | None) -> str:
    return "1 month" if months == 1 else f"{months} months"


def _speed(mbps: int | None, giga: str, mega: str) -> str:
    size = mbps or 0
    return f"{size // 1000}{giga}" if size % 1000 == 0 else f"{size}{mega}"


__all__ = ["Money", "Offer", "Term", "doubts", "from_json", "write"]
