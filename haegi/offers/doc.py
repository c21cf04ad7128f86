"""A text taken apart once: its clauses, its marks, and which marks are live. What the readers of terms work
on."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from haegi.offers.clauses import Clause, Standing
from haegi.offers.spans import Mark, Sort

# Characters. No Korean or English clause binds an amount to a word further off.
REACH = 150
FREE = re.compile(
    r"무료|무상|공짜|면제|(?<![\d,만천백])(?:0|영)\s?원|(?<![가-힣])안\s?(?:받|나가|나오)"
    r"|(?<![가-힣])안(?:\s내|내(?:셔도|도\s?[돼되]|시게))"
    r"|(?:받지|내지|나가지|나오지|청구하지)\s?않|(?:요금|기본료|비용|부담)\s?없(?:이|는)"
    r"|서비스로"
    r"|\bfree\b|\bon (?:us|the house)\b|\bwaived?\b|\bno (?:charge|cost|bill|payments?)\b"
    r"|\bwon't (?:pay|be billed|be charged|bill)\b|\bcomplimentary\b|\bcovered\b",
    re.IGNORECASE,
)
OFF = re.compile(
    r"할인|감면|↓|(?<![가-힣])빼|빠[지집진져질]|깎|깍|절감|차감|덜\s|덜어|인하|내려|내리|저렴|절약"
    r"|줄여|줄어|싸[게지]|낮[춰아]|\bDC\b"
    r"|\boff\b|\bdiscount|\bless\b|\bcheaper\b|\bsavings?\b|\breduction\b|\blower\b",
    re.IGNORECASE,
)
GONE = re.compile(
    r"^\s?(?:뒤|후|이내|안에|내에|이상|전\b|째|차|지나|지난|남|넘|쓰[셨신]|이용해\s?주[셔신]"
    r"|이용[하]?[셨신]|동안\s?(?:이용해|쓰[셨신]|써\s?주[셔신]|이용하[셨신]|함께)|고객|가까이"
    r"|마다|에 한 번|전에|뒤에|후에|있다|부터)"
    r"|^\W*(?:ago|left|remaining|later|from now|with us|customer|of service|in arrears)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?:니다|[게예에네세까지워돼해여거고데]요|죠)(?=[\s.,!?]|$)|드리|드려|드릴|드립|\b(?:i|we"
    r"|you|they|your)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Talk:
    """`text` is tidy; `spent` collects the marks that a term has taken."""

    text: str
    clauses: list[Clause]
    marks: list[Mark]
    spent: set[Mark] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [clause.start for clause in self.clauses]

    def index(self, at: int) -> int:
        """Which clause a place is in."""
        return max(0, bisect_right(self.starts, at) - 1)

    def clause(self, mark: Mark) -> Clause:
        return self.clauses[self.index(mark.start)]

    def live(self, mark: Mark) -> bool:
        return self.clause(mark).standing is Standing.LIVE

    def of(self, sort: Sort) -> list[Mark]:
        return [mark for mark in self.marks if mark.sort == sort]

    def within(self, sort: Sort, start: int, end: int) -> list[Mark]:
        return [mark for mark in self.marks if mark.sort == sort and start <= mark.start < end]

    def before(self, mark: Mark) -> str:
        """What stands in the clause before the mark, as far back as one listens."""
        return self.text[max(self.clause(mark).start, mark.start - REACH) : mark.start]

    def after(self, mark: Mark) -> str:
        """What stands in the clause after the mark, as far on as one listens."""
        return self.text[mark.end : max(mark.end, min(self.clause(mark).end, mark.end + REACH))]

    def period(self, mark: Mark) -> int | None:
        """The period that a discount or a waiver runs for, if one is said beside it; it is spent."""
        near = self._periods(self.clause(mark))
        index = self.index(mark.start)
        if not near and index and _LEAD.search(self.clauses[index - 1].text):
            near = self._periods(self.clauses[index - 1])
        if not near and index + 1 < len(self.clauses) and _TRAIL.search(self.clauses[index + 1].text):
            near = self._periods(self.clauses[index + 1])
        if not near:
            return None
        best = min(near, key=lambda one: min(abs(one.start - mark.end), abs(mark.start - one.end)))
        self.spent.add(best)
        return int(best.number)

    def _periods(self, clause: Clause) -> list[Mark]:
        return [
            mark
            for mark in self.within("period", clause.start, clause.end)
            if mark not in self.spent
            and mark.word != "this"
            and not GONE.match(self.text[mark.end : mark.end + 16])
        ]


# A clause that is only the period of the next one, or of the one before.
_LEAD = re.compile(
    r"^[^가-힣\w]*(?:처음|첫|앞으로|향후|다음 달부터)?\s?[\w가-힣]+\s?(?:개월|달|년)\s?(?:동안"
    r"|간|만)\S*\W*$|^\W*for (?:the (?:first|next) )?[\w-]+ (?:months?|years?)\W*$",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"^\W*\S+\s?년\s?(?:동안|간)\W*$|^\W*(?:할인\s?|적용\s?)?기간(?:은|이)?\s?\S+년(?:이에요|예요|이고요|이세요|입니다|이요)?\W*$|^\W*(?:기간(?:은)?\s?|할인\s?기간은\s?"
    r"|적용\s?기간은\s?|딱\s?|앞으로\s?|처음\s?"
    r"|첫\s?)?[\w가-힣]+\s?(?:개월|달)\s?(?:동안|간|만|치|짜리|적용|입니다|이에요|이고요|이요"
    r"|한정)?[^가-힣\d]*"
    r"(?:예요|이에요|이고요|이세요|적용|적용됩니다|적용돼요|적용해 드려요|입니다|이에요|만이에요|요)?\W*$|^\W*(?:for"
    r"|good for|lasting) (?:the (?:first|next) )?[\w-]+ (?:months?|years?)\W*$",
    re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Whether a text is jotted down rather than said."""
    return not _SPOKEN.search(text)
