"""What the money room says when an amount, a term or an offer will not do."""

from __future__ import annotations

from haegi.text.words import Words

WORDS: dict[str, Words] = {
    "money.mixed": Words(
        ko="통화가 다릅니다: {left|과} {right}. 환율 없이는 더하거나 견줄 수 없습니다.",
        en="Two currencies: {left} and {right}. Without an exchange rate they can't be added or compared.",
    ),
    "money.currency": Words(
        ko="'{text}'의 통화가 {currency}가 아닙니다.",
        en="'{text}' is not in {currency}.",
    ),
    "money.zero": Words(
        ko="'{text}'의 금액이 0입니다. 0보다 큰 금액을 적어 주세요.",
        en="'{text}' is nothing. Give an amount above zero.",
    ),
    "money.negative": Words(
        ko="'{text}': 금액은 0보다 커야 합니다. 할인도 빼는 표시 없이 적어 주세요.",
        en="'{text}': an amount is above zero. Write discounts without the minus, too.",
    ),
    "money.absurd": Words(
        ko="'{text}'의 금액이 너무 큽니다. 숫자 0이 더 붙지 않았는지 확인해 주세요.",
        en="'{text}' is too much to be meant. Is there a zero too many?",
    ),
    "money.ambiguous": Words(
        ko="'{text}'의 금액이 분명하지 않습니다. 다음 가운데 무엇입니까? {readings}",
        en="'{text}' can be read in more than one way. Which one is it? {readings}",
    ),
    "money.unreadable": Words(
        ko="'{text}'에서 금액을 읽지 못했습니다. 예: 15만 5천원, 330,000원, $49.99",
        en="'{text}' is no amount that haegi can read. Examples: 15만 5천원, 330,000원, $49.99",
    ),
    "money.months": Words(
        ko="{months}개월은 약정이나 할인 기간으로 너무 깁니다. 60개월까지만 읽습니다.",
        en="{months} months are too long for a contract or a discount. At most 60 are read.",
    ),
    "money.long": Words(
        ko="글이 너무 깁니다. 앞의 {limit}자만 읽었습니다.",
        en="The text is too long: only its first {limit} characters were read.",
    ),
    "money.term": Words(
        ko="조건 '{kind}'의 '{field}' 값이 없거나 맞지 않습니다.",
        en="The term '{kind}' has no fitting '{field}'.",
    ),
    "money.offer": Words(
        ko='제안은 {{"terms": [...], "commit_months": 숫자 또는 null}} 모양이어야 합니다.',
        en='An offer looks like {{"terms": [...], "commit_months": a number or null}}.',
    ),
    "money.commit": Words(
        ko="약정 개월 수는 0 이상의 정수이거나 비어 있어야 합니다.",
        en="The contract is a whole number of months from 0 up, or null.",
    ),
    "money.rate": Words(
        ko="환산율 '{name}: {rate|을}' 쓸 수 없습니다. cash, voucher, points에 0에서 1 사이의 수를 적습니다.",
        en="The rate '{name}: {rate}' won't do. Give cash, voucher or points a number from 0 to 1.",
    ),
    "money.horizon": Words(
        ko="비교 기간 '{horizon}'을 쓸 수 없습니다. 1 이상의 개월 수를 적어 주세요.",
        en="The horizon '{horizon}' won't do. Give a whole number of months from 1 up.",
    ),
}
