"""The label of a line of a transcript: a role, a numbered speaker, or a name that stands before a colon or a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LONGEST, _NEARLY_ALL = 40, 0.8
_TIME = r"[\[(]?(?:20\d\d[-./]\d\d?[-./]\d\d?[ T])?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?(?: ?[AP]M)?[\])]?"
_TIME_BEFORE = re.compile(rf"^{_TIME}(?: ?[-–~] ?{_TIME})?(?:[ \t]+|$)(?:[-–|][ \t]*)?", re.IGNORECASE)
_TIME_AFTER = re.compile(rf"[ \t]+(?:[-–|@] ?)?{_TIME}(?: ?[-–~] ?{_TIME})?$", re.IGNORECASE)

AGENT_ROLES = (
    r"상담원|상담사|상담|고객센터|고객지원|콜센터|기사|매니저|담당자?|직원|agent|rep|representative|advisor|associate|"
    r"operator|specialist|cs|csr|customer (?:service|care|support)|support"
)
CALLER_ROLES = r"고객|고객님|손님|가입자|나|저|본인|me|i|myself|customer|caller|client|you|user"
_UNTOLD_ROLES = r"발신자?|수신자?|통화자|상대방?|상대|them|other"
NUMBERED = r"(?:참석자|화자|발언자|사람|통화자|speaker|spk|participant|person|voice)[ _#-]?(?:\d{1,3}|[a-z])"
_ROLE = rf"(?:{AGENT_ROLES}|{CALLER_ROLES}|{_UNTOLD_ROLES})(?: ?\d{{1,2}})?"
_NAMED_ROLE = rf"(?:{AGENT_ROLES}|고객|손님|customer|caller)(?: [\w가-힣]{{1,12}}| ?\([^()]{{1,20}}\))"
_KNOWN = re.compile(rf"^(?:{NUMBERED}|{_ROLE}|{_NAMED_ROLE})(?:님)?$", re.IGNORECASE)
#: Behind this stands what is said: a colon that belongs to no time and no address, a tab, a dash between spaces.
_COLON = re.compile(r"^([^:：\t]{1,60}?) ?[:：](?!//|\d\d(?!\d))[ \t]*(.*)$")
_TAB_OR_DASH = re.compile(r"^([^:：\t]{1,60}?)(?: ?\t| [-–—] )[ \t]*(.*)$")
_BRACKETS = re.compile(r"^[\[(<【「]([^\[\]()<>【】「」]{1,40})[\])>】」] ?[:：]? ?(.*)$")
_NAME = re.compile(r"^[^\W\d_][\w .'()\-]{0,39}$")


def find_names(lines: Sequence[str]) -> frozenset[str]:
    """Names that stand before a colon, or alone with a time, as labels do: in the first line, or again and again.

    Where roles or numbered speakers have labels, a name has to come up oftener: a list of terms has colons too. Where
    nearly every line has one, each is a label.
    """
    candidates = [name for line in lines if (name := _name_in(line))]
    counted = Counter(name for name in candidates if not _KNOWN.match(name))
    known = {name for name in candidates if _KNOWN.match(name)}
    first = _name_in(lines[0]) if lines and len(known) < 2 else ""
    least = 3 if len(known) >= 2 else 1 if len(candidates) >= _NEARLY_ALL * len(lines) else 2
    return frozenset(name for name, times in counted.items() if times >= least or name == first)


def split_label(line: str, names: frozenset[str]) -> tuple[str, str]:
    """The label of a line and what follows it; no label where the line goes on with the speaker before."""
    bare = without_times(line)
    if _is_label(bare, names):
        return bare, ""
    spoken = without_time(line)
    for form, takes_names in ((_COLON, True), (_BRACKETS, False), (_TAB_OR_DASH, False)):
        parts = form.match(spoken)
        label = without_times(parts[1].strip(" \t>-*#•")) if parts else ""
        if parts and _is_label(label, names if takes_names else frozenset()):
            return label, without_time(parts[2])
    return "", spoken if bare else ""


def without_time(line: str) -> str:
    """The line without the time it begins with; one at its end may be what was said."""
    return _TIME_BEFORE.sub("", line, count=1).strip(" \t")


def without_times(line: str) -> str:
    """The line without the times at its ends."""
    return _TIME_AFTER.sub("", _TIME_BEFORE.sub("", line, count=1), count=1).strip(" \t")


def _is_label(text: str, names: frozenset[str]) -> bool:
    return text in names or _KNOWN.match(text) is not None


def _name_in(line: str) -> str:
    """What could be the label of a line: its beginning up to a colon, or all of it where a time is all that follows."""
    bare = without_times(line)
    parts = _COLON.match(without_time(line))
    name = without_times(parts[1].strip(" \t>-*#•")) if parts else bare if bare != line or _KNOWN.match(bare) else ""
    return name if len(name) <= _LONGEST and len(name.split()) <= 3 and _NAME.match(name) else ""
