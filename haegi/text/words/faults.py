"""Faults in files, by code.

Families: Y the YAML itself, S its shape, I includes, N names, F flow, T conversations: T00. and T01. what was expected
and did not come, T02. what fits no playbook, T04. what an exploration found.
"""

from haegi.text.words import Words

WORDS = {
    "faults": Words("고칠 곳 {count}군데를 찾았습니다.", "{count} fault(s) found."),
    "faults.near": Words("혹시 '{near}'인가요?", "Did you mean '{near}'?"),
    "expected.text": Words("글", "text"),
    "expected.whole_number": Words("정수", "a whole number"),
    "expected.number": Words("수", "a number"),
    "expected.true_or_false": Words("true 또는 false", "true or false"),
    "expected.mapping": Words("'이름: 값' 묶음", "a mapping of names to values"),
    "expected.list": Words("목록", "a list"),
    "expected.date": Words("2026-11-25 같은 날짜", "a date such as 2026-11-25"),
    "expected.nothing": Words("빈 값", "nothing"),
    "expected.other": Words("다른 모양의 값", "a value of another form"),
    "why.not_a_file": Words("폴더이거나 장치", "a folder or a device"),
    "why.empty_text": Words("ko나 en 가운데 하나는 있어야 함", "it needs ko or en"),
    "why.limit_order": Words("낮은 금액을 먼저 적어야 함", "the lower sum comes first"),
    "why.form_empty": Words("0보다 큰 몫이 하나는 있어야 함", "one share at least is above 0"),
    "why.empty_condition": Words("조건이 비어 있음", "the condition is empty"),
    "Y001": Words("읽을 수 있는 파일이 아닙니다 ({reason}).", "This can't be read as a file ({reason})."),
    "Y002": Words(
        "너무 커서 읽지 않았습니다 (한도 {limit}).", "This is too large and was not read (limit {limit})."
    ),
    "Y003": Words("UTF-8이 아닙니다. UTF-8로 저장해 주세요.", "This is not UTF-8. Save the file as UTF-8."),
    "Y004": Words("YAML 문법이 맞지 않습니다: {problem}.", "The YAML is malformed: {problem}."),
    "Y005": Words(
        "쓸 수 없는 제어 문자가 있습니다.", "There is a control character that YAML does not allow."
    ),
    "Y006": Words(
        "파일은 '이름: 값' 묶음으로 시작해야 합니다.",
        "The file must begin with a mapping of names to values.",
    ),
    "Y007": Words(
        "한 파일에는 문서 하나만 둡니다. 둘째 '---'부터 지워 주세요.",
        "One document to a file: remove what follows the second '---'.",
    ),
    "Y008": Words("{limit}단보다 깊게 들어가 있습니다.", "This is nested more than {limit} levels deep."),
    "Y009": Words(
        "앵커(&)와 별칭(*)은 쓰지 않습니다. 내용을 그대로 적어 주세요.",
        "Anchors (&) and aliases (*) are not used here: write the content out.",
    ),
    "Y010": Words("'{key}'이(가) 같은 곳에 두 번 나옵니다.", "'{key}' stands here twice."),
    "Y011": Words("이름 자리에 글이 아닌 것이 있습니다.", "A key must be plain text."),
    "Y012": Words(
        "태그 '{tag}'은(는) 쓰지 않습니다. 지워 주세요.", "The tag '{tag}' is not used here: remove it."
    ),
    "S001": Words(
        "'{key}'은(는) 이 자리에 없는 이름입니다. 쓸 수 있는 이름: {allowed}.",
        "'{key}' is not known here. Known: {allowed}.",
    ),
    "S002": Words("'{name}'이(가) 빠졌습니다.", "'{name}' is missing."),
    "S003": Words("'{name}'에는 {expected|이} 와야 합니다.", "'{name}' must be {expected}."),
    "S004": Words("'{name}'이(가) 비어 있습니다.", "'{name}' is empty."),
    "S005": Words(
        "id는 영어 소문자로 시작해 소문자, 숫자, '_', '-'만 씁니다.",
        "An id begins with a lower-case letter and has only lower-case letters, digits, '_' and '-'.",
    ),
    "S006": Words(
        "'{shown}'은(는) 쓸 수 없습니다. 쓸 수 있는 값: {allowed}.", "'{shown}' is not one of: {allowed}."
    ),
    "S007": Words("'{name}'의 값이 맞지 않습니다 ({why}).", "The value of '{name}' does not fit ({why})."),
    "S008": Words("'{name}'은(는) {bound} 이어야 합니다.", "'{name}' must be {bound}."),
    "I001": Words("함께 읽을 '{name}' 파일이 없습니다.", "There is no file '{name}' to include."),
    "I002": Words("'{name}'은(는) 이 폴더 밖을 가리킵니다.", "'{name}' leads outside the folder."),
    "I003": Words(
        "'{name}'은(는) 다른 파일에서도 정하고 있습니다 ({where}).", "'{name}' is defined in another file too ({where})."
    ),
    "I004": Words("서로를 끝없이 불러옵니다: {ring}.", "These files lead back to each other: {ring}."),
    "F001": Words("'{target}'(이)라는 단계나 끝이 없습니다.", "There is no stage or end '{target}'."),
    "N001": Words("'{move}'(이)라는 말길이 없습니다.", "There is no move '{move}'."),
    "N002": Words("'{slot}'을(를) 채울 것이 없습니다.", "Nothing fills the slot '{slot}'."),
    "N003": Words(
        "짝이 맞지 않는 중괄호가 있습니다. 글자로 쓰려면 두 번 적습니다.",
        "A brace makes no slot. To show one, write it twice.",
    ),
    "N004": Words(
        "조건이 묻는 '{fact}'은(는) 어디에서도 정해지지 않습니다.",
        "The guard asks about '{fact}', which is never known.",
    ),
    "N005": Words(
        "통화 언어({language})로 할 말이 없습니다.",
        "There are no words in the language of the call ({language}).",
    ),
    "N006": Words(
        "'{name}'이(가) 단계이면서 끝입니다. 이름을 나눠 주세요.",
        "'{name}' is both a stage and an end: give them two names.",
    ),
    "T001": Words(
        "여기서 안내할 말은 '{wanted}'인데 '{came}'이(가) 나왔습니다.",
        "The coach should cue '{wanted}' here, and cues '{came}'.",
    ),
    "T002": Words(
        "안내하는 말에 '{wanted}'(이)라는 대목이 없습니다. 나온 말: {came}",
        "The line does not say '{wanted}'. It says: {came}",
    ),
    "T003": Words(
        "'{unwanted}'(이)라는 말은 나오지 않아야 합니다. 나온 말: {came}",
        "'{unwanted}' must not be said here. Shown: {came}",
    ),
    "T004": Words(
        "'{wanted}' 단계여야 하는데 '{came}' 단계입니다.", "This should be stage '{wanted}', and is '{came}'."
    ),
    "T005": Words(
        "'{name}'의 값은 {wanted}여야 하는데 {came}입니다.",
        "'{name}' should be {wanted}, and is {came}.",
    ),
    "T006": Words(
        "통화는 {wanted}(으)로 끝나야 하는데 {came}(으)로 끝났습니다.",
        "The call should end as {wanted}, and ends as {came}.",
    ),
    "T007": Words(
        "상담원이 '{wanted}'(을)를 하리라 보지 않는 자리입니다. 보이는 것: {came}",
        "The agent is not expected to do '{wanted}' here. Expected: {came}",
    ),
    "T008": Words(
        "'{wanted}'은(는) 여기서 고를 수 있는 말이 아닙니다. 고를 수 있는 말: {came}",
        "'{wanted}' is not among the lines shown here: {came}",
    ),
    "T009": Words(
        "여기서는 '{act}'을(를) 할 수 없습니다. 끝난 통화는 resume으로만 이어집니다.",
        "There can be no '{act}' here. Once a call is over, only 'resume' goes on.",
    ),
    "T010": Words("'{text}'에서 제안을 읽을 수 없습니다.", "There is no offer in '{text}'."),
    "T011": Words(
        "{number}번째 통화는 '{name}'(으)로 시작할 수 없습니다.", "Call {number} can't open with '{name}'."
    ),
    "T012": Words(
        "상담원이 말할 차례여야 하는데 '{came}'을(를) 안내합니다.",
        "The agent should have the word, but the coach cues '{came}'.",
    ),
    "T013": Words(
        "'{stage}' 단계는 상담원이 말할 차례라 안내하는 말이 없습니다.",
        "Nothing is cued in stage '{stage}': the agent has the word.",
    ),
    "T020": Words("대본에 '{name}'(이)라는 것이 없습니다.", "The playbook has no '{name}' for this."),
    "T021": Words(
        "한 걸음에는 한 가지 일만 적습니다: '{first}', '{second}'.",
        "One thing happens in a step: '{first}' and '{second}' need a step each.",
    ),
    "T022": Words("'{value}'은(는) '{name}'에 맞는 값이 아닙니다.", "'{value}' is no value for '{name}'."),
    "T024": Words("이 파일 옆의 대본은 '{name}'이(가) 아닙니다.", "The playbook of this file is not '{name}'."),
    "T040": Words(
        "'{stage}' 단계에서 할 말도, 기다릴 말도 없습니다. 거기까지: {way}",
        "In stage '{stage}' there is nothing to say and nothing to wait for. The way there: {way}",
    ),
    "T041": Words(
        "'{stage}' 단계에서 시작하면 통화가 끝나지 않습니다. 거기까지: {way}",
        "From stage '{stage}' no end can be reached. The way there: {way}",
    ),
    "T042": Words("'{name}' 갈래로는 가 보지 못했습니다.", "The branch '{name}' was never taken."),
}
