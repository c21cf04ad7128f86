"""Dates, numbers and quotes that could not be read."""

from haegi.text.words import Words

WORDS = {
    "date.none": Words(
        "'{text}'에서 날짜를 찾지 못했습니다. {example}처럼 적어 주세요.",
        "No date found in '{text}'. Write it like {example}.",
    ),
    "date.past": Words(
        "{day|은} 지난 날입니다(오늘 {today}). {next}처럼 앞으로 올 날을 적어 주세요. 이미 지났다면 비워 두세요.",
        "{day} is past (today is {today}). Give a day to come, such as {next}, or leave it out.",
    ),
    "number.none": Words(
        "'{text}'은(는) 수가 아닙니다. 6처럼 숫자로 적어 주세요.",
        "'{text}' is not a number. Write digits, such as 6.",
    ),
    "quote.none": Words(
        "견적은 '회사 상품 금액 날짜'로 적습니다. 예: /quote SKB 500M+TV 현금 43만원 11/18",
        "Write a quote as provider, product, amount, date: /quote SKB 500M+TV 현금 43만원 11/18",
    ),
    "outcome.accepted": Words("합의", "accepted"),
    "outcome.deferred": Words("미룸", "deferred"),
    "outcome.cancelled": Words("해지", "cancelled"),
    "outcome.refused": Words("결렬", "refused"),
    "outcome.cut": Words("끊김", "cut"),
}
