"""Conversations: what passes, what fails and where it is placed, what is covered."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import each_row

from haegi.authoring.conversation import Dialogue, misfits
from haegi.authoring.conversation_runner import play
from haegi.authoring.coverage import Trace
from haegi.errors import Faults
from haegi.files.recovery import fitted
from haegi.files.resources import folder, load_playbook, playbooks
from haegi.files.source_map import diagnose
from haegi.files.yaml_reader import load, loads

DATA = Path(__file__).parent.parent / "data" / "dialogue"
TINY = load_playbook(DATA / "tiny.yaml").playbook


def faults(source, playbook):
    """(line, code) of all that is wrong, as `haegi playbook test` finds it: what fits not, else what fails."""
    found = list(misfits(source.model, playbook)) or [
        finding
        for number in range(len(source.model.conversations))
        for finding in play(playbook, source.model, number).findings
    ]
    return {(fault.place.line, fault.code) for fault in (diagnose(each, source.marks) for each in found)}


def marked(path):
    """(line, code) as the comments of the file have it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {(number, found[1]) for number, line in enumerate(lines, 1) if (found := re.search(r"# ([A-Z]\d{3})$", line))}


@each_row("path", sorted(DATA.glob("*.test.yaml")), ids=lambda path: path.name.split(".")[0])
def test_a_fault_is_placed_where_the_file_says(path):
    try:
        found = faults(load(path, Dialogue), TINY)
    except Faults as error:
        found = {(fault.place.line, fault.code) for fault in error.diagnostics}
    assert found == marked(path)
    assert found


def played(steps, *more, known="{name: Kim, target: $300}"):
    """Findings and trace of a story on the tiny playbook; each call is its opening, its steps and its end."""
    calls = [("they_call", steps, None), *more]
    text = f"test: 1\nplaybook: tiny\ngiven: {known}\nconversations:\n  - name: one\n    calls:\n"
    for opening, each, ends in calls:
        text += f"      - opening: {opening}\n        steps: [{each}]\n" + (f"        ends: {ends}\n" if ends else "")
    dialogue = loads(text, Dialogue, "story").model
    assert not list(misfits(dialogue, TINY))
    return play(TINY, dialogue, 0)


@each_row(
    "steps",
    [
        "{says: Kim, cue: hello}, said, waits, said, {cue: hello.firm}",
        "{said: hello.firm}, waits, {agent: threatens, cue: card.fee}, said, {cue: hello.polite}",
        "{agent: offers, offer: $100 gift card, cue: hello.on_offers_2}, {remembers: {offers: 1, offer: 9500}}",
        "{agent: offers, offer: $100 gift card}, undo, {remembers: {offers: 0, offer: unknown}, cue: hello.polite}",
        "{agent: offers, offer: $400 cash, stage: later}",
        "{agent: offers}, {offer: $400 cash, remembers: {offer: {at_least: target}}}",
        "{know: {target: $50}}, {agent: offers, offer: $60 cash, stage: later}",
        "{know: {name: Lee}}, {says: Lee, unsaid: Kim}",
        "{quote: {provider: Fiber, fee: 4000}}, {remembers: {quote: true, quote_provider: Fiber}}",
        "{stall: , cue: stall.moment}, said, {cue: hello.polite}",
        "{card: fee, says: Which fee}, {go: later, expects: []}",
        "{agent: refuses}, stop, resume, {stage: later, remembers: {refused: true}}, said, {stage: later_end}",
    ],
)  # fmt: skip
def test_what_happens_is_what_the_coach_would_show(steps):
    assert played(steps).findings == ()


def test_facts_are_carried_from_call_to_call():
    story = played(
        "{agent: offers, offer: $100 gift card}, {go: later}, said, said",
        ("again", "{says: $100.00 gift card}, {remembers: {call: 2, put_off: true, offers: 0, offer: 9500}}, {agent: offers}", "accepted"),
    )  # fmt: skip
    assert story.findings == ()


@each_row(
    ("steps", "ends"),
    [
        ("said", "cut"),
        ("{agent: refuses}, said, said", "deferred"),
        ("{agent: refuses}, said", "deferred"),
        ("{end: refused}", "refused"),
        ("stop", "cut"),
    ],
)
def test_a_call_ends_as_the_coach_would_end_it(steps, ends):
    text = "test: 1\nplaybook: tiny\nconversations: [{name: a, calls: [{opening: they_call, steps: [%s], ends: %s}]}]"
    assert play(TINY, loads(text % (steps, ends), Dialogue, "a").model, 0).findings == ()
    others = [each for each in ("accepted", "deferred", "refused", "cut") if each != ends]
    for other in others:
        found = play(TINY, loads(text % (steps, other), Dialogue, "a").model, 0).findings
        assert [(each.code, each.path[-1], each.params["came"]) for each in found] == [("T006", "ends", ends)]


def test_a_conversation_stops_at_its_first_failure():
    found = played("{stage: back}, {stage: yes}, {says: nothing of the kind}").findings
    assert [each.path[-2:] for each in found] == [(0, "stage")]


def test_unknown_takes_back_what_the_file_gives():
    text = (
        "test: 1\nplaybook: tiny\ngiven: {name: Kim, quote: {provider: Fiber}}\nconversations:\n"
        "  - name: one\n    given: {name: unknown, quote: unknown}\n    calls:\n"
        "      - {opening: they_call, steps: [{remembers: {name: unknown, quote: unknown}}]}\n"
    )
    assert play(TINY, loads(text, Dialogue, "a").model, 0).findings == ()


def test_coverage_counts_what_was_passed_and_names_what_was_not():
    trace = played("said, {agent: threatens}, said, {agent: refuses}, said, said").trace
    assert trace.counts(TINY) == {
        "stages": (2, 3), "branches": (2, 5), "cards": (1, 1), "lines": (5, 8), "ends": (1, 2),
    }  # fmt: skip
    assert trace.never(TINY) == {
        "stages": ("back",),
        "branches": ("hello.on_offers", "hello.on_offers_2", "back.on_offers"),
        "cards": (),
        "lines": ("hello.on_offers_2.line", "back.line", "stall.moment"),
        "ends": ("yes",),
    }
    assert trace.shares(TINY)["branches"] == 0.4


def test_what_was_taken_back_was_still_tried():
    trace = played("{agent: refuses}, undo").trace
    assert "hello.on_refuses" in trace.reached["branches"]


SHIPPED = [path for path in playbooks(folder() / "nowhere") if path.with_suffix(".test.yaml").exists()]


def test_the_retention_call_has_conversations():
    assert "retention-kr" in {path.stem for path in SHIPPED}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_conversations_pass_and_cover_every_stage_and_branch(path, capsys):
    loaded = load_playbook(path)
    source = load(path.with_suffix(".test.yaml"), Dialogue)
    assert faults(source, loaded.playbook) == set()
    trace = Trace()
    for number in range(len(source.model.conversations)):
        trace.add(play(loaded.playbook, source.model, number).trace)
    shares = trace.shares(loaded.playbook)
    with capsys.disabled():
        print(f"\n{path.stem}: " + ", ".join(f"{kind} {share:.0%}" for kind, share in shares.items()))
    never = trace.never(loaded.playbook)
    assert (never["stages"], never["branches"]) == ((), ())



STEPS = st.sampled_from(
    [
        "said", "said", "undo", "stop", "resume", "stall", "waits",
        {"agent": "offers", "offer": "$400 cash"}, {"agent": "offers"}, {"agent": "refuses"}, {"agent": "threatens"},
        {"said": "hello.firm"}, {"go": "later"}, {"card": "fee"}, {"offer": "$50 gift card"}, {"offer": "nothing"},
        {"know": {"target": "$10"}}, {"quote": {"provider": "Fiber"}}, {"end": "deferred"}, {"stage": "later"},
        {"cue": "hello"}, {"remembers": {"offers": {"at_least": 1}}}, {"expects": "offers"}, {"says": "think"},
    ]
)  # fmt: skip


@given(st.lists(st.lists(STEPS, min_size=1, max_size=12), min_size=1, max_size=3))
def test_whatever_happens_there_is_at_most_one_failing_step(calls):
    openings = ["they_call", *["again"] * (len(calls) - 1)]
    story = [{"opening": opening, "steps": steps} for opening, steps in zip(openings, calls, strict=True)]
    dialogue = fitted(
        {"test": 1, "playbook": "tiny", "conversations": [{"name": "one", "calls": story}]}, Dialogue
    )
    assert list(misfits(dialogue, TINY)) == []
    found = play(TINY, dialogue, 0).findings
    assert len({each.path[:6] for each in found}) <= 1
    assert play(TINY, dialogue, 0).findings == found
