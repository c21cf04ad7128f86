"""Files, folders and the store."""

from haegi.text.words import Words

WORDS = {
    "store.locked": Words(
        "다른 haegi가 저장소를 쓰고 있습니다. 그 창을 닫고 다시 해 주세요: {path}",
        "Another haegi is using the store. Close it and try again: {path}",
    ),
    "store.readonly": Words(
        "저장소에 쓸 수 없습니다(읽기 전용). 파일 권한을 확인해 주세요: {path}",
        "The store can't be written (read-only). Check the file's permissions: {path}",
    ),
    "store.unwritable": Words(
        "저장소를 열 수 없습니다 ({why}). HAEGI_HOME으로 다른 폴더를 정할 수 있습니다: {path}",
        "The store can't be opened ({why}). Set HAEGI_HOME to another folder: {path}",
    ),
    "store.homeless": Words(
        "기록을 둘 홈 폴더를 알 수 없습니다. HAEGI_HOME으로 폴더를 정해 주세요.",
        "There is no home folder to keep anything in. Set HAEGI_HOME to a folder.",
    ),
    "store.foreign": Words(
        "이 파일은 haegi의 저장소가 아닙니다. 그대로 두었습니다: {path}",
        "This file is not a haegi store; it was left as it is: {path}",
    ),
    "store.damaged": Words(
        "저장소가 손상되어 읽을 수 없습니다. 그대로 두었습니다: {path}",
        "The store is damaged and can't be read; it was left as it is: {path}",
    ),
    "store.newer": Words(
        "저장소가 더 새로운 haegi의 것입니다 (판 {version}, 아는 판 {known}). haegi를 새로 설치해 주세요: {path}",
        "The store is from a newer haegi (version {version}, known {known}). Install the newer haegi: {path}",
    ),
    "store.case-gone": Words(
        "이 건은 다른 창에서 지워졌습니다: {path}", "This case was removed in another window: {path}"
    ),
    "store.full": Words(
        "디스크가 가득 차 저장하지 못했습니다: {path}", "The disk is full; nothing more could be kept: {path}"
    ),
    "store.lingers": Words(
        "건은 지웠지만 다른 haegi가 저장소를 읽고 있어 흔적이 아직 남아 있습니다. 그 창을 닫으면 없어집니다: {path}",
        "The case is removed, but another haegi reads the store and traces remain until it is closed: {path}",
    ),
    "store.failed": Words(
        "저장소가 응하지 않습니다 ({why}): {path}", "The store does not answer ({why}): {path}"
    ),
    "file.exists": Words(
        "{path} 파일이 이미 있습니다. --force 를 붙이면 덮어씁니다.",
        "{path} exists already. Add --force to overwrite it.",
    ),
    "file.unwritable": Words("{path}에 쓸 수 없습니다 ({why}).", "{path} can't be written ({why})."),
    "file.unreadable": Words("{path|을} 읽을 수 없습니다 ({why}).", "{path} can't be read ({why})."),
    "playbook.none": Words(
        "'{name}'(이)라는 대본이 없습니다. 있는 대본: {known}",
        "There is no playbook '{name}'. There are: {known}",
    ),
    "case.none": Words(
        "'{name}'(이)라는 건이 없습니다. 있는 건: {known}", "There is no case '{name}'. There are: {known}"
    ),
    "case.taken": Words(
        "'{name}'(이)라는 건이 이미 있습니다. 다른 이름을 주거나 haegi case edit 을 쓰세요.",
        "There is a case '{name}' already. Choose another name, or use haegi case edit.",
    ),
}
