"""What `haegi playbook test` says beside the faults."""

from haegi.text.words import Words

WORDS = {
    "cli.playbook.test": Words(
        "대본 옆의 대화(NAME.test.yaml)를 돌려 봅니다",
        "Play the conversations beside a playbook (NAME.test.yaml)",
    ),
    "cli.playbook.test.what": Words("대본의 id, 파일, 폴더 (없으면 모두)", "id, file or folder (all of them)"),
    "cli.playbook.test.explore": Words(
        "모든 갈래를 걸어 보고 무작위로 통화해 봅니다", "walk every branch, and make random calls"
    ),
    "cli.playbook.test.seed": Words("무작위 통화의 씨앗", "seed of the random calls"),
    "dialogue.passed": Words("{id}: 대화 {count}편이 모두 맞습니다.", "{id}: {count} conversation(s), all as expected."),
    "dialogue.failed": Words(
        "{id}: 대화 {count}편 가운데 {failed}편이 어긋났습니다.",
        "{id}: {failed} of {count} conversation(s) did not go as expected.",
    ),
    "dialogue.none": Words(
        "{id}: 대화가 없습니다. {file}에 적으면 됩니다.", "{id}: no conversations yet. They go into {file}."
    ),
    "dialogue.empty-folder": Words(
        "{folder}에 대화 파일(NAME.test.yaml)이 없습니다.",
        "There are no conversations (NAME.test.yaml) in {folder}.",
    ),
    "dialogue.walked": Words(
        "{states}개 상태를 걷고 {calls}번 통화했습니다 (씨앗 {seed}).",
        "Walked {states} states and made {calls} random calls (seed {seed}).",
    ),
    "dialogue.cut": Words("더 깊은 곳은 가 보지 않았습니다.", "What lies deeper was not tried."),
    "dialogue.conversations": Words("대화", "conversations"),
    "dialogue.explored": Words("탐색", "exploration"),
    "dialogue.stages": Words("단계", "stages"),
    "dialogue.branches": Words("갈래", "branches"),
    "dialogue.cards": Words("카드", "cards"),
    "dialogue.lines": Words("할 말", "lines"),
    "dialogue.ends": Words("끝", "ends"),
    "dialogue.never": Words("가 보지 못한 {kind}: {names}", "never reached, {kind}: {names}"),
}
