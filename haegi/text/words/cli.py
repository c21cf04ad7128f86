"""The command line's own words."""

from haegi.text.words import Words

WORDS = {
    "cli.help": Words(
        "통신사와 협상하는 통화를 곁에서 돕습니다. 통화가 왔다면: haegi coach",
        "The coach for calls with your telecom carrier. The phone is ringing? haegi coach",
    ),
    "cli.lang": Words("화면 언어", "language of the interface"),
    "cli.version": Words("판을 보이고 끝냅니다", "show the version and exit"),
    "cli.bug": Words(
        "haegi의 잘못입니다. 기록된 것은 남아 있습니다. {what} ({where})",
        "This is a bug in haegi. What was recorded is kept. {what} ({where})",
    ),
    "cli.unwritten": Words(
        "답을 끝까지 쓰지 못했습니다 ({why}). 기록된 것은 남아 있습니다.",
        "The answer could not be written to its end ({why}). What was recorded is kept.",
    ),
    "cli.playbook": Words("대본의 id나 파일 (기본 retention-kr)", "id or file of a playbook (retention-kr)"),
    "cli.coach": Words("지금 하는 통화를 한 줄씩 이끕니다", "Walk through a live call, line by line"),
    "cli.coach.case": Words("이 통화가 속한 건", "the case this call belongs to"),
    "cli.coach.face": Words(
        "screen(전체 화면) 또는 lines(한 줄씩)", "screen (full screen) or lines (prompts)"
    ),
    "cli.coach.date": Words("통화하는 날 (기본 오늘)", "the day of the call (today)"),
    "cli.no-face": Words(
        "'{face}' 화면은 없습니다. screen 이나 lines 중에서 골라 주세요.",
        "There is no face '{face}'. Choose screen or lines.",
    ),
    "cli.no-screen": Words(
        "이 터미널에는 전체 화면을 그릴 수 없어 한 줄씩 진행합니다.",
        "This terminal can't show the full screen; going on line by line.",
    ),
    "cli.which-case": Words("어느 건의 통화인가요? (Enter: 1)", "Which case is this call about? (Enter: 1)"),
    "cli.resume": Words(
        "{when}에 시작한 통화가 끊긴 채입니다.\n  1 이어서 하기 (Enter)\n  2 새 통화",
        "The call begun on {when} was cut.\n  1 go on with it (Enter)\n  2 a new call",
    ),
    "cli.case": Words("건: 계약, 목표, 견적, 통화 기록", "Cases: contract, target, quotes, calls"),
    "cli.case.new": Words(
        "새 건을 만듭니다. 물음은 Enter로 건너뜁니다", "Make a case. Enter skips a question"
    ),
    "cli.case.list": Words("건을 모두 보입니다", "List the cases"),
    "cli.case.show": Words("건 하나를 보입니다", "Show a case"),
    "cli.case.edit": Words("건의 내용을 고칩니다", "Change what is known of a case"),
    "cli.case.remove": Words("건을 지웁니다. 되돌릴 수 없습니다", "Remove a case for good"),
    "cli.case.export": Words("건을 JSON 파일로 냅니다", "Write a case to a JSON file"),
    "cli.case.import": Words("내보낸 건을 들입니다", "Read a case that was exported"),
    "cli.case.remind": Words(
        "다시 통화할 날을 달력 파일(.ics)로 냅니다", "Write the follow-up as a calendar file (.ics)"
    ),
    "cli.case.name": Words("건의 이름 (없으면 가장 최근 건)", "name of the case (the latest one)"),
    "cli.case.from": Words("이 YAML 파일에서 읽습니다", "read it from this YAML file"),
    "cli.case.carrier": Words("통신사", "carrier"),
    "cli.case.product": Words("상품", "product"),
    "cli.case.fee": Words("월 요금 (예: 33000, 3만3천원)", "monthly fee (33000, 3만3천원)"),
    "cli.case.end-internet": Words("인터넷 약정 만료일", "end of the internet contract"),
    "cli.case.end-tv": Words("TV 약정 만료일", "end of the TV contract"),
    "cli.case.end-device": Words("장비 약정 만료일", "end of the equipment contract"),
    "cli.case.target": Words("목표 금액", "target sum"),
    "cli.case.reservation": Words("받아들일 최저 금액", "the least acceptable sum"),
    "cli.case.quote": Words(
        "받은 견적: '회사 상품 금액 날짜' (여러 번 가능)",
        "a real quote: 'provider product amount date' (repeatable)",
    ),
    "cli.case.set": Words("그 밖의 값: 이름=값 (여러 번 가능)", "anything else: name=value (repeatable)"),
    "cli.case.horizon": Words("값을 셈하는 개월 수", "months over which offers are valued"),
    "cli.case.yes": Words("묻지 않고 지웁니다", "don't ask"),
    "cli.case.output": Words("쓸 파일 (-: 표준 출력)", "file to write (-: standard output)"),
    "cli.case.force": Words("있는 파일을 덮어씁니다", "overwrite an existing file"),
    "cli.case.file": Words("내보낸 JSON 파일", "the exported JSON file"),
    "cli.json": Words("JSON으로 답합니다", "answer in JSON"),
    "case.made": Words(
        "'{name}' 건을 만들었습니다. 통화할 때: haegi coach --case {name}",
        "Case '{name}' is made. For the call: haegi coach --case {name}",
    ),
    "case.bad-name": Words(
        "건의 이름은 빈칸만으로 짓지 않고 {limit}자까지 씁니다.",
        "The name of a case has at most {limit} characters and not only spaces.",
    ),
    "case.changed": Words("'{name}' 건을 고쳤습니다.", "Case '{name}' is changed."),
    "case.nothing-to-change": Words(
        "고칠 것을 주지 않았습니다. 예: haegi case edit {name} --fee 33000",
        "Nothing to change was given. Example: haegi case edit {name} --fee 33000",
    ),
    "case.which-call": Words("어느 통화인가요? (Enter: 1)", "Which call is this? (Enter: 1)"),
    "case.unknown-carrier": Words(
        "'{name}': haegi에 이 회사의 수치는 없습니다(아는 회사: {known}). 그대로 적었으니 대본은 쓸 수 있고, 금액과 날짜는 상담원에게 들은 것만 적으세요.",
        "'{name}': haegi has no figures for this company (it knows {known}). The name is kept and the lines work; take sums and dates from the agent alone.",
    ),
    "case.yes-no": Words("네 / 아니요", "yes / no"),
    "case.skip": Words("Enter: 건너뛰기", "Enter skips"),
    "case.ask-quote": Words(
        "다른 회사에서 받은 견적이 있나요? '회사 상품 금액 날짜'",
        "Do you have a quote from another provider? 'provider product amount date'",
    ),
    "case.example": Words("예: {example}", "e.g. {example}"),
    "case.empty": Words(
        "아직 건이 없습니다. haegi case new 로 만들거나 haegi coach 로 바로 시작하세요.",
        "There are no cases yet. Make one with haegi case new, or just start haegi coach.",
    ),
    "case.sure": Words(
        "'{name}' 건과 통화 기록을 모두 지울까요? 되돌릴 수 없습니다. 지우려면 이름을 적으세요: ",
        "Remove the case '{name}' with all its calls? It can't be undone. Type its name to remove it: ",
    ),
    "case.kept": Words("'{name}' 건을 그대로 두었습니다.", "Case '{name}' is kept."),
    "case.removed": Words("'{name}' 건을 지웠습니다.", "Case '{name}' is removed."),
    "case.written": Words("썼습니다: {path}", "Written: {path}"),
    "case.read-in": Words(
        "'{name}' 건을 들였습니다 (통화 {calls}번).", "Case '{name}' is read in ({calls} calls)."
    ),
    "case.no-reminder": Words(
        "'{name}' 건에는 다시 통화할 날도, 날짜 있는 약속도 없습니다. 통화를 미룰 때 날짜를 적어 두세요: /end deferred 2026-11-25",
        "Case '{name}' has no follow-up and no dated promise. Give a day when you defer: /end deferred 2026-11-25",
    ),
    "case.no-slot": Words(
        "'{name}'은(는) 이 대본이 묻지 않는 값입니다. 물어보는 값: {known}",
        "'{name}' is nothing this playbook asks for. It asks for: {known}",
    ),
    "case.set-how": Words(
        "'{text}'은(는) '이름=값' 모양이 아닙니다. 예: --set years=6",
        "'{text}' is not of the form name=value. Example: --set years=6",
    ),
    "case.bad-choice": Words(
        "'{text}' 대신 다음 중에서 골라 주세요: {choices}", "'{text}' is not one of: {choices}"
    ),
    "case.not-export": Words(
        "{path|은} haegi가 내보낸 건이 아닙니다.", "{path} is not a case exported by haegi."
    ),
    "case.no-playbook": Words("(대본 {playbook|을} 읽을 수 없습니다)", "(playbook {playbook} can't be read)"),
    "case.calls": Words("통화", "Calls"),
    "case.call-row": Words("{number}차  {when}  {outcome}", "call {number}  {when}  {outcome}"),
    "case.quotes": Words("견적", "Quotes"),
    "case.offers": Words("제안", "Offers"),
    "case.promises": Words("약속", "Promises"),
    "case.promise-kept": Words("지켜짐", "kept"),
    "case.no-promise": Words(
        "'{name}' 건에 {number}번 약속은 없습니다. 약속은 {count}개입니다: haegi case show {name}",
        "Case '{name}' has no promise {number}; it has {count}: haegi case show {name}",
    ),
    "promise.past": Words(
        "{who|이} 약속한 '{text}', {day}까지였습니다({call}차 통화).", "{who} promised '{text}' by {day}, which is past (call {call})."
    ),
    "promise.today": Words(
        "{who|이} 약속한 '{text}', 오늘까지입니다({call}차 통화).", "{who} promised '{text}' by today (call {call})."
    ),
    "promise.company": Words("통신사", "The carrier"),
    "promise.cite": Words("이 통화에서 꺼내려면: /find {title}", "To cite it in this call: /find {title}"),
    "promise.mark": Words("지켜졌으면: haegi case edit {name} --kept {number}", "If it was kept: haegi case edit {name} --kept {number}"),
    "cli.case.kept": Words("지켜진 약속의 번호 (haegi case show의 번호, 여러 번 가능)", "number of a promise that was kept, as case show has it (repeatable)"),
    "cli.case.not-kept": Words("지켜지지 않은 것으로 되돌릴 약속의 번호", "number of a promise that was not kept after all"),
    "cli.case.date": Words("어느 날로 볼지 (기본 오늘)", "as of this day (today)"),
    "case.decisions": Words("결정", "Decisions"),
    "case.look-again": Words("다시 볼 날: {day}", "look again: {day}"),
    "case.follow-up": Words("다시 통화할 날: {day}", "Follow-up: {day}"),
    "remind.title": Words("통신사 재통화: {case}", "Call with the carrier: {case}"),
    "remind.text": Words(
        "{case} 건의 다음 통화. haegi coach --case {case}",
        "The next call of case {case}. haegi coach --case {case}",
    ),
    "remind.decision": Words("결정 다시 보기: {text}", "Look again at: {text}"),
    "remind.compare": Words("다시 견주기: haegi compare --case {case}", "Compare again: haegi compare --case {case}"),
    "remind.promise": Words("약속 확인: {text}", "Promise due: {text}"),
}
