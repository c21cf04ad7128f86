"""Hearing, on the command line."""

from haegi.text.words import Words

WORDS = {
    "cli.hear": Words("들은 말이 어떤 수인지 알려 줍니다", "Tell which move a sentence makes"),
    "cli.hear.text": Words("들은 말 (-: 표준 입력을 한 줄씩)", "what was said (-: standard input, a line at a time)"),
    "cli.hear.speaker": Words("누가 한 말인지", "who said it"),
    "cli.hear.eval": Words("이 TSV의 문장으로 얼마나 맞히는지 잽니다", "measure on the labelled sentences of this TSV"),
    "cli.hear.cv": Words("그 파일만으로 교차 검증합니다", "cross-validate on that file alone"),
    "cli.playbook.train": Words("대본의 예문으로 귀를 훈련합니다 (ID.ears)", "Train the ears on a playbook's examples (ID.ears)"),
    "hear.sure": Words("이렇게 들었습니다.", "Heard:"),
    "hear.unsure": Words("분명하지 않습니다. 이 가운데 하나일까요?", "Not sure. One of these?"),
    "hear.nothing": Words("아는 어떤 말과도 닮지 않았습니다.", "This is like nothing that haegi knows."),
    "hear.offer": Words("제안: {offer}", "Offer: {offer}"),
    "hear.say-what": Words("들은 말을 적어 주세요. 예: haegi hear 위약금 있대", "Say what was heard, e.g. haegi hear 위약금 있대"),
    "hear.no-speaker": Words("'{name}' 대신 agent 나 caller 를 적어 주세요.", "There is no speaker '{name}': agent or caller."),
    "hear.no-rows": Words("{path}에 문장이 없습니다.", "There are no sentences in {path}."),
    "hear.bad-row": Words(
        "{path}:{line}: 칸은 speaker, id, style, text 넷이고 speaker는 agent 나 caller 입니다.",
        "{path}:{line}: four columns are needed (speaker, id, style, text), and speaker is agent or caller.",
    ),
}
