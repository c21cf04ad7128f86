"""Odd things to put where something sensible is expected."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

#: Characters that programs trip over: controls, escapes, direction, marks without a letter, halves, other digits.
CHARACTERS = [
    "\x00", "\x07", "\x1b[31m", "\x1b]0;x\x07", "\x7f", "\x85", "\x9b", "\t", "\r", "\r\n", "\n", "\v", "\f", "\u2028",
    "\u0301", "\u20e3", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\ufffd", "\ufdfa", "\U000e0041", "\U0010ffff",
    "ㅎ", "ㅏ", "ㅢ", "ᄒ", "ᅡ", "ᆫ", "각", "\u3164", "１２", "٣", "²", "①", "Ⅳ", "𝟙", "㎏", "万", "①만", "½", "−", "△", "▲",
    "ß", "İ", "ﬁ", "🙂", "👨‍👩‍👧", "𐀀",
]  # fmt: skip
#: What an offer, a command or an amount is made of.
WORDS = [
    "현금", "상품권", "포인트", "월", "할인", "무료", "약정", "위약금", "설치비", "면제", "3년", "36개월", "5,500원", "20만원", "43만 5천",
    "만", "천", "억", "조", "원", "0원", "-", "~", "→", "/", "+", "%", "50%", "기가", "500메가", "셋톱", "카드", "해지하면", "안 됩니다", "타사",
    "KT", "SKB", "내일", "11/25", "2월 30일", "2026-13-45", "다음 주 화요일", "99일", "$5 off", "free", "for 12 months", "no contract",
    "thirty-five hundred", "gift card", "US $1e9", "1.5.2", "1,00", "99999999999999999999", "000", "1e400", "nan", "...", "{x}", "{0.__class__}",
    "%s", "[bold]x[/bold]", "=cmd()", "<script>", "상품권 20만원 + 월 5,500원 할인, 3년 약정",
]  # fmt: skip
#: Scalars and scraps of YAML that are no plain text, number or mapping.
SCRAPS = [
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "{{{{", "]", "}", "[", "{", "[]", "{}", "[1, [2, {a: b}]]", "{a: {b: c}}", "&a x", "*a", "&a [*a]",
    "!!python/object/apply:os.system [ls]", "!!int x", "! x", "!x y", "<<: *a", "? [a]", "- - - x", "%YAML 9.9", "---", "...", "--- x",
    "null", "~", "''", '""', '"\\0"', '"\\ud800"', '"\\e[31m"', '"\\u202e"', '"\\U00110000"', "'open", '"open', "|", "|9", ">-", "@x", "`x", "#",
    "true", "yes", "no", "0", "-1", "-0", "007", "0x1F", "1_000", "12:30", "1e3", "1e400", "-1e400", ".inf", "-.inf", ".nan", "NaN", "1.0",
    "0.1", "9" * 18, "9" * 19, "9" * 400, "0." + "9" * 400, "-" + "9" * 17, "2026-02-30", "0000-00-00", "9999-12-31", "2026-11-25", "20261125",
    "2026-11-25T10:00:00Z", "a: b: c", "a\tb", "\tx", "x" * 300, "\u0301" * 9, "../../etc/passwd", "/dev/zero", "con", "a\\b", "{carrier}",
    "{carrier|을}", "{", "}}", "{{}", "{a.b}", "{0}", "fee > 1", "fee >", "not not not", "not (a and", "1 < 2 < 3", "fee == '", "a or " * 40,
    "(" * 60,
]  # fmt: skip
HUGE = ["x" * 100_000, "가" * 100_000, "9" * 100_000, "[" * 100_000, "\u0301" * 100_000, " " * 100_000, "현금 20만원 " * 8_000]

CHARACTER = st.one_of(st.sampled_from(CHARACTERS), st.characters())
#: What somebody says, mostly; every other one without spaces. Flat, because each draw costs more than a reading.
TEXT = st.lists(st.sampled_from(WORDS * 2 + CHARACTERS), max_size=9).map(lambda words: ("" if len(words) % 2 else " ").join(words))
LONG = st.builds(lambda word, times: word * times, st.one_of(st.sampled_from(WORDS), CHARACTER), st.integers(1, 99))
SAID = st.one_of(TEXT, TEXT, TEXT, TEXT, st.text(max_size=12), LONG)

VALUE: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, False, 0, -1, 1, 10**9, 10**18, 2**63, -(2**64), 10**400, 0.5, -0.0, 1e308, float("inf"), float("nan")]),
    st.sampled_from(["", " ", "x", "KRW", "0", "2026-02-30", "\u0000", "\ud800", "\x1b[31m", "..", "a/b", "x" * 5_000, "{carrier}"]),
    st.sampled_from(SCRAPS + WORDS),
    st.sampled_from([[], {}, [[]], [None], {"": None}, {"terms": []}, {"terms": [{}]}, [1, "x", {}], {"kind": "cash"}]),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
)

_TOKEN = re.compile(r"[^\s:,\[\]{}\"'#]+|\"[^\"\n]*\"|'[^'\n]*'")


@cache
def _tokens(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _TOKEN.finditer(text))


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """A sound file with up to four things done to it, as bytes."""
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(_WAYS))(draw, text)
    return _encoded(text, draw(st.sampled_from(_CODES)))


def _encoded(text: str, code: str) -> bytes:
    if code == "crlf":
        return text.replace("\n", "\r\n").encode("utf-8", "surrogatepass")
    if code == "cut":
        return text.encode("utf-8", "surrogatepass")[: len(text) // 2]
    return text.encode(code, "surrogatepass" if code.startswith("utf") else "replace")


_CODES = ["utf-8"] * 20 + ["utf-8-sig", "latin-1", "utf-16", "crlf", "crlf", "cut"]


def _scrap(draw: st.DrawFn, text: str) -> str:
    start, end = draw(st.sampled_from(_tokens(text))) if _tokens(text) else (0, 0)
    return text[:start] + draw(st.sampled_from(SCRAPS)) + text[end:]


def _letter(draw: st.DrawFn, text: str) -> str:
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(CHARACTER) + text[at + draw(st.integers(0, 1)) :]


def _other_token(draw: st.DrawFn, text: str) -> str:
    """One token where another stood: a key for a value, a value of another form."""
    if not _tokens(text):
        return text
    (start, end), (low, high) = draw(st.sampled_from(_tokens(text))), draw(st.sampled_from(_tokens(text)))
    return text[:start] + text[low:high] + text[end:]


def _lines(draw: st.DrawFn, text: str) -> str:
    """A line dropped, doubled, moved, or set in further."""
    lines = text.splitlines(keepends=True) or [""]
    at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    one = {"drop": [], "double": [lines[at]] * 2, "in": ["  " + lines[at]], "out": [lines[at].lstrip()]}
    how = draw(st.sampled_from([*one, "swap"]))
    if how == "swap":
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at : at + 1] = one[how]
    return "".join(lines)


def _huge(draw: st.DrawFn, text: str) -> str:
    if not _tokens(text) or draw(st.integers(0, 9)):
        return _lines(draw, text)
    start, end = draw(st.sampled_from(_tokens(text)))
    return text[:start] + draw(st.sampled_from(HUGE)) + text[end:]


_WAYS = [_scrap, _scrap, _scrap, _letter, _letter, _other_token, _lines, _lines, _huge]


@st.composite
def altered(draw: st.DrawFn, data: Any) -> Any:
    """Plain data with one to three of its parts dropped, doubled, or of another kind."""
    for _ in range(draw(st.integers(1, 3))):
        data = _altered(draw, data)
    return data


def _altered(draw: st.DrawFn, data: Any) -> Any:
    if not isinstance(data, dict | list) or not data or not draw(st.integers(0, 4)):
        return draw(VALUE)
    if isinstance(data, dict):
        key = draw(st.sampled_from(sorted(data)))
        how = draw(st.sampled_from(["in", "in", "in", "in", "drop", "add"]))
        if how == "drop":
            return {name: value for name, value in data.items() if name != key}
        return {**data, key if how == "in" else draw(st.text(max_size=3)): _altered(draw, data[key])}
    at = draw(st.integers(0, len(data) - 1))
    how = draw(st.sampled_from(["in", "in", "in", "drop", "double"]))
    between = {"in": lambda: [_altered(draw, data[at])], "drop": list, "double": lambda: [data[at]] * 2}[how]()
    return [*data[:at], *between, *data[at + 1 :]]


def source(*parts: str) -> str:
    """A file of the tests or the playbooks, by its path."""
    return Path(__file__).parents[2].joinpath(*parts).read_text("utf-8")
