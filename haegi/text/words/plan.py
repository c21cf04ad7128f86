"""What an offer and a comparison say: how terms were read, what numbers are made of, what was assumed."""

from __future__ import annotations

from haegi.text.words import Words
from haegi.text.words.money import WORDS as MONEY

WORDS: dict[str, Words] = {
    # ---- the commands ----
    "cli.offer": Words("들은 제안을 읽고 값을 셈합니다", "Read an offer as it was said, and say what it is worth"),
    "cli.offer.text": Words("제안 (-: 표준 입력을 한 줄씩)", "the offer (-: lines from standard input)"),
    "cli.offer.fee": Words("지금 내는 월 요금 (예: 33000, 3만3천원)", "today's monthly fee (33000, $49.99)"),
    "cli.offer.case": Words("요금과 기간을 이 건에서 가져옵니다", "take the fee and the horizon from this case"),
    "cli.plan.horizon": Words("값을 셈하는 개월 수", "months over which values are reckoned"),
    "cli.plan.rate": Words(
        "1원의 값: voucher=1.0, points=0.8, cash=1 (여러 번 가능)",
        "what a won is worth: voucher=1.0, points=0.8, cash=1 (repeatable)",
    ),
    "cli.compare": Words(
        "선택지를 나란히 견줍니다: 남기, 옮기기, 알뜰폰, 그대로 두기",
        "The options side by side: stay, switch, budget carrier, do nothing",
    ),
    "cli.compare.file": Words("선택지를 적은 YAML이나 CSV 파일 (없으면 건에서)", "a YAML or CSV file of options (else from the case)"),
    "cli.compare.parts": Words("숫자가 무엇으로 이루어졌는지 보입니다", "show what each number is made of"),
    "cli.compare.install-fee": Words("옮길 때 내는 설치비", "install fee of switching"),
    "cli.compare.penalty": Words("지금 해지하면 내는 위약금", "early termination fee of today's contract"),
    "cli.compare.lost-bundle": Words("옮기면 사라지는 결합 할인 (월)", "bundle discount lost by switching (a month)"),
    "cli.compare.bother": Words("옮기는 번거로움을 돈으로 치면", "what the bother of switching is worth to you"),
    "cli.compare.budget-fee": Words("알뜰폰 월 요금 (선택지로 더합니다)", "monthly fee of a budget carrier (adds that option)"),
    # ---- an offer ----
    "plan.read": Words("읽은 대로: {offer}", "Read as: {offer}"),
    "plan.no-offer": Words(
        "이 글에는 제안이 없습니다. 예: haegi offer \"상품권 20만원에 월 5,500원 할인, 3년 약정\"",
        "There is no offer in this text. Example: haegi offer \"$200 gift card and $10 off a month for 12 months\"",
    ),
    "plan.no-offer-line": Words("제안 없음", "no offer"),
    "plan.worth": Words("{months}개월 동안의 값: {value}", "Worth over {months} months: {value}"),
    "plan.worth-least": Words("{months}개월 동안의 값: {value} 이상", "Worth over {months} months: {value} or more"),
    "plan.worth-part": Words(
        "{months}개월 동안의 값: 알 수 없음. 아는 것만 {value}", "Worth over {months} months: not known; {value} without it"
    ),
    "plan.worth-none": Words(
        "{months}개월 동안의 값: 지금 월 요금을 몰라 알 수 없음", "Worth over {months} months: not known without today's fee"
    ),
    "plan.effective": Words("실질 월 요금: {effective} (지금 {fee})", "Effective monthly fee: {effective} (today {fee})"),
    "plan.give-fee": Words(
        "지금 월 요금을 주면 모두 셈합니다: --fee {example}", "Give today's fee to reckon them all: --fee {example}"
    ),
    "plan.contract": Words("약정 {months}개월", "{months}-month contract"),
    "plan.no-contract": Words("무약정", "no contract"),
    "plan.contract-unsaid": Words(
        "약정 기간을 말하지 않았습니다. 월 단위 할인은 {months}개월로 셈했습니다.",
        "No contract length was said; what comes monthly is reckoned over {months} months.",
    ),
    "plan.months": Words("{count}개월", "{count} months"),
    "plan.zero-unpriced": Words("0 (값을 모름)", "0 (no price known)"),
    "plan.lacks-fee": Words("? (월 요금을 모름)", "? (monthly fee not known)"),
    "plan.no-option": Words("'{option}' 옵션은 없습니다. 글이라면 따옴표 안에 빼기표 없이 적어 주세요.", "There is no option '{option}'. If it is part of the text, write it without the dashes."),
    "plan.line": Words("{number}째 줄: {text}", "line {number}: {text}"),
    "plan.range": Words(
        "'{text}'에는 금액이 둘입니다: {least} 또는 {most}. 어느 쪽인지 물어보세요.",
        "'{text}' names two sums, {least} and {most}. Ask which one it is.",
    ),
    "plan.percent": Words("'{text}': 할인율은 0보다 크고 100 이하여야 합니다.", "'{text}': a percentage is above 0 and at most 100."),
    # ---- parts of a number ----
    "plan.part-cash": Words("현금", "cash"),
    "plan.part-voucher": Words("상품권", "gift card"),
    "plan.part-points": Words("포인트", "points"),
    "plan.part-monthly_discount": Words("월 할인", "monthly discount"),
    "plan.part-percent_discount": Words("요금 할인율", "percent discount"),
    "plan.part-free_months": Words("무료 개월", "free months"),
    "plan.part-monthly_fee": Words("요금 인하", "lower fee"),
    "plan.part-speed": Words("속도", "speed"),
    "plan.part-waiver": Words("면제", "waiver"),
    "plan.part-card_discount": Words("제휴카드 할인", "partner card discount"),
    "plan.part-item": Words("사은품", "item"),
    "plan.part-fee_gap": Words("요금 차이", "fee difference"),
    "plan.part-install": Words("설치비", "install fee"),
    "plan.part-penalty": Words("위약금", "termination fee"),
    "plan.part-lost_bundle": Words("잃는 결합 할인", "lost bundle discount"),
    "plan.part-bother": Words("번거로움", "bother"),
    # ---- notes on an option ----
    "plan.note-no-fee-for": Words(
        "지금 월 요금을 몰라 셈에 넣지 못함: {terms}", "not reckoned, today's fee is not known: {terms}"
    ),
    "plan.note-no-new-fee-for": Words(
        "옮길 곳의 월 요금을 몰라 셈에 넣지 못함: {terms}", "not reckoned, the new fee is not known: {terms}"
    ),
    "plan.note-no-fee": Words(
        "지금 월 요금을 몰라 요금 차이를 셈하지 못함", "fee difference not reckoned: today's fee is not known"
    ),
    "plan.note-no-new-fee": Words(
        "옮길 곳의 월 요금을 몰라 요금 차이를 셈하지 못함", "fee difference not reckoned: the new fee is not known"
    ),
    "plan.note-unpriced": Words("값을 몰라 0으로 셈함: {terms}", "counted 0, no price known: {terms}"),
    "plan.note-passing": Words("기간이 끝나면 요금이 다시 오름: {terms}", "the bill rises again after: {terms}"),
    "plan.note-bound": Words(
        "약정 {months}개월이 비교 기간보다 김", "the {months}-month contract is longer than the horizon"
    ),
    "plan.note-unsaid": Words("적지 않아 0으로 셈함: {costs}", "not given, counted 0: {costs}"),
    "plan.note-earlier": Words(
        "그 뒤에 다른 제안이 있었음. 아직 유효한지 확인", "a later offer followed; ask whether this one still stands"
    ),
    # ---- the comparison ----
    "plan.title": Words("{months}개월 비교, 기준은 그대로 두기", "{months} months, against doing nothing"),
    "plan.title-at": Words(
        "{months}개월 비교, 기준은 {provider} 월 {fee}", "{months} months, against staying at {provider} for {fee} a month"
    ),
    "plan.title-fee": Words("{months}개월 비교, 기준은 지금 월 {fee}", "{months} months, against today's {fee} a month"),
    "plan.nothing": Words("그대로 두기", "do nothing"),
    "plan.budget": Words("알뜰폰", "budget carrier"),
    "plan.renew": Words("재약정 제안 {number}", "renew, offer {number}"),
    "plan.from-call": Words("{call}차 통화", "call {call}"),
    "plan.kind-stay": Words("남기", "stay"),
    "plan.kind-switch": Words("옮기기", "switch"),
    "plan.kind-nothing": Words("-", "-"),
    "plan.col-name": Words("선택지", "option"),
    "plan.col-kind": Words("종류", "kind"),
    "plan.col-value": Words("값", "value"),
    "plan.col-effective": Words("실질 월", "effective"),
    "plan.col-fee": Words("월 요금", "fee"),
    "plan.col-speed": Words("내림/올림", "down/up"),
    "plan.col-support": Words("지원", "support"),
    "plan.row-offer": Words("조건", "offer"),
    "plan.row-source": Words("출처", "from"),
    "plan.row-note": Words("참고", "note"),
    "plan.unknown": Words("모름", "unknown"),
    "plan.or-more": Words("{value} 이상", "{value}+"),
    "plan.known-only": Words("{value} + ?", "{value} + ?"),
    "plan.wins": Words(
        "가장 나은 것: {name}, {months}개월에 {value}. 다음인 {next}보다 {margin} 낫습니다.",
        "Best: {name}, {value} over {months} months. That is {margin} better than {next}.",
    ),
    "plan.wins-alone": Words(
        "가장 나은 것: {name}, 그대로 두는 것보다 {months}개월에 {value} 낫습니다.",
        "Best: {name}, {value} better over {months} months than doing nothing.",
    ),
    "plan.ties": Words(
        "{name|과} {next|이} {months}개월에 {value|으로} 같습니다.", "{name} and {next} are equal: {value} over {months} months."
    ),
    "plan.nothing-wins": Words(
        "그대로 두는 것보다 나은 선택지가 없습니다. 가장 가까운 {next|은} {margin} 못합니다.",
        "Nothing beats doing nothing. The nearest, {next}, is {margin} worse.",
    ),
    "plan.nothing-known": Words("값을 아는 선택지가 없습니다.", "No option has a known value."),
    "plan.unranked": Words(
        "값을 다 알지 못해 순위 밖에 둔 선택지: {names}", "Not ranked, their value is not fully known: {names}"
    ),
    "plan.assumed": Words("가정 (바꾸려면)", "Assumed (to change it)"),
    "plan.as-horizon": Words("비교 기간", "horizon"),
    "plan.as-fee": Words("지금 월 요금", "today's fee"),
    "plan.as-voucher": Words("상품권 1원의 값", "voucher rate"),
    "plan.as-points": Words("포인트 1원의 값", "points rate"),
    "plan.as-lost_bundle": Words("잃는 결합 할인 (월)", "lost bundle, a month"),
    "plan.as-bother": Words("번거로움", "bother"),
    "plan.as-install": Words("설치비", "install fee"),
    "plan.as-penalty": Words("위약금", "termination fee"),
    "plan.unsaid": Words("적지 않음", "not given"),
    "plan.parts": Words("숫자의 내역", "What the numbers are made of"),
    "plan.total": Words("합계", "total"),
    "plan.total-part": Words("아는 것만", "without what is not known"),
    "plan.no-case": Words(
        "견줄 것이 없습니다. 파일을 주거나(haegi compare 선택지.yaml) 건을 먼저 만드세요(haegi case new).",
        "There is nothing to compare. Give a file (haegi compare options.yaml) or make a case (haegi case new).",
    ),
    "plan.bare-case": Words(
        "'{name}' 건에는 아직 제안도 견적도 없습니다. 견적 더하기: haegi case edit {name} --quote 'SKB 현금 43만원 월 27,500원'",
        "Case '{name}' has no offer and no quote yet. Add one: haegi case edit {name} --quote 'SKB 현금 43만원 월 27,500원'",
    ),
    "plan.part-after": Words("할인 기간 뒤 요금 차이", "fee after the promotion"),
    "plan.turns": Words("{name}, 1위가 되려면: {ways}.", "{name} would win with {ways}."),
    "plan.turn-fee": Words("월 요금 {sum} 인하", "a fee lower by {sum} a month"),
    "plan.turn-gift": Words("현금 {sum} 추가", "{sum} more in cash"),
    "plan.turn-or": Words(" 또는 ", " or "),
    "plan.scores": Words(
        "점수로는 {name|이} {score}점으로 가장 높습니다. 다음인 {next|은} {other}점입니다.",
        "By score, {name} is best with {score} of 5. Next is {next} with {other}.",
    ),
    "plan.scores-alone": Words("점수를 아는 선택지는 {name}뿐입니다({score}점).", "Only {name} has a score: {score} of 5."),
    "plan.scores-tie": Words("점수로는 {name|과} {next|이} {score}점으로 같습니다.", "By score, {name} and {next} are equal: {score} of 5."),
    "plan.unscored": Words("평가가 빠져 점수가 없는 선택지: {names}", "No score, a rating is lacking: {names}"),
    "plan.row-score": Words("점수", "score"),
    "plan.score": Words("5점 만점에 {score}점", "{score} of 5"),
    "plan.row-after": Words("할인 기간 뒤", "after promotion"),
    "plan.after": Words("{months}개월 뒤 월 {fee}", "{fee} a month after {months} months"),
    "plan.row-exit": Words("해지하면", "exit fee"),
    "plan.exit": Words("{months}개월 안 {fee}", "{fee} within {months} months"),
    # ---- paying in instalments ----
    "cli.schedule": Words("밀린 금액을 나누어 낼 날짜와 금액을 셈합니다", "Reckon the dates and sums that pay off what is owed"),
    "cli.schedule.owed": Words("밀린 금액 (없으면 건에서)", "what is owed (else from the case)"),
    "cli.schedule.now": Words("오늘 낼 금액", "what you pay today"),
    "cli.schedule.monthly": Words("매달 낼 금액", "what you pay a month"),
    "cli.schedule.months": Words("나누는 횟수 (1~12)", "number of monthly payments (1 to 12)"),
    "cli.schedule.day": Words("매달 내는 날 (1~31)", "day of the month (1 to 31)"),
    "cli.schedule.from": Words("첫 납부가 이 날보다 앞서지 않게", "the first monthly payment is not before this day"),
    "cli.schedule.case": Words("이 건에 계획을 적어 둡니다", "keep the plan in this case"),
    "cli.schedule.ics": Words("납부일을 달력 파일로 냅니다", "write the dates into a calendar file"),
    "schedule.col-number": Words("차례", "no."),
    "schedule.col-date": Words("내는 날", "date"),
    "schedule.col-sum": Words("낼 금액", "sum"),
    "schedule.col-left": Words("남는 금액", "left"),
    "schedule.aloud": Words("이렇게 말하세요:", "Say it like this:"),
    "schedule.ask": Words(
        "나누어 내기를 받아 줄지, 그동안 정지되지 않는지는 상담원에게 확인하세요.",
        "Ask the agent whether instalments are granted, and whether service stays on meanwhile.",
    ),
    "schedule.say-all": Words("오늘 {owed|을} 모두 내겠습니다.", "I will pay all {owed} today."),
    "schedule.say-once": Words("{owed|은} {date}에 한 번에 내겠습니다.", "I will pay {owed} at once on {date}."),
    "schedule.say-now-once": Words(
        "오늘 {now|을} 내고 나머지 {sum|은} {date}에 한 번에 내겠습니다.",
        "I will pay {now} today and the remaining {sum} on {date}.",
    ),
    "schedule.say-many": Words(
        "{owed|을} {date}부터 매월 {day}에 {sum}씩 {count} 번에 나누어 내겠습니다.",
        "I will pay {owed} in {count} instalments of {sum} on {day} of each month, from {date}.",
    ),
    "schedule.say-now-many": Words(
        "오늘 {now|을} 내고 나머지는 매월 {day}에 {sum}씩 {count} 번에 나누어 내겠습니다.",
        "I will pay {now} today and the rest in {count} instalments of {sum} on {day} of each month.",
    ),
    "schedule.say-now-many-from": Words(
        "오늘 {now|을} 내고 나머지는 {date}부터 매월 {day}에 {sum}씩 {count} 번에 나누어 내겠습니다.",
        "I will pay {now} today and the rest in {count} instalments of {sum} on {day} of each month, from {date}.",
    ),
    "schedule.say-last": Words("마지막에는 {last|을} 내겠습니다.", "The last one is {last}."),
    "schedule.remind": Words("밀린 요금 {sum} 내기", "Pay {sum} of what is owed"),
    "schedule.remind-left": Words("내고 나면 {left} 남습니다.", "{left} is left after this."),
    "schedule.kept": Words("'{name}' 건에 납부 계획을 적었습니다.", "The plan is kept in case '{name}'."),
    "schedule.not-kept": Words(
        "이 건의 대본({playbook})에는 납부 계획을 적을 곳이 없어 적지 않았습니다. arrears-kr 건에 적을 수 있습니다.",
        "The playbook of this case ({playbook}) has no place for a payment plan, so none was kept. A case of arrears-kr has.",
    ),
    "schedule.no-owed": Words(
        "얼마가 밀렸는지 주세요: --owed 148000. --case로 밀린 금액을 적어 둔 건을 줄 수도 있습니다.",
        "Say what is owed: --owed 148000, or --case with a case that knows it.",
    ),
    "schedule.nothing": Words("'{text}': 0보다 큰 금액을 주세요.", "'{text}': give a sum above zero."),
    "schedule.too-much": Words(
        "오늘 낼 {now|이} 밀린 금액 {owed}보다 많습니다. {owed}이면 다 냅니다.",
        "{now} today is more than the {owed} that is owed. {owed} settles it.",
    ),
    "schedule.part": Words(
        "단말 할부금 {part|이} 밀린 금액 {owed}보다 많습니다. 그 안에 든 금액을 적거나, 밀린 금액을 고쳐 주세요.",
        "The handset's {part} is more than the {owed} owed in all. Give the part of it, or mend the whole.",
    ),
    "schedule.how": Words(
        "남는 {rest|을} 어떻게 낼지 주세요. 예: --monthly '{monthly}' 또는 --months 4",
        "Say how the remaining {rest} is paid: --monthly '{monthly}', or --months 4.",
    ),
    "schedule.count": Words(
        "{count}번은 안 됩니다. 1번에서 {limit}번까지 나눌 수 있습니다. {limit}번이면 한 달에 {least}입니다.",
        "{count} payments won't do: 1 to {limit} can be planned. In {limit}, it is {least} a month.",
    ),
    "schedule.long": Words(
        "한 달 {monthly}이면 {count}번 걸려 {limit}번을 넘습니다. 한 달 {least}씩 내거나 오늘 {more|을} 더 내면 됩니다.",
        "{monthly} a month takes {count} payments, more than {limit}. {least} a month would do, or {more} more today.",
    ),
    "schedule.sums": Words(
        "{monthly}씩 {months}번은 {total}이라 남는 {rest|과} 맞지 않습니다. {monthly}씩 {count}번, 또는 {fitting}씩 {months}번이면 맞습니다.",
        "{monthly} times {months} is {total}, which does not fit the {rest} to pay. {count} times {monthly} would do, or {months} times {fitting}.",
    ),
    "schedule.day": Words("{day}일은 없는 날입니다. 1에서 31 사이로 주세요.", "There is no day {day}. Give one from 1 to 31."),
    "schedule.past": Words(
        "{day|은} 지난 날입니다(오늘 {today}). {next}부터 잡을 수 있습니다.",
        "{day} is past (today is {today}). {next} would do.",
    ),
    "schedule.far": Words("{year}년은 너무 멉니다. 가까운 날을 주세요.", "The year {year} is too far off. Give a nearer day."),
    # ---- faults in a compare file ----
    "C001": Words("따옴표가 닫히지 않았거나 닫힌 뒤에 글이 있습니다.", "A quote is left open, or text follows where it closes."),
    "C002": Words("이 줄은 {count}칸으로, 첫 줄의 {columns}칸보다 많습니다.", "This row has {count} cells, more than the {columns} of the header."),
    "M001": MONEY["money.zero"],
    "M002": MONEY["money.negative"],
    "M003": MONEY["money.absurd"],
    "M004": MONEY["money.ambiguous"],
    "M005": MONEY["money.unreadable"],
    "M006": Words(
        "'{text}'의 통화는 이 파일의 통화({currency})와 다릅니다. 한 파일에는 한 통화만 쓰고, 'currency: USD'처럼 적을 수 있습니다.",
        "'{text}' is not in this file's currency ({currency}). One file, one currency; 'currency: USD' says which.",
    ),
    "M007": Words(
        "이 글에서 제안을 읽지 못했습니다: '{text}'. 예: \"상품권 20만원 + 월 5,500원 할인, 3년 약정\"",
        "There is no offer in '{text}'. Example: \"$200 gift card and $10 off a month for 12 months\"",
    ),
    "M008": MONEY["money.term"],
    "M009": MONEY["money.rate"],
    "M010": MONEY["money.months"],
    "M011": Words("'{text}': 할인율은 0보다 크고 100 이하여야 합니다.", "'{text}': a percentage is above 0 and at most 100."),
    "M012": Words("'{name}' 이름이 이미 쓰였습니다. 다른 이름을 주세요.", "The name '{name}' is taken already. Give this option another one."),
    "M013": Words(
        "남는 선택지에는 offer, gift, monthly_fee 가운데 하나가 있어야 합니다.",
        "An option to stay needs an offer, a gift or a monthly_fee.",
    ),
    "M014": Words(
        "'{name}': price_after, promo_months, monthly_fee는 함께 적어야 합니다. 예: monthly_fee: 27500, promo_months: 12, price_after: 38500",
        "'{name}': price_after, promo_months and monthly_fee go together, as in monthly_fee: 49.99, promo_months: 12, price_after: 79.99",
    ),
    "M015": Words("'{name}'에는 무게(weights)가 없습니다. 있는 것: {known}.", "'{name}' has no weight. Weights are given for: {known}."),
}  # fmt: skip
