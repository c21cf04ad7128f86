"""Advice in a call: one short sentence a rule, read with the phone at the ear."""

from haegi.text.words import Words

WORDS = {
    # ---- what to do ----
    "advice.action-accept": Words("수락", "Accept"),
    "advice.action-push": Words("더 요구", "Push"),
    "advice.action-defer": Words("미루기", "Defer"),
    "advice.action-switch": Words("옮기기", "Switch"),
    "advice.action-leave": Words("그만두기", "Leave"),
    # ---- why ----
    "advice.no-offer": Words("아직 이번 통화의 제안이 없습니다. 조건부터 물으세요.", "No offer in this call yet. Ask what they can do."),
    "advice.worth-unknown": Words(
        "제안의 값을 아직 모릅니다. 얼마짜리인지 물으세요.", "What the offer is worth is not known yet. Ask what it comes to."
    ),
    "advice.first-offer": Words("첫 제안이 끝인 경우는 드뭅니다.", "A first offer is seldom the last."),
    "advice.still-rising": Words("방금 {step} 올랐습니다. 아직 움직입니다.", "It just rose by {step}: they are still moving."),
    "advice.room-left": Words("한 번 더 요구하면 {more|이} 더 나올 만합니다.", "One more push may bring about {more} more."),
    "advice.untried": Words(
        "이번 통화에서는 아직 더 요구하지 않았습니다. 한 번 물어볼 만합니다.",
        "You haven't asked for more in this call: it is worth asking.",
    ),
    "advice.room-later": Words("한 번으로는 적어도, 계속하면 더 나올 만합니다.", "One push may bring little; a few may bring more."),
    "advice.not-deferred-yet": Words("아직 한 번도 미루지 않았습니다.", "You have not deferred yet."),
    "advice.defer-opens-tier": Words(
        "다시 걸려 오면 더 나올 여지가 큽니다. 연락처를 문자로 받으세요.", "A callback often opens more. Get the contact by text."
    ),
    "advice.desk-stopped": Words("이번 통화에서는 더 나오지 않습니다.", "This call will bring no more."),
    "advice.bluff-called": Words("해지 처리하겠다고 했습니다. 더 밀지 마세요.", "They offered to process the cancellation: don't push."),
    "advice.target-gap": Words("목표까지 {gap} 남았습니다.", "{gap} short of the target."),
    "advice.target-met": Words("목표에 닿았습니다.", "The target is met."),
    "advice.withdraw-risk": Words(
        "더 나올 것보다 거둬질 위험이 큽니다.", "What more may come is not worth the risk of losing this."
    ),
    "advice.today-only": Words("오늘까지라고 했습니다. 정말일 수도 있습니다.", "They say it ends today, and it may."),
    "advice.last-call": Words("여러 번 통화했습니다. 더 기다릴 값이 없습니다.", "You have had many calls; waiting pays no more."),
    "advice.below-reservation": Words("최저선보다 {gap} 낮습니다.", "{gap} below your least."),
    "advice.alternative-better": Words("대안이 {gap} 낫습니다.", "Your alternative is {gap} better."),
    "advice.little-left": Words("여기서 더 나올 것이 거의 없습니다.", "There is little more to come here."),
    # ---- what is not known ----
    "advice.unknown-worth": Words("값을 모르는 제안이 있습니다.", "The worth of an offer is not known."),
    "advice.unknown-target": Words("목표를 정하지 않았습니다.", "No target is set."),
    "advice.unknown-alternative": Words("다른 곳의 견적이 없습니다.", "There is no quote from elsewhere."),
    "advice.unknown-quote-fee": Words("옮기는 값을 다 알지 못합니다.", "What switching costs is not fully known."),
    "advice.is": Words("{action}: {text}", "{action}: {text}"),
    "advice.table": Words("제안의 값 {value}", "On the table: {value}"),
    "advice.target": Words("목표 {target}", "Target: {target}"),
    "advice.reservation": Words("최저선 {reservation}", "Least: {reservation}"),
    "advice.round": Words("통화 {round}번", "Calls: {round}"),
    "advice.no-case": Words(
        "건이 없습니다. 먼저 haegi case new 로 만드세요.", "There is no case yet. Make one with: haegi case new"
    ),
    # ---- the commands ----
    "cli.advise": Words("받을지, 더 요구할지, 미룰지, 옮길지", "Accept, push, defer, switch or leave"),
    "cli.simulate": Words("많은 통화를 모의로 돌려 방침을 견줍니다", "Play many cases and compare policies"),
    "cli.simulate.playbook": Words("대본의 id 또는 경로", "a playbook's id or path"),
    "cli.simulate.personas": Words("상담 창구: 이름, 파일 또는 폴더 (없으면 모두)", "desks: a name, a file or a folder (else all)"),
    "cli.simulate.policy": Words("방침 (여러 번 가능, 없으면 모두)", "a policy (repeatable, else all)"),
    "cli.simulate.calls": Words("건의 수", "the number of cases"),
    "cli.simulate.seed": Words("같은 수이면 같은 결과입니다", "the same number gives the same figures"),
    "cli.simulate.jobs": Words("함께 돌릴 작업의 수 (0: 모든 코어)", "processes at a time (0: all cores)"),
    "cli.simulate.alternative": Words("거래가 없을 때의 대안 (원)", "what no deal is worth (won)"),
    "simulate.calls": Words("--calls 는 1 이상 {most} 이하여야 합니다.", "--calls is a number from 1 to {most}."),
    "simulate.jobs": Words("--jobs 는 0 이상 {most} 이하여야 합니다.", "--jobs is a number from 0 to {most}."),
    "simulate.alternative": Words("--alternative 는 0 이상의 금액(원)이어야 합니다.", "--alternative is a sum in won, 0 or more."),
    "simulate.policy": Words("'{name}' 방침은 없습니다. 있는 것: {known}.", "There is no policy '{name}'. There are: {known}."),
    "simulate.no-desk": Words(
        "{name|은} 원화로 제안하는 창구가 아니라서 시뮬레이션할 수 없습니다. haegi rehearse 로 연습하세요.",
        "'{name}' is no desk that offers won, so there is nothing to simulate. Rehearse against it: haegi rehearse.",
    ),
    "simulate.no-persona": Words(
        "'{name}' 상담 창구를 찾지 못했습니다. 있는 것: {known}.", "No persona '{name}' was found. There are: {known}."
    ),
    "simulate.title": Words("창구 {desks}곳, {cases}건, 시드 {seed}", "{desks} desks, {cases} cases, seed {seed}"),
    "simulate.cut": Words("멈췄습니다. {done}건까지의 결과입니다.", "Stopped: these are the first {done} cases."),
    "simulate.working": Words("돌리는 중", "playing"),
    "simulate.col-policy": Words("방침", "policy"),
    "simulate.col-deals": Words("성사", "deals"),
    "simulate.col-value": Words("값", "value"),
    "simulate.col-ci95": Words("95% 구간", "95% interval"),
    "simulate.col-share": Words("최선 대비", "of bound"),
    "simulate.col-calls": Words("통화", "calls"),
    "simulate.col-minutes": Words("분", "minutes"),
}
