"""The workshop for playbooks: checking, drawing, making, reading."""

from haegi.text.words import Words

WORDS = {
    "cli.playbooks": Words("대본: 살피기, 그리기, 만들기, 읽기", "Playbooks: check, draw, make, read"),
    "cli.playbook.check": Words(
        "대본의 잘못을 한꺼번에 찾습니다 (없으면 모든 대본)",
        "Find every fault of playbooks at once (default: all)",
    ),
    "cli.playbook.graph": Words("대본의 길을 그립니다", "Draw the ways of a playbook"),
    "cli.playbook.schema": Words("대본 YAML의 JSON 스키마를 냅니다", "Print the JSON Schema of the YAML"),
    "cli.playbook.new": Words(
        "설명이 달린 새 대본과 시험 파일을 씁니다", "Write a commented starter and its test file"
    ),
    "cli.playbook.show": Words("대본을 읽기 좋게 보입니다", "Read a playbook as a person would"),
    "cli.playbook.list": Words("대본과 있는 곳을 보입니다", "List the playbooks and where they come from"),
    "cli.playbook.what": Words("파일, 폴더, id (여럿 가능)", "files, folders or ids"),
    "cli.playbook.strict": Words("경고도 잘못으로 칩니다", "let warnings fail too"),
    "cli.playbook.explain": Words(
        "이 코드가 뜻하는 것을 예와 함께 보입니다", "say what a code means, with an example"
    ),
    "cli.playbook.oneline": Words("한 줄에 하나씩 (편집기용)", "one line a finding, for editors"),
    "cli.playbook.id": Words("새 대본의 id", "id of the new playbook"),
    "cli.playbook.mermaid": Words("Mermaid 글로", "as Mermaid text"),
    "cli.playbook.svg": Words("SVG 그림으로", "as an SVG picture"),
    "cli.playbook.html": Words("브라우저로 여는 HTML로", "as HTML for a browser"),
    "cli.playbook.coverage": Words(
        "시험 대화가 지나는 곳을 칠합니다", "colour what the conversations come through"
    ),
    "cli.playbook.output": Words("쓸 파일 (-: 표준 출력)", "file to write (-: standard output)"),
    "cli.playbook.force": Words("있는 파일을 덮어씁니다", "overwrite existing files"),
    "cli.playbook.find": Words("이 말이 있는 곳만", "only what has these words"),
    "check.none": Words(
        "파일 {files}개에서 고칠 것을 찾지 못했습니다.", "{files} file(s) checked, nothing found."
    ),
    "check.some": Words(
        "파일 {files}개: 잘못 {errors}, 경고 {warnings}.",
        "{files} file(s): {errors} error(s), {warnings} warning(s).",
    ),
    "check.warning": Words("경고", "warning"),
    "check.no-code": Words(
        "'{code}'(이)라는 코드는 없습니다. 있는 코드: {known}",
        "There is no code '{code}'. There are: {known}",
    ),
    "check.example": Words("예 ({file}):", "Example ({file}):"),
    "check.one-form": Words(
        "--json 과 --oneline 가운데 하나만 고르세요.", "Choose one of --json and --oneline."
    ),
    "graph.one-form": Words(
        "--mermaid, --svg, --html 가운데 하나만 고르세요.", "Choose one of --mermaid, --svg and --html."
    ),
    "graph.begin": Words("시작", "Begin"),
    "graph.anytime": Words("언제든", "any time"),
    "graph.unreachable": Words("닿지 않음", "unreachable"),
    "graph.trap": Words("함정", "trap"),
    "graph.stuck": Words("끝으로 가는 길 없음", "no way to an end"),
    "graph.seen": Words("위에 있음", "see above"),
    "graph.next": Words("말한 뒤", "then"),
    "new.made": Words("썼습니다: {path}", "Written: {path}"),
    "new.bad-id": Words(
        "'{id}'은(는) id로 쓸 수 없습니다. 영어 소문자로 시작해 소문자, 숫자, '_', '-'만 씁니다.",
        "'{id}' can't be an id: begin with a lower-case letter; only lower-case letters, digits, '_' and '-'.",
    ),
    "show.openings": Words("시작", "Openings"),
    "show.stages": Words("단계", "Stages"),
    "show.cards": Words("카드", "Cards"),
    "show.ends": Words("끝", "Ends"),
    "show.when": Words("조건", "when"),
    "show.known": Words("있음", "known"),
    "show.unknown": Words("모름", "unknown"),
    "show.watch": Words("살필 것", "watch"),
    "show.todo": Words("끊은 뒤", "afterwards"),
    "show.on": Words("상담원이 {moves}", "if the agent {moves}"),
    "show.none": Words("'{text}'에 맞는 것이 없습니다.", "Nothing fits '{text}'."),
    "list.shipped": Words("haegi와 함께 온 것", "came with haegi"),
    "list.own": Words("내 폴더", "your folder"),
    "list.hidden": Words("같은 id가 먼저 있음", "hidden by the same id"),
    "list.broken": Words("(읽을 수 없음)", "(can't be read)"),
}
