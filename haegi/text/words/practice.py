"""Rehearsals, reviews and drills."""

from haegi.text.words import Words

WORDS = {
    "cli.rehearse": Words("상담원 역할의 상대와 미리 연습합니다", "Rehearse against a simulated agent"),
    "cli.rehearse.persona": Words("상대: 이름이나 파일", "who plays the agent: a name or a file"),
    "cli.rehearse.seed": Words("같은 씨앗, 같은 상대", "same seed, same desk"),
    "cli.rehearse.calls": Words("가장 많이 나눌 통화 수", "at most this many calls"),
    "cli.rehearse.hint": Words("코치의 한 줄을 보여 줍니다", "show the coach's line"),
    "cli.rehearse.from": Words("지난 연습을 이 차례부터 다시 합니다", "replay the last rehearsal from this step"),
    "cli.rehearse.speak": Words("상담원의 말을 소리로 냅니다 (espeak-ng)", "speak the agent's lines (espeak-ng)"),
    "cli.rehearse.list": Words("연습 상대를 보입니다", "list the personas"),
    "cli.drill": Words("하루 5분, 약한 문장부터 말해 봅니다", "Five minutes a day, the weak lines first"),
    "cli.drill.all": Words("차례가 아닌 것까지 모두", "everything, due or not"),
    "practice.agent": Words("상담원:", "Agent:"),
    "practice.you": Words("나는 (숫자를 누르거나, 하고 싶은 말을 적으세요)", "I (press a digit, or type what you would say)"),
    "practice.type-here": Words(
        "하고 싶은 말을 적거나 숫자를 누르세요  (/help)", "Type what you would say, or press a digit  (/help)"
    ),
    "practice.zero": Words("다른 답", "another answer"),
    "practice.enter-line": Words("위의 말을 함", "say the line above"),
    "practice.enter-silence": Words("아무 말 안 함", "say nothing"),
    "practice.not-here": Words("{command} 명령은 연습에서는 쓰지 않습니다.", "{command} is not for rehearsals."),
    "practice.all": Words("내가 한 것", "What I did"),
    "practice.which": Words("'{text}' - 무엇을 하려는 말인가요?", "'{text}' - what do you mean to do?"),
    "practice.none-of-these": Words("아무것도 아님", "none of these"),
    "practice.called-back": Words(
        "-- {days}일 뒤, {number}번째 통화: 상담원이 다시 걸어왔습니다 --", "-- {days} days later, call {number}: they called back --"
    ),
    "practice.calls-again": Words(
        "-- {days}일 뒤, {number}번째 통화: 전화가 오지 않아 내가 다시 걸었습니다 --",
        "-- {days} days later, call {number}: nobody called, so you called again --",
    ),
    "practice.no-more-calls": Words("더 이상 통화는 없었습니다.", "There was no further call."),
    "practice.sealed": Words("끝: 합의. 얻은 값은 {value}입니다.", "Result: accepted. You got {value}."),
    "practice.unsealed": Words("끝: {outcome}. 얻은 것이 없습니다.", "Result: {outcome}. You got nothing."),
    "practice.left": Words(
        "이 상담원은 {limit}까지 줄 수 있었습니다. 아직 {left|이} 남아 있었습니다.",
        "This desk would have gone up to {limit}: another {left} was there.",
    ),
    "practice.none-left": Words("이 상담원이 줄 수 있던 것을 다 받았습니다.", "You got all this desk could give."),
    "practice.curve": Words("제안이 움직인 모습", "How the offers moved"),
    "practice.review": Words("돌아보기 ({score})", "Review ({score})"),
    "practice.met": Words("예", "yes"),
    "practice.missed": Words("아니요", "no"),
    "practice.not-arisen": Words("-", "-"),
    "practice.next-time": Words("다음에는 이것 하나: {what}", "One thing to do differently: {what}"),
    "practice.nothing-said": Words("돌아볼 만큼 이야기하지 않았습니다.", "There was too little talk to review."),
    "practice.nothing-missed": Words("놓친 것이 없습니다.", "Nothing was missed."),
    "practice.more-was-there": Words(
        "놓친 것은 없습니다. 다음에는 이것 하나: 남은 만큼을 보러 한 번 더 미루기",
        "Nothing was missed. One thing to do differently: defer once more, for what was still there",
    ),
    "practice.again": Words("처음부터 다시: {command}", "Again from the start: {command}"),
    "practice.from-there": Words("거기서부터 다시: {command}", "Again from there: {command}"),
    "practice.progress": Words("지난 연습들: {scores}", "Past rehearsals: {scores}"),
    "practice.no-persona": Words(
        "'{name}'(이)라는 연습 상대가 없습니다. 있는 상대: {known}", "There is no persona '{name}'. There are: {known}"
    ),
    "practice.bad-calls": Words("--calls 에는 1 이상의 수를 주세요.", "Give --calls a number from 1 up."),
    "practice.not-this-persona": Words(
        "{name|은} {playbook}의 상담원을 맡을 수 없습니다. 맡을 수 있는 상대: {known}",
        "'{name}' can't play the agent of {playbook}. These can: {known}",
    ),
    "practice.none-fits": Words(
        "{playbook}의 상담원을 맡을 상대가 없습니다. --persona 에 상대의 파일을 주세요.",
        "Nobody can play the agent of {playbook}. Give --persona a file of your own.",
    ),
    "practice.not-this-money": Words(
        "이 사례의 돈은 {case}인데 {name|은} {money}로 제안합니다. 다른 사례를 고르거나 --case 없이 연습하세요.",
        "This case is in {case}, and '{name}' offers {money}. Choose another case, or rehearse without --case.",
    ),
    "practice.ended": Words("끝: {outcome}.", "Result: {outcome}."),
    "practice.no-step": Words(
        "지난 연습에는 대답이 {count}번 있었습니다. --from 에는 1부터 {most}까지의 수를 주세요.",
        "The last rehearsal had {count} answers. Give --from a number from 1 to {most}.",
    ),
    "practice.no-last": Words("다시 할 연습 기록이 없습니다.", "There is no rehearsal to replay."),
    "practice.no-espeak": Words("espeak-ng 가 없어 소리 없이 진행합니다.", "espeak-ng is not installed; going on without sound."),
    "rule.decline-extension": Words("자동 연장을 거절했다", "declined the extension"),
    "rule.name-no-limit": Words("속마음(최저선)을 말하지 않았다", "named no limit"),
    "rule.reject-first": Words("첫 제안을 바로 받지 않았다", "rejected the first offer"),
    "rule.cite-real-quote": Words("진짜 견적만 말했다", "cited a real quote"),
    "rule.ask-before-answering": Words("답하기 전에 물었다", "asked before answering"),
    "rule.counter-with-reason": Words("이유를 대고 더 요청했다", "countered with a reason"),
    "rule.defer": Words("미루었다", "deferred"),
    "rule.take-contact": Words("이름과 연락처를 받았다", "took the contact"),
    "rule.read-back": Words("조건을 되물어 확인했다", "read back the terms"),
    "rule.ask-writing": Words("글로 달라고 했다", "asked for writing"),
    "rule.stay-polite": Words("끝까지 공손했다", "stayed polite"),
    "rule.keep-reservation": Words("최저선을 지켰다", "kept to the reservation"),
    "rule.keep-target": Words("목표에 닿았다", "reached the target"),
    "rule.make-proposal": Words("낼 금액과 날짜를 제안했다", "made a concrete proposal"),
    "rule.no-overpromise": Words("못 지킬 약속은 하지 않았다", "promised nothing that can't be kept"),
    "rule.ask-balance": Words("밀린 내역과 날짜를 물었다", "asked what is owed and when it stops"),
    "rule.state-demand": Words("바라는 것을 분명히 말했다", "said what you want"),
    "rule.ask-reference": Words("접수번호를 물었다", "asked for a reference number"),
    "rule.ask-deadline": Words("언제까지인지 물었다", "asked by when"),
    "rule.not-let-go": Words("말만 듣고 넘어가지 않았다", "did not settle for a word"),
    "rule.verify-desk": Words("맞는 부서인지 확인했다", "verified the desk"),
    "rule.choose-term": Words("약정 기간을 직접 골랐다", "chose the term yourself"),
    "rule.decline-extras": Words("다른 상품 권유를 사양했다", "turned down the extras"),
    "rule.withhold-promise": Words("확인하기 전에는 아무것도 약속하지 않았다", "promised nothing before checking"),
    "next.withhold-promise": Words(
        "누가 무엇을 청구하는지 글로 받고, 그 전에는 약속하지 않기", "have the claim in writing first, and promise nothing before"
    ),
    "rule.keep-id": Words("주민번호 전체를 말하지 않았다", "kept the whole ID number to yourself"),
    "next.make-proposal": Words("얼마를 언제 낼지 숫자로 제안하기", "propose in figures what you can pay, and when"),
    "next.no-overpromise": Words("지킬 수 있는 금액과 날짜만 약속하기", "promise only sums and dates you can keep"),
    "next.ask-balance": Words("제안하기 전에 밀린 내역과 정지 날짜를 묻기", "before you propose, ask what is owed and when it stops"),
    "next.state-demand": Words("바라는 것 하나를 분명히 말하기", "say plainly the one thing you want"),
    "next.ask-reference": Words("접수번호를 받아 적기", "have them give you a reference number"),
    "next.ask-deadline": Words("언제까지 되는지 날짜를 받기", "get a date for what was promised"),
    "next.not-let-go": Words("말로만 된다고 하면 근거와 문자를 부탁하기", "when told it is fine, ask on what ground, and in writing"),
    "next.verify-desk": Words("먼저 유지 부서가 맞는지 확인하기", "verify first that you reached retention"),
    "next.choose-term": Words("약정 기간과 자동 연장 여부를 직접 말하기", "say yourself how long, and whether it extends"),
    "next.decline-extras": Words("권하는 상품은 사양하고 하던 이야기로 돌아가기", "turn down the extras and go back to the matter"),
    "next.keep-id": Words(
        "번호 전체 대신 생년월일과 주소로 확인하자고 하기", "offer date of birth and address instead of the whole number"
    ),
    "next.decline-extension": Words(
        "그대로 연장하자고 하면 '연장은 하지 않겠습니다'라고 먼저 말하기", "when they offer to extend, say first that you won't"
    ),
    "next.name-no-limit": Words("속마음이나 최저선은 말하지 않기", "keep your limit and your mood to yourself"),
    "next.reject-first": Words(
        "첫 제안에는 '그 조건으로는 어렵습니다'라고 답하기", "answer the first offer with 'that is not enough for me'"
    ),
    "next.cite-real-quote": Words(
        "받아 둔 견적을 사례에 적고 그것만 말하기", "record a real quote in your case, and cite only that"
    ),
    "next.ask-before-answering": Words("받겠다고 하기 전에 조건부터 묻기", "ask about the terms before any yes"),
    "next.counter-with-reason": Words("이유를 하나 대고 더 요청하기", "ask for more and give one reason"),
    "next.defer": Words("정하지 말고 '생각해 보겠습니다'로 통화를 마치기", "end the call with 'let me think about it'"),
    "next.take-contact": Words("미룰 때 상담원 이름과 연락처를 문자로 받기", "when deferring, have their name and number sent"),
    "next.read-back": Words("받기 전에 조건을 그대로 되짚기", "repeat the terms before you accept"),
    "next.ask-writing": Words("받기 전에 조건을 문자로 달라고 하기", "have the terms sent in writing before you accept"),
    "next.stay-polite": Words("단호하되 끝까지 공손하게 말하기", "stay firm, and polite to the end"),
    "next.keep-reservation": Words("최저선 아래면 받지 말고 미루기", "below your least acceptable, defer instead"),
    "next.keep-target": Words("목표에 닿을 때까지 한 번 더 미루기", "defer once more until the target is reached"),
    "agent.calls-back": Words(
        "안녕하세요, 고객님. 지난번에 말씀 나눈 건으로 다시 전화드렸습니다.", "Hello, I'm calling again about what we discussed."
    ),
    "agent.picks-up": Words(
        "네, 고객님. 지난번에 상담하신 내용이 남아 있네요.", "Hello. I can see the notes of our last conversation."
    ),
    "agent.greets": Words("안녕하세요, 고객님. 무엇을 도와드릴까요?", "Hello. How can I help you?"),
    "agent.matter": Words("네, 고객님. 어떤 일로 전화 주셨나요?", "Yes. What are you calling about?"),
    "agent.go-on": Words("네, 말씀 잘 들었습니다. 그래서 어떻게 해 드리면 될까요?", "I see. So what would you like me to do?"),
    "agent.go-on-again": Words("네, 알겠습니다. 계속 말씀해 주세요.", "All right. Please go on."),
    "agent.more-again": Words("네, 그렇습니다. 계속 말씀해 주세요.", "Yes, that's right. Please go on."),
    "agent.more": Words("네, 고객님. 더 확인하실 것이 있으신가요?", "Yes. Is there anything else you'd like to check?"),
    "agent.one-moment": Words("네, 확인해 보겠습니다.", "All right, let me check."),
    "agent.goodbye": Words("네, 통화 마치겠습니다. 감사합니다.", "All right. Thank you for calling, goodbye."),
    "agent.time": Words("통화가 길어져 오늘은 여기까지 도와드리겠습니다.", "We've been on for long; this is as far as I can take it today."),
    "agent.sends": Words("네, 말씀드린 내용은 문자로 보내 드리겠습니다.", "Yes, I'll send you that in writing."),
    "agent.reference": Words("접수번호는 문자로 보내 드리겠습니다.", "I'll text you the reference number."),
    "agent.deadline": Words("며칠 안에 답을 드리겠습니다.", "You'll have an answer within a few days."),
    "agent.gone": Words(
        "죄송합니다. 말씀드렸던 조건은 방금 마감되어 더는 드릴 수 없습니다.",
        "I'm sorry. The terms I mentioned have just been withdrawn and I can't offer them any more.",
    ),
    "agent.gone-since": Words(
        "안녕하세요, 고객님. 죄송하지만 지난번 조건은 마감되어 더는 드릴 수 없습니다.",
        "Hello. I'm sorry, the terms from last time have been withdrawn and I can't offer them any more.",
    ),
    "agent.warned": Words(
        "고객님, 그런 말씀을 계속하시면 상담을 이어 가기 어렵습니다.", "If you go on like that I can't continue this call."
    ),
    "agent.insulted": Words("더는 상담이 어려워 통화를 종료하겠습니다.", "I can't continue like this and am ending the call."),
    "agent.pardon": Words(
        "죄송합니다, 고객님. 잘 못 알아들었습니다. 다시 말씀해 주시겠어요?", "I'm sorry, I didn't catch that. Could you say it again?"
    ),
    "agent.hello": Words("여보세요? 고객님, 듣고 계신가요?", "Hello? Are you still there?"),
    "agent.lost": Words("통화가 어려우신 것 같습니다. 다음에 다시 연락드리겠습니다.", "It seems you can't talk. We'll try again another time."),
    "agent.contact": Words("제 이름과 직통 번호는 문자로 보내 드리겠습니다.", "I'll text you my name and direct number."),
    "agent.texts": Words("네, 안내드린 조건은 문자로 보내 드리겠습니다.", "Yes, I'll send you these terms by text."),
    "agent.extended": Words("네, 쓰시던 조건 그대로 연장 처리했습니다.", "All right, I've extended it on your present terms."),
    "agent.sealed": Words("말씀드린 조건으로 처리하겠습니다.", "I'll put these terms through."),
    "agent.identified": Words("그럼 생년월일과 주소로 확인하겠습니다.", "Then your date of birth and address will do."),
    "agent.penalty": Words(
        "위약금은 예상 금액과 계산 내역을 문자로 보내 드리겠습니다.", "I'll text you the expected fee and how it is computed."
    ),
    "drill.how": Words(
        "상담원의 말을 보고, 소리 내어 답하거나 적으세요. 오늘은 {count}문장입니다.",
        "Read the agent's line, then say yours aloud or type it. {count} lines today.",
    ),
    "drill.your-line": Words("내 말 (소리 내어 말했다면 Enter)", "your line (Enter if you said it aloud)"),
    "drill.heard-right": Words("  알맞은 말입니다.", "  That does it."),
    "drill.grade": Words("  스스로 매기기: 1 못함  2 어려움  3 됨(Enter)  4 쉬움", "  grade yourself: 1 again  2 hard  3 good (Enter)  4 easy"),
    "drill.nothing-due": Words(
        "지금 연습할 문장이 없습니다. 다음 차례: {when}. 모두 하려면 --all",
        "Nothing is due now. Next: {when}. For everything: --all",
    ),
    "drill.done": Words(
        "{count}문장을 했습니다. 이어서 {days}일째. 다음 차례: {when}", "{count} lines done. Streak: {days} day(s). Next due: {when}"
    ),
}
