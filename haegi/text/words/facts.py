"""Dated facts of the market, and how sure they are."""

from haegi.text.words import Words

WORDS = {
    "cli.facts": Words(
        "출처와 날짜가 있는 시장 자료를 찾습니다",
        "Search dated, sourced facts of the market",
    ),
    "cli.facts.words": Words(
        "찾을 낱말이나 첫소리 (없으면 모두)",
        "words or initials to look for (everything)",
    ),
    "cli.facts.market": Words("kr(한국) 또는 us(미국)만", "only kr (Korea) or us (United States)"),
    "cli.facts.all": Words("찾은 것을 모두 보입니다", "show everything that was found"),
    "facts.none": Words(
        "'{words}'에 맞는 자료가 없습니다. 낱말을 줄이거나 바꿔 보세요.",
        "No fact fits '{words}'. Try fewer or other words.",
    ),
    "facts.more": Words(
        "{count}건이 더 있습니다. 낱말을 더하거나 --all 을 붙이세요.",
        "{count} more. Add a word, or --all to see them.",
    ),
    "facts.no-market": Words(
        "'{name}' 시장 자료는 없습니다. 있는 것: {known}",
        "There is no market '{name}'. There are: {known}",
    ),
    "facts.source": Words(
        "출처: {source}, {date}. 믿을 만함: {confidence}",
        "Source: {source}, {date}. Confidence: {confidence}",
    ),
    "facts.source-undated": Words(
        "출처: {source}, 날짜 없음. 믿을 만함: {confidence}",
        "Source: {source}, no date. Confidence: {confidence}",
    ),
    "facts.confidence.A": Words(
        "높음 (공식 자료이거나 여러 언론이 일치)",
        "high (official, or several outlets agree)",
    ),
    "facts.confidence.B": Words(
        "중간 (언론 한 곳이나 회사 안내)",
        "medium (one press report or a company's page)",
    ),
    "facts.confidence.C": Words(
        "낮음 (블로그, 판매점, 개인 경험)",
        "low (blog, retailer or someone's own report)",
    ),
    "facts.retailer": Words(
        "판매점 자료: 파는 쪽에서 낸 값입니다.",
        "Retailer data: published by someone who sells contracts.",
    ),
    "facts.disputed": Words(
        "출처가 엇갈리거나 확인되지 않음: {between}",
        "Disputed or unverified: {between}",
    ),
    "facts.old": Words(
        "여섯 달이 넘은 자료입니다. 지금은 다를 수 있습니다.",
        "Older than six months; it may have changed.",
    ),
    "facts.undated": Words(
        "날짜 없는 자료를 {date}에 읽은 것입니다. 여섯 달이 넘었을 수 있습니다.",
        "The source bears no date; it was read on {date} and may be older than six months.",
    ),
    "facts.unit.won": Words("{amount}원", "{amount} won"),
    "facts.unit.won_month": Words("월 {amount}원", "{amount} won a month"),
    "facts.unit.usd": Words("{amount}달러", "${amount}"),
    "facts.unit.usd_month": Words("월 {amount}달러", "${amount} a month"),
    "facts.unit.percent": Words("{amount}%", "{amount}%"),
    "facts.unit.mbps": Words("{amount}메가(Mbps)", "{amount} Mbps"),
}
