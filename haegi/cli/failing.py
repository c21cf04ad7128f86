"""One printer for everything that went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from haegi.cli import desk
from haegi.errors import Diagnostic, Faults, HaegiError, Severity
from haegi.text.i18n import Locale, catalogue, say
from haegi.text.plain import cells, clip, visible

#: Cells of a name or value from a file that a sentence quotes; a list of what is known fits.
LONGEST = 300


def report(error: HaegiError, locale: Locale) -> None:
    """Say on stderr what is wrong."""
    if isinstance(error, Faults):
        for fault in error.diagnostics:
            desk.talk("\n".join(shown(fault, locale)))
        desk.talk(say(locale, "faults", count=len(error.diagnostics)))
    else:
        params = {
            name: visible(value) if isinstance(value, str) else value for name, value in error.params.items()
        }
        desk.talk(say(locale, error.key, **params))


def message(fault: Diagnostic, locale: Locale) -> str:
    """The sentence of a fault, with what was perhaps meant."""
    params = {name: clip(visible(str(value)), LONGEST) for name, value in fault.params.items()}
    expected = params.get("expected")
    if expected:
        params["expected"] = say(locale, f"expected.{expected}")
    for name in ("why", "reason"):
        if f"why.{params.get(name)}" in catalogue():
            params[name] = say(locale, f"why.{params[name]}")
    sentence = say(locale, fault.code, **params)
    near = params.get("near")
    return f"{sentence} {say(locale, 'faults.near', near=near)}" if near else sentence


def shown(fault: Diagnostic, locale: Locale) -> Sequence[str]:
    """A fault as editors read it, then its source line with a caret."""
    from haegi.disk.marks import excerpt

    severity = f"{say(locale, 'check.warning')} " if fault.severity is Severity.WARNING else ""
    head = f"{visible(str(fault.place))}: {severity}{fault.code} {message(fault, locale)}"
    source, offset = excerpt(fault.place)
    if not source.strip():
        return [head]
    before = visible(source[:offset])
    return [head, f"    {before}{visible(source[offset:])}", "    " + " " * cells(before) + "^"]
