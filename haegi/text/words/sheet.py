"""The printed sheet: its titles, its blanks, its small print."""

from haegi.text.words import Words

WORDS = {
    # ---- the command ----
    "cli.sheet": Words(
        "전화 옆에 둘 한 장을 만듭니다 (HTML, PDF, Markdown, 글)",
        "Make the one-page sheet to keep beside the phone (HTML, PDF, Markdown, text)",
    ),
    "cli.sheet.case": Words("이 건의 숫자와 제안을 채웁니다", "fill in this case's numbers and offers"),
    "cli.sheet.output": Words(
        "쓸 파일 (없으면 이 폴더에 이름을 지어 씁니다, -: 표준 출력)",
        "file to write (a telling name in this folder; -: standard output)",
    ),
    "cli.sheet.format": Words("형식 (없으면 파일 이름의 끝을 따릅니다)", "format (else by the file's ending)"),
    "cli.sheet.lang": Words(
        "종이의 언어: both는 두 언어를 함께 (통화의 말은 언제나 통화의 언어로)",
        "language of the sheet; both: side by side (the lines stay in the language of the call)",
    ),
    "cli.sheet.full": Words("둘째 장에 모든 카드를 더합니다", "add a second page with every card"),
    "cli.sheet.date": Words("종이에 적을 날짜", "the date to print"),
    "sheet.no-lang": Words("'{text}'는 없습니다. --lang ko, en, both 가운데 하나를 쓰세요.", "There is no '{text}'. Use --lang ko, en or both."),
    "sheet.no-format": Words(
        "'{text}' 형식은 없습니다. html, pdf, md, txt 가운데 하나를 쓰세요.",
        "There is no format '{text}'. Use html, pdf, md or txt.",
    ),
    "sheet.no-pdf": Words(
        "PDF에는 추가 꾸러미와 한글 글꼴이 필요합니다: pip install 'haegi[pdf]'. 없이도 되는 길: --format html 로 만들어 브라우저에서 인쇄.",
        "A PDF needs an extra package with a Hangul font: pip install 'haegi[pdf]'. Without it: --format html, printed from a browser.",
    ),
    "sheet.other-case": Words(
        "'{name}' 건은 {playbook} 대본의 것입니다.", "Case '{name}' belongs to the playbook {playbook}."
    ),
    # ---- titles ----
    "sheet.stages": Words("차례대로 할 말", "What to say, in order"),
    "sheet.answers": Words("상담원이 이러면, 이렇게  (! 함정)", "If the agent does this, say this  (! trap)"),
    "sheet.before": Words("'네' 하기 전에 글로 받을 것", "In writing before any yes"),
    "sheet.help": Words("힘이 되는 번호와 규정", "Numbers and rules that help"),
    "sheet.numbers": Words("내 숫자", "My numbers"),
    "sheet.rounds": Words("차수별 제안", "Offers, round by round"),
    "sheet.notes": Words("통화 메모", "Notes of the call"),
    "sheet.cards": Words("모든 카드", "All cards"),
    "sheet.more": Words("그 밖에 {count}가지. 함정은 {names}.", "{count} more, among them these traps: {names}."),
    # ---- what must be in writing ----
    "sheet.before.bill": Words("부가세 포함 월 청구액", "the monthly bill, tax included"),
    "sheet.before.term": Words("약정 시작일과 종료일, 중간에 끝낼 때 내는 돈", "contract start and end, and what leaving early costs"),
    "sheet.before.gift": Words("사은품 금액, 지급일, 돌려줘야 하는 경우", "the gift: amount, payment date, when it must be returned"),
    "sheet.before.added": Words("추가되는 상품이나 장비가 없다는 것", "that no product or equipment is added"),
    "sheet.before.agreed": Words("합의한 내용 그대로", "what was agreed, word for word"),
    "sheet.before.sums": Words("금액과 날짜 하나하나", "each sum and each date"),
    "sheet.before.else": Words("지켜지지 않으면 어떻게 되는지", "what happens if it is not kept"),
    "sheet.before.sender": Words("회사 번호로 온 글인지, 담당자 이름이 있는지", "that it comes from the company, with a name"),
    # ---- blanks ----
    "sheet.quote": Words("타사 견적", "Rival quote"),
    "sheet.monthly": Words("월 {fee}", "{fee} a month"),
    "sheet.rounds.call": Words("차수", "round"),
    "sheet.rounds.offer": Words("제안", "offer"),
    "sheet.rounds.worth": Words("값", "worth"),
    "sheet.notes.agent": Words("부서, 이름", "team, name"),
    "sheet.notes.line": Words("직통 번호", "direct line"),
    "sheet.notes.time": Words("날짜, 시각", "date, time"),
    "sheet.notes.reference": Words("접수 번호", "reference"),
    "sheet.notes.promise": Words("약속, 기한", "promise, due"),
    # ---- the rest ----
    "sheet.nth": Words("{number}번째 통화", "call {number}"),
    "sheet.day": Words("{day}", "{day}"),
    "sheet.no-advice": Words("법률 자문이 아닙니다.", "This is not legal advice."),
    "sheet.dated": Words(
        "번호와 규정은 적힌 날짜의 것이니 전화 전에 다시 확인하세요.",
        "Numbers and rules are as of the dates given; check them before you call.",
    ),
    "sheet.made": Words("haegi, 대본 {playbook}.", "haegi, playbook {playbook}."),
}  # fmt: skip
