"""The PDF: its page, its fonts, its words; the same bytes each time; and no PDF at all without a Hangul typeface."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from papers import HOSTILE, SHIPPED, WISHES, hostile, letter, pages, paper, ran, small, tool

from haegi.errors import Failure
from haegi.sheet import pdf
from haegi.sheet.document import Document, Say
from haegi.sheet.page_layout import MARGIN, page
from haegi.sheet.sheet import Wish

pytest.importorskip("typst", reason="the extra haegi[pdf] is not installed")
pytest.importorskip("justmytype_intl_cjk", reason="the extra haegi[pdf] is not installed")


def _printed(document: Document, folder: Path) -> Path:
    made = folder / "sheet.pdf"
    made.write_bytes(pdf.render(document))
    return made


def _boxes(printed: Path) -> list[tuple[int, float, float, float, float]]:
    """Page number and edges of every word, in points."""
    boxes, number = [], 0
    for line in ran(tool("pdftotext"), "-bbox", str(printed), "-").splitlines():
        number += "<page " in line
        if "<word " in line:
            left, top, right, bottom = (float(line.split(f'{edge}="')[1].split('"')[0]) for edge in
                                        ("xMin", "yMin", "xMax", "yMax"))  # fmt: skip
            boxes.append((number, left, top, right, bottom))
    return boxes


@pytest.mark.slow
@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_playbook_is_one_page_of_embedded_noto(name: str, wish: Wish, tmp_path: Path) -> None:
    document = paper(name, wish)
    printed = _printed(document, tmp_path)
    assert pages(printed) == 1
    about = ran(tool("pdfinfo"), str(printed))
    assert ("612 x 792" if document.paper == "letter" else "(A4)") in about
    for font in ran(tool("pdffonts"), str(printed)).splitlines()[2:]:
        assert "NotoSansKR" in font
        assert " yes yes " in font
    text = "".join(ran(tool("pdftotext"), str(printed), "-").split())
    main = (section for section in document.sections if section.place == "main")
    lines = [block.text for section in main for block in section.blocks if isinstance(block, Say)]
    assert all("".join(line.split()) in text for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("document", [hostile(), letter(), small("both")], ids=["hostile", "letter", "small"])
def test_every_word_stays_inside_the_margins(document: Document, tmp_path: Path) -> None:
    across, tall = page(document.paper)
    boxes = _boxes(_printed(document, tmp_path))
    assert boxes
    for number, left, top, right, bottom in boxes:
        assert left >= MARGIN - 1, (number, left)
        assert right <= MARGIN + across + 1, (number, right)
        assert top >= MARGIN - 6, (number, top)
        assert bottom <= MARGIN + tall + 6, (number, bottom)


@pytest.mark.slow
def test_markup_is_printed_as_text(tmp_path: Path) -> None:
    text = "".join(ran(tool("pdftotext"), str(_printed(hostile(), tmp_path)), "-").split())
    for each in (HOSTILE[3], HOSTILE[4]):
        assert "".join(each.split())[:30] in text
    assert "U+1F600" in text
    assert "\\u202e" in text


def test_the_same_document_makes_the_same_bytes() -> None:
    assert pdf.render(small("both")) == pdf.render(small("both"))


@pytest.mark.parametrize("missing", ["typst", "justmytype_intl_cjk"])
def test_without_the_extra_there_is_no_pdf(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(Failure, match=r"sheet\.no-pdf"):
        pdf.render(small("ko"))


def test_without_a_hangul_typeface_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    import justmytype_intl_cjk

    class Empty:
        @staticmethod
        def get_font_directories() -> list[Path]:
            return []

    monkeypatch.setattr(justmytype_intl_cjk, "get_font_pack", Empty)
    with pytest.raises(Failure, match=r"sheet\.no-pdf"):
        pdf.render(small("ko"))
