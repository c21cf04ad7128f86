"""What a claim for an outage or a slow line says."""

from haegi.text.words import Words

WORDS: dict[str, Words] = {
    "cli.claim": Words("장애나 느린 속도의 배상액을 셈하고 할 말을 보입니다", "Reckon what an outage or a slow line is owed, and how to say it"),
    "cli.claim.down": Words(
        "끊긴 때: '2026-11-12 19:00 ~ 21:30', '어제 저녁 7시부터 3시간', '5시간' (여러 번 가능)",
        "when it was down: '2026-11-12 19:00 ~ 21:30', 'yesterday 7 pm for 3 hours', '5h' (repeatable)",
    ),
    "cli.claim.tests": Words(
        "30분 안에 유선으로 잰 다섯 값: '19:00 180, 19:06 175, ...'", "five tests by cable within 30 minutes: '19:00 180, 19:06 175, ...'"
    ),
    "cli.claim.minimum": Words("최저 보장 속도 (예: 250M; KT 상품이면 건에서)", "guaranteed minimum speed (250M; for KT from the case)"),
    "cli.claim.slow-days": Words("그렇게 못 미친 날이 그 달에 며칠인지 (기본 1)", "days of that month on which it was so (1)"),
    "cli.claim.fee": Words("월 요금 (없으면 건에서)", "monthly fee (else from the case)"),
    "cli.claim.case": Words("이 건에 셈한 것을 적어 둡니다", "keep the claim in this case"),
    "cli.claim.date": Words("셈하는 날, 속도는 잰 날 (기본 오늘)", "the day of reckoning; for tests the day of the tests (today)"),
    # ---- the arithmetic ----
    "claim.hours": Words("{count}시간", "{count} h"),
    "claim.minutes": Words("{count}분", "{count} min"),
    "claim.at": Words("{day} {hour}시 {minute}분", "{day} {hour}:{minute}"),
    "claim.at-hour": Words("{day} {hour}시", "{day} {hour}:00"),
    "claim.by-minutes": Words("{days}일 x 24시간 x 60분", "{days} days x 24 h x 60 min"),
    "claim.by-days": Words("{days}일", "{days} days"),
    "claim.outage-passed": Words("연속 2시간 이상: 10배", "2 hours or more in a row: 10 times"),
    "claim.outage-below": Words("연속 2시간 미만: 그 시간의 요금만", "under 2 hours in a row: only the charge for that time"),
    "claim.sum": Words("청구할 금액: {sum}", "To claim: {sum}"),
    "claim.no-outage": Words(
        "10배 배상의 기준(연속 2시간)에 못 미칩니다. 따로 청구할 금액이 없습니다.",
        "This is below the threshold for 10 times (2 hours in a row). There is nothing to claim beside the refund.",
    ),
    "claim.refund": Words(
        "2시간 미만은 그 시간의 요금 {refund|이} 다음 달에 저절로 빠집니다.",
        "For what was under 2 hours, {refund} comes off by itself next month.",
    ),
    "claim.would": Words(
        "2시간이 안 되어도 회사의 고의나 중과실이면 10배인 {tenfold|을} 청구할 수 있습니다.",
        "Even under 2 hours, the company's intent or gross negligence makes it 10 times: {tenfold}.",
    ),
    "claim.month-six": Words(
        "{month}에 모두 {total}: 한 달 6시간을 넘으면 배상한다는 조항이 인용되지만 확인되지 않았습니다. 지금 약관을 물으세요.",
        "{total} in {month}: a clause on more than 6 hours a month is cited but not verified. Ask for today's terms.",
    ),
    "claim.month-leave": Words(
        "{month}에 모두 {total}: 위약금 없이 해지되는 기준(1시간 이상 3번, 누적 24시간)에 들 수 있지만 출처가 엇갈립니다. 회사 탓인지와 함께 물으세요.",
        "{total} in {month}: this may let you leave without a penalty (3 times an hour, or 24 hours in all), but sources differ. Ask, and whether it was the company's fault.",
    ),
    "claim.divides": Words(
        "회사가 요금을 시간으로 나누는 방법과, 저절로 빠지는 요금이 배상에 드는지는 찾지 못했습니다. 여기서는 그 달의 분으로 나눕니다. 회사 계산을 물으세요.",
        "How the company divides the fee, and whether the refund counts towards the 10 times, was not found. Here it is divided by the minutes of the month. Ask how they reckon.",
    ),
    "claim.divides-day": Words(
        "회사가 하루 요금을 셈하는 방법은 찾지 못했습니다. 여기서는 그 달의 날수로 나눕니다.",
        "How the company reckons a day's fee was not found. Here it is divided by the days of the month.",
    ),
    "claim.test-below": Words("미달", "below"),
    "claim.test-passed": Words("충족", "met"),
    "claim.speed-passed": Words("다섯 번 가운데 {count}번 미달: 그날 요금이 면제됩니다.", "{count} of five below: that day's fee is waived."),
    "claim.speed-below": Words(
        "다섯 번 가운데 {count}번 미달이라 기준(3번)에 못 미칩니다. 이 측정으로는 청구할 금액이 없습니다.",
        "{count} of five below; the threshold is 3. With these tests there is nothing to claim.",
    ),
    "claim.speed-leave": Words(
        "한 달에 그런 날이 {count}일입니다. 5일 이상이면 위약금 없이 해지할 수 있습니다.",
        "{count} such days in a month. 5 or more let you leave without a penalty.",
    ),
    "claim.untimed-all": Words(
        "시각을 주지 않아 30분 안에 잰 것으로 보고 셈했습니다.", "No times were given: the tests are taken to lie within 30 minutes."
    ),
    # ---- what to say ----
    "claim.say-passed": Words(
        "이어서 {length} 끊겼습니다. 연속 2시간 이상이라 10배 배상으로 {sum|을} 청구합니다.",
        "It was down for {length} in a row. That is 2 hours or more, so I claim {sum}, 10 times the charge.",
    ),
    "claim.say-passed-since": Words(
        "{since}부터 {length} 이어서 끊겼습니다. 10배 배상으로 {sum|을} 청구합니다.",
        "It was down for {length} in a row from {since}. I claim {sum}, 10 times the charge.",
    ),
    "claim.say-passed-several": Words(
        "연속 2시간 이상 끊긴 일이 {count}번이고 가장 길게는 {length}입니다. 10배 배상으로 {sum|을} 청구합니다.",
        "It was down for 2 hours or more in a row {count} times, {length} at the longest. I claim {sum}, 10 times the charge.",
    ),
    "claim.say-below": Words(
        "이어서 {length} 끊겼습니다. 그 요금이 빠지는지, 중과실은 없었는지 확인해 주세요.",
        "It was down for {length} in a row. Please check that the charge comes off, and whether there was gross negligence.",
    ),
    "claim.say-below-since": Words(
        "{since}부터 {length} 이어서 끊겼습니다. 그 요금이 빠지는지, 중과실은 없었는지 확인해 주세요.",
        "It was down for {length} in a row from {since}. Please check that the charge comes off, and whether there was gross negligence.",
    ),
    "claim.say-speed-passed": Words(
        "30분 동안 유선으로 5번 재서 {count}번이 최저 {minimum}메가에 못 미쳤습니다. 그날 요금 {sum} 감면을 접수해 주세요.",
        "Of 5 tests by cable within 30 minutes {count} fell below the minimum of {minimum} Mbps. Please file the waiver of that day's fee, {sum}.",
    ),
    "claim.say-speed-passed-days": Words(
        "30분 동안 유선으로 5번 재서 3번 이상 최저 {minimum}메가에 못 미친 날이 {days}일입니다. 그 날들의 요금 {sum} 감면을 접수해 주세요.",
        "On {days} days at least 3 of 5 tests by cable within 30 minutes fell below {minimum} Mbps. Please file the waiver of those days' fees, {sum}.",
    ),
    "claim.say-speed-below": Words(
        "유선으로 재서 5번 가운데 {count}번이 최저 {minimum}메가에 못 미쳤습니다. 회선을 점검해 주세요.",
        "Of 5 tests by cable {count} fell below the minimum of {minimum} Mbps. Please check the line.",
    ),
    # ---- what to do ----
    "claim.do": Words("할 일:", "What to do:"),
    "claim.do-passed": Words(
        "배상은 청구해야 받습니다. 접수번호를 받고, 계산과 지급일을 문자로 달라고 하세요.",
        "It must be claimed. Get a reference number, and the reckoning and the day of payment by text.",
    ),
    "claim.do-below": Words(
        "다음 달 청구서에서 끊긴 시간의 요금이 빠졌는지 보세요. 또 끊기면 시각을 적고 바로 알리세요.",
        "See whether the charge is off the next bill. If it goes down again, note the times and report it at once.",
    ),
    "claim.do-deadline": Words(
        "청구 기한은 찾지 못했습니다. 미루지 말고 청구하면서 기한을 물으세요.",
        "No deadline for claiming was found. Claim now, and ask for it.",
    ),
    "claim.do-times": Words(
        "끊긴 때, 알린 때, 살아난 때를 남기세요. 회사 기록의 시각과 다르면 금액도 달라집니다.",
        "Keep the times: down, reported, back. Where the company's log differs, so does the sum.",
    ),
    "claim.do-speed-passed": Words(
        "화면을 찍어 두고 감면을 접수하세요. 최저 속도와 인정되는 측정 방법은 약관으로 확인하세요.",
        "Keep pictures of the tests and file the waiver. Check the minimum and the way of testing that counts in your terms.",
    ),
    "claim.do-speed-below": Words(
        "유선으로, 공유기 없이 쟀는지 보세요. 3번 이상 미달해야 합니다.", "Make sure it was by cable and without the router. At least 3 must fall short."
    ),
    "claim.do-again": Words(
        "느린 때에 다시 30분 안에 5번 재세요. 최저 속도가 맞는지도 상담원에게 물으세요.",
        "Test again when it is slow, 5 times within 30 minutes. Ask the agent whether the minimum is right.",
    ),
    "claim.rests": Words("근거:", "It rests on:"),
    "claim.kept": Words("'{name}' 건에 배상 셈을 적었습니다.", "The claim is kept in case '{name}'."),
    "claim.not-kept": Words(
        "이 건의 대본({playbook})에는 배상액을 적을 곳이 없어 적지 않았습니다. escalation-kr 건에 적을 수 있습니다.",
        "The playbook of this case ({playbook}) has no place for a claim, so none was kept. A case of escalation-kr has.",
    ),
    # ---- what is off ----
    "claim.which": Words(
        "끊긴 때(--down)와 속도 측정(--tests) 가운데 하나를 주세요.", "Give either outages (--down) or speed tests (--tests)."
    ),
    "claim.no-fee": Words(
        "월 요금을 주세요: --fee 33000. --case로 월 요금을 적어 둔 건을 줄 수도 있습니다.",
        "Say the monthly fee: --fee 33000, or --case with a case that knows it.",
    ),
    "claim.fee": Words("월 요금 {fee}: 0보다 큰 금액을 주세요.", "Monthly fee {fee}: give a sum above zero."),
    "claim.korea": Words("이 기준은 한국 통신사의 것입니다. 월 요금을 원으로 주세요.", "These rules are for Korean carriers. Give the fee in won."),
    "claim.nothing": Words("언제 끊겼는지 주세요.", "Say when it was down."),
    "claim.short": Words("끊긴 시간이 0분입니다. 1분 이상이어야 합니다.", "It was down for 0 minutes. Give at least one."),
    "claim.future": Words(
        "{end|은} 아직 오지 않았습니다(지금 {now}). 살아난 뒤의 시각까지, 또는 지금까지를 주세요.",
        "{end} is still to come (it is {now}). Give the time until it came back, or until now.",
    ),
    "claim.long": Words(
        "{month|은} {days}일인데 장애가 {hours}시간으로 한 달보다 깁니다. 그 달에 끊긴 시간만 주세요.",
        "{month} has {days} days, and {hours} hours of outage are more than that. Give the hours of that month only.",
    ),
    "claim.before": Words(
        "{day}에는 다른 기준이 쓰였습니다. 여기서는 {since}부터의 장애만 셈합니다.",
        "Other rules held on {day}. Only outages since {since} are reckoned here.",
    ),
    "claim.overlap": Words(
        "{first} 사이에 {second}에 시작한 장애가 겹칩니다. 이어진 것이면 하나로 주세요.",
        "The outage from {second} overlaps {first}. If they are one, give them as one.",
    ),
    "claim.backwards": Words(
        "끝({end})이 시작({start})보다 뒤가 아닙니다. 혹시 이렇게인가요? '{fitting}'",
        "The end ({end}) is not after the start ({start}). Did you mean '{fitting}'?",
    ),
    "claim.sums": Words(
        "'{text}': 적은 길이는 {stated}인데 시각으로는 {reckoned}입니다. 하나만 주세요.",
        "'{text}': the length given is {stated}, by the times it is {reckoned}. Give one of them.",
    ),
    "claim.unreadable": Words("'{text}'에서 끊긴 때를 읽지 못했습니다. 예: '{example}' 또는 '5시간'", "There is no outage in '{text}'. Example: '{example}', or '5h'."),
    "claim.open": Words(
        "'{text}': 언제까지 끊겼는지 없습니다. 예: '{example}'", "'{text}' does not say until when. Example: '{example}'"
    ),
    "claim.clock": Words("'{text}'은(는) 없는 시각입니다. 00:00에서 23:59 사이로 주세요.", "There is no time '{text}'. Give one from 00:00 to 23:59."),
    "claim.test": Words("'{text}'에서 속도를 읽지 못했습니다. 예: '19:00 180' (메가)", "There is no speed in '{text}'. Example: '19:00 180' (Mbps)."),
    "claim.tests": Words(
        "측정이 {count}개입니다. 기준은 30분 안에 잰 {needed}개입니다. {needed}개를 주세요.",
        "There are {count} tests. The rule takes {needed} within 30 minutes: give {needed}.",
    ),
    "claim.untimed": Words(
        "시각이 없는 측정이 {count}개 있습니다. 모두에 시각을 적거나 모두 빼세요.", "{count} of the tests have no time. Give a time for all of them or for none."
    ),
    "claim.spread": Words(
        "첫 측정에서 마지막까지 {minutes}분입니다. {within}분 안에 잰 것만 인정됩니다. 그 안에 잰 다섯 값을 주세요.",
        "From the first test to the last it is {minutes} minutes. Only tests within {within} count: give five that are.",
    ),
    "claim.minimum": Words("최저 보장 속도는 0보다 커야 합니다. 예: --minimum 250M", "The guaranteed minimum is above zero: --minimum 250M"),
    "claim.no-minimum": Words(
        "이 상품의 최저 보장 속도를 모릅니다. 약관이나 상담원에게 확인해 주세요: --minimum 250M (최고 속도의 30~50%로 알려져 있습니다)",
        "The guaranteed minimum of this product is not known. Look in the terms or ask the agent: --minimum 250M (30 to 50% of the top speed, it is reported).",
    ),
    "claim.slow-days": Words(
        "{day}까지 그런 날이 {count}일일 수는 없습니다. 1에서 {most} 사이로 주세요.",
        "By {day} there can't be {count} such days. Give 1 to {most}.",
    ),
}
