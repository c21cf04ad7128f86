"""What the codes of faults mean, for `haegi playbook check --explain`."""

from haegi.text.words import Words

WORDS = {
    "Y001.why": Words(
        "폴더나 장치이거나 읽을 권한이 없습니다. 대본은 보통 파일입니다.",
        "A folder, a device, or a file without permission to read. A playbook is an ordinary file.",
    ),
    "Y002.why": Words(
        "대본이라기에는 너무 큽니다. 잘못 고른 파일이 아닌지 보세요.",
        "Too large for a playbook. Was this the file you meant?",
    ),
    "Y003.why": Words(
        "글자를 읽을 수 없습니다. 편집기에서 UTF-8로 저장하세요.",
        "The characters can't be read. Save the file as UTF-8 in your editor.",
    ),
    "Y004.why": Words(
        "YAML 문법이 어긋나 여기서부터 읽을 수 없습니다. 들여쓰기와 따옴표를 보세요.",
        "The YAML breaks here and nothing after it can be read. Look at indentation and quotes.",
    ),
    "Y005.why": Words(
        "눈에 보이지 않는 제어 문자가 섞였습니다. 지우세요.",
        "An invisible control character slipped in. Delete it.",
    ),
    "Y006.why": Words(
        "파일이 비었거나 목록으로 시작합니다. '이름: 값'으로 시작해야 합니다.",
        "The file is empty or begins with a list. It must begin with 'name: value'.",
    ),
    "Y007.why": Words(
        "'---' 뒤에 둘째 문서가 있습니다. 한 파일에 대본 하나입니다.",
        "A second document follows '---'. One playbook to a file.",
    ),
    "Y008.why": Words(
        "괄호나 들여쓰기가 지나치게 깊습니다.",
        "Brackets or indentation go far too deep.",
    ),
    "Y009.why": Words(
        "앵커와 별칭은 작은 파일을 끝없이 부풀릴 수 있어 쓰지 않습니다.",
        "Anchors and aliases can make a small file endless, so they are not used.",
    ),
    "Y010.why": Words(
        "같은 이름이 두 번 나오면 하나는 소리 없이 사라집니다. 하나를 지우거나 이름을 바꾸세요.",
        "With a key given twice, one of them is silently lost. Remove one or rename it.",
    ),
    "Y011.why": Words(
        "이름 자리에는 글만 올 수 있습니다.",
        "A key can only be text.",
    ),
    "Y012.why": Words(
        "'!'로 시작하는 태그는 쓰지 않습니다. 글이라면 따옴표로 묶으세요.",
        "Tags that begin with '!' are not used. Quote it if it is text.",
    ),
    "S001.why": Words(
        "모르는 이름은 그냥 지나치지 않습니다. 대개 오타입니다.",
        "An unknown key is not passed over: it is usually a slip.",
    ),
    "S002.why": Words(
        "꼭 있어야 하는 것이 없습니다.",
        "Something that must be there is missing.",
    ),
    "S003.why": Words(
        "값의 모양이 다릅니다. 예를 들어 목록 자리에 글이 있습니다.",
        "The value has the wrong form, such as text where a list belongs.",
    ),
    "S004.why": Words(
        "비어 있으면 안 되는 곳이 비었습니다.",
        "Something is empty that must not be.",
    ),
    "S005.why": Words(
        "id는 줄과 단계를 부르는 이름입니다. 영어 소문자로 시작해 소문자, 숫자, '_', '-'만 씁니다.",
        "Ids name lines and stages. They begin with a lower-case letter and have only lower-case letters, digits, '_' and '-'.",
    ),
    "S006.why": Words(
        "정해진 몇 가지 가운데 하나여야 합니다.",
        "It must be one of a few words.",
    ),
    "S007.why": Words(
        "모양은 맞지만 뜻이 통하지 않는 값입니다.",
        "The form is right, but the value makes no sense.",
    ),
    "S008.why": Words(
        "수가 정해진 범위를 벗어났습니다.",
        "A number is out of its range.",
    ),
    "I001.why": Words(
        "함께 읽을 파일이 대본 옆에도, haegi 안에도 없습니다.",
        "The file to include is neither beside the playbook nor in haegi.",
    ),
    "I002.why": Words(
        "대본 폴더 밖의 파일은 함께 읽지 않습니다.",
        "Files outside the playbook's folder are not included.",
    ),
    "I003.why": Words(
        "같은 id를 두 파일에서 정하면 어느 쪽이 맞는지 알 수 없습니다.",
        "With an id defined in two files nobody knows which one counts.",
    ),
    "I004.why": Words(
        "파일이 자신을 다시 불러오면 끝나지 않습니다. 고리를 끊으세요.",
        "A file that leads back to itself never ends. Break the ring.",
    ),
    "N001.why": Words(
        "moves 에 없는 말길입니다. 오타이거나 moves 에 더해야 합니다.",
        "A move that `moves` doesn't have: a slip, or one to add there.",
    ),
    "N002.why": Words(
        "대사의 칸을 채울 것이 없어 화면에 칸 이름이 그대로 나옵니다.",
        "Nothing fills this slot, so the bare name would stand on screen.",
    ),
    "N003.why": Words(
        "짝이 없는 중괄호가 그대로 보이게 됩니다.",
        "A brace without its partner would be shown as it is.",
    ),
    "N004.why": Words(
        "조건이 묻는 것이 한 번도 정해지지 않으므로 조건이 뜻을 잃습니다.",
        "What the guard asks about is never known, so it means nothing.",
    ),
    "N005.why": Words(
        "통화 언어로 적힌 말이 없는 대사는 말할 수 없습니다.",
        "A line without words in the language of the call can't be said.",
    ),
    "N006.why": Words(
        "단계와 끝이 같은 이름이면 'to'가 어느 쪽인지 알 수 없습니다.",
        "With one name for a stage and an end, 'to' could mean either.",
    ),
    "N007.why": Words(
        "물어보고 쓰지 않는 칸은 사람의 시간을 뺏습니다. 지우거나 대사에 넣으세요.",
        "A slot that is asked for and never used wastes the person's time. Remove it or use it.",
    ),
    "N008.why": Words(
        "함께 읽은 파일에서 아무것도 쓰지 않습니다. 줄을 지우세요.",
        "Nothing from the included file is used. Remove the line.",
    ),
    "N009.why": Words(
        "한쪽 언어만 고친 흔적입니다: 칸이나 수가 서로 다르거나, 한 언어가 비었거나, 영어 자리에 한글이 있습니다.",
        "One language was changed and the other was not: their slots or figures differ, one is missing, or the English has Hangul in it.",
    ),
    "F001.why": Words(
        "가리키는 단계나 끝이 없습니다. 통화가 거기서 멈춥니다.",
        "The stage or end it leads to is not there; the call would stop.",
    ),
    "F002.why": Words(
        "어떤 시작에서도, 어떤 갈래로도 이 단계에 오지 못합니다. 갈래를 더하거나 ways 에 넣거나 지우세요.",
        "No opening and no branch comes to this stage. Add a way to it, list it in `ways`, or remove it.",
    ),
    "F003.why": Words(
        "이 단계에서는 다른 단계나 끝으로 갈 수 없습니다. next 나 갈래를 더하세요. ways 는 사람이 고르는 길이라 치지 않습니다.",
        "From this stage nothing leads on. Add `next` or a branch. The `ways` don't count: the person must choose them.",
    ),
    "F004.why": Words(
        "서로 오가기만 하고 통화를 끝낼 수 없는 단계들입니다. 그중 하나에서 나가는 길을 두세요.",
        "Stages that only lead to each other, so that the call never ends. Give one of them a way out.",
    ),
    "F005.why": Words(
        "갈래는 위에서부터 봅니다. 앞의 갈래가 늘 먼저 맞으므로 이 갈래는 쓰이지 않습니다. 순서를 바꾸거나 조건을 다시 보세요.",
        "Branches are tried from the top, and an earlier one always holds first. Change the order or the guard.",
    ),
    "F006.why": Words(
        "상담원이 이렇게 나올 때 코치가 할 말이 없습니다. 카드 하나면 모든 단계에서 답이 됩니다.",
        "When the agent does this the coach has nothing to say. One card answers it at every stage.",
    ),
    "F007.why": Words(
        "서로 어긋나거나 있을 수 없는 값을 묻는 조건입니다. 이 길은 열리지 않습니다.",
        "The guard contradicts itself or asks for a value there can't be; what it guards never happens.",
    ),
    "L001.why": Words(
        "통화 중에 읽는 말은 한숨에 끝나야 합니다. 칸은 예로 채워 셉니다.",
        "What is read out in a call must end within one breath. Slots are counted with their examples.",
    ),
    "L002.why": Words(
        "다른 언어로 화면을 보는 사람은 이 대사의 뜻을 알 수 없습니다.",
        "Someone who reads the other language can't tell what this line says.",
    ),
    "L003.why": Words(
        "무례한 말은 통화를 망치고, 상담원은 법으로 보호받습니다. 단호하되 정중하게 적으세요.",
        "Rudeness loses calls, and the law protects agents. Be firm and polite.",
    ),
    "L004.why": Words(
        "이 글자는 터미널에 따라 한 칸이나 두 칸이라 화면이 어긋납니다.",
        "This character takes one cell or two, depending on the terminal, and shifts the screen.",
    ),
    "G001.why": Words(
        "최저 금액에 못 미쳐도 받아들이게 되는 길이 있습니다. 그 길의 갈래나 대사에 offer 조건을 두세요.",
        "Some path leads to a yes below your least acceptable. Put a guard on `offer` somewhere on that path.",
    ),
    "G002.why": Words(
        "조건을 되짚지 않은 합의는 들은 것과 다른 계약이 되기 쉽습니다.",
        "A yes without going through the terms easily becomes another contract than the one you heard.",
    ),
    "G003.why": Words(
        "글로 남지 않은 조건은 나중에 확인할 길이 없습니다.",
        "Terms that are not in writing can't be checked later.",
    ),
    "G004.why": Words(
        "기록한 견적이 없으면 회사도 금액도 말하지 않습니다. 지어낸 견적은 들킵니다.",
        "With no quote recorded, name neither company nor sum: a made-up quote is found out.",
    ),
    "G005.why": Words(
        "가장 중요한 단계를 건너뜁니다: 다 된 것 같을 때 미루면 더 나은 제안이 옵니다.",
        "This skips the most important step: deferring when all seems won brings the better offer.",
    ),
    "G006.why": Words(
        "얼마면 되는지 알려 주면 상대는 거기서 멈춥니다.",
        "Told what would do, the other side stops there.",
    ),
    "G007.why": Words(
        "수법은 언제든 나옵니다. 카드가 있어야 어느 단계에서든 답할 수 있습니다.",
        "A tactic can come at any moment. Only a card answers it at every stage.",
    ),
}
