"""`haegi case export --letter`: the draft of a letter of complaint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from haegi.call.case import moment
from haegi.cli import context
from haegi.cli.commands.sheet import deliver, form_of, renderer
from haegi.errors import Usage
from haegi.sheet.letter import Record, letter

if TYPE_CHECKING:
    from haegi.call.case import Case, PastCall
    from haegi.text.i18n import Locale


class Wanted(NamedTuple):
    """How the letter was asked for, as typed."""

    output: str
    form: str
    lang: str
    day: str
    force: bool


def export(case: Case, calls: Sequence[PastCall], wanted: Wanted) -> None:
    """Write the letter of a case. Raises Usage for a format or a language that there is not."""
    form = form_of(wanted.form, wanted.output, "md")
    playbook = context.playbook(case.playbook).playbook
    language = _language(wanted.lang, playbook.language)
    record = Record(case, calls, context.day(wanted.day), lambda at: moment(at).astimezone())
    body = renderer(form)(letter(playbook, language, record))
    deliver(body, wanted.output, f"haegi-{case.name}-letter.{form}", force=wanted.force)


def _language(text: str, usual: Locale) -> Locale:
    known: dict[str, Locale] = {"": usual, "ko": "ko", "en": "en"}
    if text not in known:
        raise Usage("letter.no-lang", text=text)
    return known[text]
