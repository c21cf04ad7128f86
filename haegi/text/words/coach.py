"""What the coach says on both faces."""

from haegi.text.words import Words

WORDS = {
    "coach.who-rang": Words("누가 걸었나요?", "Who rang whom?"),
    "coach.other-call": Words("다른 통화: {title}", "another call: {title}"),
    "coach.nth-call": Words("{number}번째 통화", "call {number}"),
    "coach.unkept": Words(
        "여기부터는 저장되지 않습니다. 통화는 그대로 이어 가세요. 앞서 저장된 것은 남아 있습니다.",
        "From here on nothing is kept. Go on with the call; what was kept before stays.",
    ),
    "coach.kept-again": Words(
        "다시 저장됩니다. 저장되지 못했던 것도 모두 저장했습니다.",
        "It is kept again, with everything that was missing.",
    ),
    "coach.elsewhere": Words(
        "이 건의 통화가 다른 창에 열려 있습니다. 이 통화는 {number}번째 통화로 따로 기록합니다.",
        "A call of this case is open in another window. This one is kept apart from it, as call {number}.",
    ),
    "coach.nth": Words("{number}차", "call {number}"),
    "coach.call": Words("통화", "call"),
    "coach.hold": Words("대기", "hold"),
    "coach.agent-now": Words("상담원이 지금", "The agent now"),
    "coach.zero": Words("다른 말", "something else"),
    "coach.zero-page": Words("다음 쪽 ({page}/{pages})", "next page ({page}/{pages})"),
    "coach.enter-said": Words("말했음", "said it"),
    "coach.enter-again": Words("다시 말하기", "speak again"),
    "coach.enter-close": Words("통화 마침", "end the call"),
    "coach.slash": Words("/ 적기, 찾기", "/ note, find"),
    "coach.type-here": Words(
        "들은 말을 그대로 적거나 숫자를 누르세요  (/help)", "Type what you hear, or press a digit  (/help)"
    ),
    "coach.arrows": Words("화살표: 다른 표현", "arrows: other wording"),
    "coach.listening": Words(
        "이제 듣는 차례입니다. 상담원이 한 것을 고르세요.", "Your turn to listen. Choose what the agent does."
    ),
    "coach.wait": Words(
        "말한 뒤에는 기다리세요. 먼저 침묵을 깨지 않아도 됩니다.",
        "After saying it, wait. You don't have to break the silence.",
    ),
    "coach.your-turn-over": Words(
        "할 말은 했습니다. 상담원이 한 것을 숫자로 고르거나, 0을 누르세요.",
        "You have said it. Choose what the agent did by its digit, or press 0.",
    ),
    "coach.no-quote": Words(
        "기록된 견적이 없습니다. 지어내지 말고 아래처럼 말하세요. 받은 견적이 있으면 /quote SKB 현금 43만원",
        "No quote is recorded. Don't invent one: this line needs none. If you have one: /quote SKB 현금 43만원",
    ),
    "coach.no-such-digit": Words(
        "{number}번은 지금 없습니다. 보이는 숫자나 0을 누르세요.",
        "There is no {number} now. Press a digit that is shown, or 0.",
    ),
    "coach.no-command": Words(
        "/{word} 명령은 없습니다. {near} 는 어떨까요?", "There is no command /{word}. Try {near}."
    ),
    "coach.heard": Words("들음: {move}   (아니면 0)", "Heard: {move}   (0 if not)"),
    "coach.which": Words("'{text}' - 상담원이 무엇을 한 건가요?", "'{text}' - what did the agent do?"),
    "coach.which-none": Words("메모로만 남김", "keep as a note"),
    "coach.everything": Words(
        "상담원이 한 것, 내가 할 것, 답할 카드", "What the agent did, what I will do, cards to answer with"
    ),
    "coach.back": Words("돌아가기", "back"),
    "coach.i-will": Words("나는: {what}", "I will: {what}"),
    "coach.fact": Words("자료: {what}", "Fact: {what}"),
    "coach.card": Words("카드: {what}", "Card: {what}"),
    "coach.what-offer": Words(
        "{move} - 무엇을 얼마나? (예: 상품권 20만 + 월 5500, 3년)",
        "{move} - what and how much? (e.g. 상품권 20만 + 월 5500, 3년)",
    ),
    "coach.remedy": Words("{sum} 감액", "{sum} back"),
    "coach.what-offer-remedy": Words(
        "{move} - 무엇을 얼마나? (예: 3만원 환불)", "{move} - what and how much? (e.g. 3만원 환불)"
    ),
    "coach.offer-none-remedy": Words(
        "'{text}'에서 금액을 읽지 못했습니다. 예: /offer 3만원 환불",
        "No sum could be read in '{text}'. Example: /offer 3만원 환불",
    ),
    "coach.offer-how-remedy": Words(
        "/offer 뒤에 제시받은 것을 적습니다. 예: /offer 3만원 환불",
        "Write what is offered behind /offer, e.g. /offer 3만원 환불",
    ),
    "coach.what-offer-dollars": Words(
        "{move} - 무엇을 얼마나? (예: $20 off a month for 12 months)",
        "{move} - what and how much? (e.g. $20 off a month for 12 months)",
    ),
    "coach.offer-none-dollars": Words(
        "'{text}'에서 제안을 읽지 못했습니다. 예: /offer $20 off a month for 12 months",
        "No offer could be read in '{text}'. Example: /offer $20 off a month for 12 months",
    ),
    "coach.offer-how-dollars": Words(
        "/offer 뒤에 제안을 적습니다. 예: /offer $20 off a month for 12 months",
        "Write the offer behind /offer, e.g. /offer $20 off a month for 12 months",
    ),
    "coach.skip": Words("나중에", "later"),
    "coach.offer-read": Words(
        "제안: {wording} = {worth}   (다르면 /offer 로 고치기)",
        "Offer: {wording} = {worth}   (/offer to correct)",
    ),
    "coach.offer-read-open": Words(
        "제안: {wording}   (다르면 /offer 로 고치기)", "Offer: {wording}   (/offer to correct)"
    ),
    "coach.lacks-fee": Words(
        "지금 월 요금을 몰라 값을 다 셈하지 못했습니다. haegi case edit --fee 33000",
        "Today's fee is not known, so this can't be valued in full. haegi case edit --fee 33000",
    ),
    "coach.offer-none": Words(
        "'{text}'에서 제안을 읽지 못했습니다. 예: /offer 상품권 20만원 + 월 5,500원 할인, 3년",
        "No offer could be read in '{text}'. Example: /offer 상품권 20만원 + 월 5,500원 할인, 3년",
    ),
    "coach.offer-how": Words(
        "/offer 뒤에 제안을 적습니다. 예: /offer 상품권 20만원 + 월 5,500원 할인, 3년",
        "Write the offer behind /offer, e.g. /offer 상품권 20만원 + 월 5,500원 할인, 3년",
    ),
    "coach.offers": Words("지금까지의 제안", "Offers so far"),
    "coach.earlier-offers": Words("앞선 제안 {count}건은 haegi case show 에 있습니다.", "{count} before these: haegi case show"),
    "coach.target": Words("목표 {target}", "target {target}"),
    "coach.worth-unknown": Words("값 모름", "worth unknown"),
    "coach.when-again": Words(
        "언제 다시 통화하나요? (예: 3일 뒤, 11/25, 다음 주 화요일)",
        "When will you talk again? (e.g. in 3 days, 11/25, Friday)",
    ),
    "coach.say-what": Words("{command} 뒤에 내용을 적어 주세요.", "Write something behind {command}."),
    "coach.kept-note": Words("적었습니다: {text}", "Noted: {text}"),
    "coach.kept-transfer": Words("연결 기록: {text}", "Transfer noted: {text}"),
    "coach.kept-promise": Words("약속 기록: {text}", "Promise noted: {text}"),
    "coach.kept-promise-due": Words("약속 기록: {text} ({day}까지)", "Promise noted: {text} (by {day})"),
    "coach.kept-quote": Words("견적 기록: {provider} {amount}", "Quote noted: {provider} {amount}"),
    "coach.hold-on": Words(
        "대기 시작. 돌아오면 /hold 를 한 번 더.", "On hold. /hold again when they are back."
    ),
    "coach.hold-off": Words("대기 끝.", "Hold over."),
    "coach.nothing-to-undo": Words("되돌릴 것이 없습니다.", "There is nothing to undo."),
    "coach.undone": Words("되돌림: {what}", "Undone: {what}"),
    "coach.why": Words("{title}: {aim}", "{title}: {aim}"),
    "coach.why-watch": Words("조심: {watch}", "Watch: {watch}"),
    "coach.why-advice": Words("조언의 근거: {reason}", "Why this advice: {reason}"),
    "coach.end-how": Words(
        "'{word}'은(는) 끝맺음이 아닙니다. accepted, deferred, cancelled, refused, cut 중에서: /end {near}",
        "'{word}' is no way to end. One of accepted, deferred, cancelled, refused, cut: /end {near}",
    ),
    "coach.find": Words("'{text}' 찾은 것", "Found for '{text}'"),
    "coach.find-none": Words(
        "'{text}'을(를) 찾지 못했습니다. 다른 낱말이나 첫소리(ㅇㅇㄱ)로 찾아보세요.",
        "Nothing found for '{text}'. Try another word, or initials (ㅇㅇㄱ).",
    ),
    "coach.help-offer": Words(
        "/offer 내용   제안을 적거나 고치기", "/offer TEXT    note or correct an offer"
    ),
    "coach.help-note": Words("/note 내용    메모", "/note TEXT     a note"),
    "coach.help-find": Words(
        "/find 낱말    카드와 문장 찾기 (ㅇㅇㄱ도 됨)", "/find WORDS    find cards and lines"
    ),
    "coach.help-hold": Words("/hold         대기 시작과 끝", "/hold          hold begins, hold ends"),
    "coach.help-transfer": Words(
        "/transfer 내용 연결된 부서와 이름", "/transfer TEXT who you were passed to"
    ),
    "coach.help-promise": Words(
        "/promise 내용  약속 (날짜를 알아봅니다)", "/promise TEXT  what was promised (dates are read)"
    ),
    "coach.help-quote": Words(
        "/quote 내용   받은 견적: 회사 상품 금액 날짜",
        "/quote TEXT    a real quote: provider product amount date",
    ),
    "coach.help-undo": Words("/undo         마지막 것 되돌리기", "/undo          take the last thing back"),
    "coach.help-stall": Words("/stall        시간을 버는 말", "/stall         a line that wins time"),
    "coach.help-why": Words("/why          왜 이 말인지", "/why           why this line, why this advice"),
    "coach.help-other": Words("/other        다른 표현", "/other         another wording"),
    "coach.help-end": Words(
        "/end 결과 [날짜]  accepted deferred cancelled refused cut",
        "/end OUTCOME [DATE]  accepted deferred cancelled refused cut",
    ),
    "coach.help-help": Words("/help         이 목록", "/help          this list"),
    "summary.head": Words(
        "{case}: {number}번째 통화, {outcome}. 통화 {minutes}, 대기 {held}.",
        "{case}: call {number}, {outcome}. Call {minutes}, hold {held}.",
    ),
    "summary.offers": Words("들은 제안", "Offered"),
    "summary.promises": Words("약속", "Promised"),
    "summary.notes": Words("메모", "Notes"),
    "summary.next": Words("다음에 할 일: {what}", "Next: {what}"),
    "summary.follow-up": Words(
        "다시 통화할 날: {day}. 달력에 넣기: haegi case remind {case}",
        "Follow-up: {day}. Put it in your calendar: haegi case remind {case}",
    ),
    "summary.resume": Words(
        "통화가 끊긴 채로 남아 있습니다. 이어서 하려면: haegi coach --case {case}",
        "The call was cut and is kept. To go on: haegi coach --case {case}",
    ),
}
