"""Numbers that are not written down."""

from haegi.text.words import Words

WORDS = {
    "private.resident": Words("주민등록번호 생략", "resident number left out"),
    "private.card": Words("카드번호 생략", "card number left out"),
    "private.ssn": Words("사회보장번호 생략", "social security number left out"),
    "private.account": Words("계좌번호 생략", "account number left out"),
    "private.told-resident": Words(
        "주민등록번호처럼 보이는 숫자는 적지 않았습니다. 상담원에게도 앞자리만 말하세요.",
        "What looks like a resident registration number was not written down. Give the agent no more than your birth date.",
    ),
    "private.told-card": Words(
        "카드번호처럼 보이는 숫자는 적지 않았습니다. 카드번호는 통화 중에 불러 주지 마세요.",
        "What looks like a card number was not written down. Don't read card numbers out in a call.",
    ),
    "private.told-ssn": Words(
        "사회보장번호(SSN)처럼 보이는 숫자는 적지 않았습니다. 상담원에게도 끝 네 자리만 말하세요.",
        "What looks like a social security number was not written down. Give the agent no more than its last four digits.",
    ),
    "private.told-account": Words(
        "계좌번호처럼 보이는 숫자는 적지 않았습니다. 꼭 필요할 때만 상담원에게 말하세요.",
        "What looks like a bank account number was not written down. Give it to the agent only where it is needed.",
    ),
}
