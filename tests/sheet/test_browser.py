"""The HTML sheet in a real browser: one page, nothing overflowing, Hangul in a Hangul typeface, good on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from papers import (
    SHIPPED,
    WISHES,
    browse,
    hostile,
    letter,
    measure,
    pages,
    paper,
    print_out,
    ran,
    small,
    tool,
)

from haegi.sheet.document import Document
from haegi.sheet.html import render
from haegi.sheet.page_layout import page
from haegi.sheet.sheet import Wish

pytestmark = pytest.mark.slow

PIXELS = 96 / 72
PHONE = 360

#: Everything that sticks out: of its column sideways, of the page's columns downwards, out of the page.
OVERFLOW = """
  const said = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument.querySelector(".page");
    const say = (what, by) => said.push(`${frame.id}: ${what} by ${by}`);
    const columns = page.querySelector(".columns").getBoundingClientRect();
    for (const column of page.querySelectorAll(".column, .foot > section")) {
      const box = column.getBoundingClientRect();
      for (const part of column.querySelectorAll("*")) {
        const inner = part.getBoundingClientRect();
        if (inner.right > box.right + 1) say(part.className + " right", inner.right - box.right);
        if (column.className.startsWith("column") && inner.bottom > columns.bottom + 1)
          say(part.className + " below its column", inner.bottom - columns.bottom);
      }
    }
    const box = page.getBoundingClientRect();
    for (const part of page.querySelectorAll("*")) {
      const inner = part.getBoundingClientRect();
      if (inner.bottom > box.bottom + 1) say(part.className + " below the page", inner.bottom - box.bottom);
    }
  }
  document.getElementById("said").textContent = said.join("\\n");
"""

SIDEWAYS = """
  document.getElementById("said").textContent = [...document.querySelectorAll("iframe")]
    .map(frame => [frame.id, frame.contentDocument.documentElement.scrollWidth])
    .filter(([, width]) => width > PHONE).join("\\n");
""".replace("PHONE", str(PHONE))


#: Three syllables in the page's own typeface are three shapes; boxes in place of letters would be one. And they are
#: as wide as the estimate of the paper takes them to be.
DRAWN = """
  const face = getComputedStyle(document.querySelector("iframe").contentDocument.body).fontFamily;
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.font = `40px ${face}`;
  const shapes = new Set();
  for (const letter of "한글말") {
    canvas.clearRect(0, 0, 60, 60);
    canvas.fillText(letter, 5, 45);
    shapes.add(canvas.getImageData(0, 0, 60, 60).data.join());
  }
  const wide = canvas.measureText("한").width / 40;
  document.getElementById("said").textContent = `${shapes.size} shapes, ${wide.toFixed(1)} em`;
"""


def _all() -> dict[str, Document]:
    known = {f"{name}-{wish}": paper(name, wish) for name in SHIPPED for wish in WISHES}
    return {**known, "small": small("both"), "hostile": hostile()}


def _as_printed(body: bytes) -> bytes:
    """The page with its rules for paper in force on the screen."""
    text = body.decode().replace("@media print", "@media all").replace("@media screen", "@media speech")
    return text.replace("@media all, screen and (min-width: 601px)", "@media all").encode()


def test_nothing_overflows_on_paper(tmp_path: Path) -> None:
    frames = {
        name: (_as_printed(render(document)), round(page(document.paper)[0] * PIXELS))
        for name, document in _all().items()
    }
    assert measure(frames, tmp_path, OVERFLOW) == ""


def test_measuring_sees_what_overflows(tmp_path: Path) -> None:
    body = _as_printed(render(small("ko"))).replace(
        b"</style>", b".line { font-size: 60pt !important }</style>"
    )
    assert "below" in measure({"broken": (body, 718)}, tmp_path, OVERFLOW)


def test_a_phone_never_scrolls_sideways(tmp_path: Path) -> None:
    frames = {name: (render(document), PHONE) for name, document in [*_all().items(), ("letter", letter())]}
    assert measure(frames, tmp_path, SIDEWAYS) == ""


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_playbook_prints_on_exactly_one_page(name: str, wish: Wish, tmp_path: Path) -> None:
    document = paper(name, wish)
    printed = print_out(render(document), tmp_path)
    assert pages(printed) == 1
    text = " ".join(ran(tool("pdftotext"), "-layout", str(printed), "-").split())
    assert document.title in text
    fonts = ran(tool("pdffonts"), str(printed)).splitlines()[2:]
    assert all(re.search(r" yes (yes|no) +yes ", font) for font in fonts), fonts


def test_hangul_is_drawn_by_a_hangul_typeface(tmp_path: Path) -> None:
    assert measure({"small": (render(small("ko")), 700)}, tmp_path, DRAWN) == "3 shapes, 0.9 em"


def test_every_card_follows_page_one_on_request(tmp_path: Path) -> None:
    printed = print_out(render(paper("retention-kr", "ko", full=True)), tmp_path)
    assert pages(printed) == 2


def test_a_picture_of_a_phone_is_made_of_one_column(tmp_path: Path) -> None:
    body = tmp_path / "page.html"
    body.write_bytes(render(small("ko")))
    picture = tmp_path / "phone.png"
    browse(tmp_path, f"--screenshot={picture}", "--window-size=500,900", body.as_uri())
    assert picture.stat().st_size > 5_000
