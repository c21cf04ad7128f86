"""What checking a playbook finds, by code. Families: F flow, N names, L speech, G negotiation."""

from haegi.text.words import Words

WORDS = {
    "F002": Words("'{stage}' 단계로 가는 길이 없습니다.", "Nothing leads to the stage '{stage}'."),
    "F003": Words("'{stage}' 단계에서 나가는 길이 없습니다.", "The stage '{stage}' has no way on."),
    "F004": Words(
        "여기서는 어떤 끝에도 이르지 못합니다. 서로만 오가는 단계: {stages}.",
        "No end can be reached from here. These stages only lead to each other: {stages}.",
    ),
    "F005": Words(
        "'{target}'(으)로 가는 이 길은 쓰이지 않습니다. 앞의 길이 같은 때에 먼저 맞습니다 ({move}).",
        "This way to '{target}' is never taken: an earlier one holds whenever it does ({move}).",
    ),
    "F006": Words(
        "상담원이 '{move}'을(를) 해도 답이 없습니다. 갈래나 카드를 두세요.",
        "Nothing answers when the agent does '{move}': give it a branch or a card.",
    ),
    "F007": Words(
        "'{fact}'에 대한 이 조건은 맞을 수가 없습니다.", "What this asks of '{fact}' can never hold."
    ),
    "N007": Words("'{slot}' 칸을 쓰는 곳이 없습니다.", "Nothing uses the slot '{slot}'."),
    "N008": Words("'{name}'에서 쓰는 것이 하나도 없습니다.", "Nothing of '{name}' is used."),
    "N009": Words(
        "두 언어의 내용이 서로 다릅니다 ({reason}).", "The two languages don't say the same ({reason})."
    ),
    "L001": Words(
        "한숨에 말하기에 깁니다 ({count}음절, {limit}음절까지). 나누거나 줄이세요.",
        "Too long for one breath ({count} syllables, {limit} at the most): split or shorten it.",
    ),
    "L002": Words("{language} 풀이가 없습니다.", "The gloss in {language} is missing."),
    "L003": Words(
        "무례하게 들립니다: '{word}'. 상대는 할 일을 하는 사람입니다.",
        "This sounds impolite: '{word}'. The agent is a person doing a job.",
    ),
    "L004": Words(
        "'{char}'({name})은(는) 터미널마다 폭이 다릅니다. 다른 글자를 쓰세요.",
        "'{char}' ({name}) is one cell wide in some terminals and two in others: use another character.",
    ),
    "G001": Words(
        "최저 금액에 못 미치는 제안을 받아들이는 길이 있습니다 ({stage}). 조건을 두세요: "
        "when: {{offer: {{at_least: reservation}}}}.",
        "Some path accepts an offer below the reservation ({stage}). Guard it: when: {{offer: {{at_least: reservation}}}}.",
    ),
    "G002": Words(
        "조건을 되짚지 않고 받아들이는 길이 있습니다 ({stage}). 그 전에 reads_back 을 하는 단계를 두세요.",
        "Some path accepts before the terms were read back ({stage}): put a stage that does reads_back before it.",
    ),
    "G003": Words(
        "글로 받지 않고 받아들이는 길이 있습니다 ({stage}). 그 전에 asks_written 을 하는 단계를 두세요.",
        "Some path accepts without a written confirmation ({stage}): put a stage that does asks_written before it.",
    ),
    "G004": Words(
        "기록한 견적 없이 타사를 말할 수 있습니다 ({line}). when: {{quote: known}} 을 두세요.",
        "This may cite a competitor without a recorded quote ({line}). Guard it: when: {{quote: known}}.",
    ),
    "G005": Words(
        "한 번도 미루지 않고 받아들이는 길이 있습니다 ({stage}). when: {{deferred: true}} 를 두세요.",
        "Some path accepts although nothing was ever deferred ({stage}). Guard it: when: {{deferred: true}}.",
    ),
    "G006": Words(
        "상담원에게 속내를 알려 줍니다: {what}.", "This gives your limit away to the agent: {what}."
    ),
    "G007": Words("'{move}' 수법에 답하는 카드가 없습니다.", "No card answers the tactic '{move}'."),
}
