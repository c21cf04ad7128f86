"""`haegi coach` in plain words, told without loading what reads a command line: the phone is ringing."""

from __future__ import annotations

from collections.abc import Sequence

#: The options of `coach` by the name of their parameter; each takes one value.
OPTIONS = {"--case": "case", "--face": "face", "--date": "date_"}


def plain(arguments: Sequence[str]) -> dict[str, str] | None:
    """The parameters of a `coach` that could not be plainer: a playbook at the most, options each with a value.

    None for anything else, faults and `--help` included: whoever reads the other commands reads that as well, and would
    read what is plain in the same way.
    """
    if arguments[:1] != ["coach"] or not all(arguments):
        return None
    given: dict[str, str] = {}
    words = iter(arguments[1:])
    for word in words:
        name = OPTIONS.get(word, "playbook")
        value = word if name == "playbook" else next(words, "-")
        if name in given or value.startswith("-"):
            return None
        given[name] = value
    return given
