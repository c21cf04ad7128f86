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
    "practice.you": Words("나는", "I"),
    "practice.zero": Words("다른 답", "another answer"),
    "practice.enter-line": Words("위의 말을 함", "say the line above"),
    "practice.enter-silence": Words("아무 말 안 함", "say nothing"),
    "practice.not-here": Words("{command} 명령은 연습에서는 쓰지 않습니다.", "{command} is not for rehearsals."),
    "practice.all": Words("내가 한 것", "What I did"),
    "practice.which": Words("'{text}' - 무엇을 하려는 말인가요?", "'{text}' - what do you mean to do?"),
    "practice.none-of-these": Words("아무것도 아님", "none of these"),
    "practice.nothing-heard": Words(
        "상담원이 알아듣지 못했습니다. 숫자로 골라도 됩니다.", "The agent did not understand. You can also choose a digit."
    ),
    "practice.next-call": Words("\n-- 며칠 뒤, {number}번째 통화 --", "\n-- Some days later, call {number} --"),
    "practice.no-more-calls": Words("더 걸려 오지 않았습니다.", "There was no further call."),
    "practice.result": Words(
        "끝: {outcome}. 얻은 값 {value}, 이 상담원이 줄 수 있던 최대 {limit}.",
        "Result: {outcome}. You got {value}; the most this desk would have given was {limit}.",
    ),
    "practice.curve": Words("제안이 움직인 모습", "How the offers moved"),
    "practice.review": Words("돌아보기 ({score})", "Review ({score})"),
    "practice.met": Words("예", "yes"),
    "practice.missed": Words("아니요", "no"),
    "practice.not-arisen": Words("-", "-"),
    "practice.next-time": Words("다음에는 이것 하나: {what}", "One thing for next time: {what}"),
    "practice.nothing-missed": Words("놓친 것이 없습니다.", "Nothing was missed."),
    "practice.replay": Words(
        "같은 상대와 다시: haegi rehearse --persona {persona} --seed {seed}   이 차례부터: --from {step}",
        "Again with the same desk: haegi rehearse --persona {persona} --seed {seed}   from this step: --from {step}",
    ),
    "practice.progress": Words("지난 연습들: {scores}", "Past rehearsals: {scores}"),
    "practice.no-persona": Words(
        "'{name}'(이)라는 연습 상대가 없습니다. 있는 상대: {known}", "There is no persona '{name}'. There are: {known}"
    ),
    "practice.bad-calls": Words("--calls 에는 1 이상의 수를 주세요.", "Give --calls a number from 1 up."),
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
