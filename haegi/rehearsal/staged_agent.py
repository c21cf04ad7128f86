"""The simulated agent of a call in which no sum is haggled over: it goes through the stages of the playbook.

At each stage it picks among the moves that the branches take now, mostly one that brings the call nearer to a good end;
now and then it leaves that way, with a trick of the persona or a move that the stage expects. What is asked is answered
where a move `replies_to` it. Nothing is granted that was not asked for. The same seed and the same answers make the
same call, and every call ends: detours and turns are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from haegi.call.call import Utterance
from haegi.call.engine import Event, Snapshot, replay
from haegi.playbook.graph import Graph, follow, reach, reverse
from haegi.playbook.guard import Value
from haegi.playbook.model import Outcome, Playbook, Role
from haegi.rehearsal.desk import MOST_CALLS, DeskAnswer
from haegi.rehearsal.persona import StagedPersona
from haegi.rehearsal.utterances import NO, YES, Wordings, first, granting, playing, replies, yes_or_no

#: Answers after which any agent brings a call to its end.
MOST_TURNS = 60
#: How often the same answer, and the same "please go on", is given.
_TIMES = 2
#: Less than this helpful, and an agent may ring off on its own.
_CURT = 0.4
#: What is granted in passing, before the agent goes on.
_LEADS = {
    "refuses_full_id": "identified", "asks_contact": "contact", "asks_reference": "reference",
    "asks_deadline": "deadline", "asks_written": "sends",
}  # fmt: skip


class StagedAgent:
    """One agent over the calls of one case. `listen` hands it the events of the call under way."""

    limit: int | None = None

    def __init__(self, playbook: Playbook, persona: StagedPersona, seed: int, fee: int | None = None) -> None:
        self.opened_by_desk = False
        self._book = playbook
        self._moves = playbook.moves.agent
        self._who = persona
        self._key = f"{persona.id}/{seed}"
        self._map = StageMap(playbook)
        self._grants = granting(playbook.moves.agent)
        self._deaf = not any(move.examples for move in playbook.moves.caller.values())
        self._wordings = Wordings(playbook, persona.wordings, Random(f"words/{self._key}"), fee)
        self._call = 0
        self._events: Callable[[], Sequence[Event]] = tuple
        self._begin()

    def listen(self, events: Callable[[], Sequence[Event]]) -> None:
        """Where to read how the call under way has gone so far."""
        self._events = events

    def _begin(self) -> None:
        self._call += 1
        self._chance = Random(f"talk/{self._key}/{self._call}")
        self._luck = self._chance.random()
        self._done: set[str] = set()
        self._told: Counter[str] = Counter()
        self._prompted: Counter[str] = Counter()
        self._turns = self._lost = 0
        self._left = self._who.detours
        self._warned = self._closing = self._agreed = False
        self._last = ""

    def open(self) -> Utterance:
        """The first words: what opens such a call where a move does, else a greeting."""
        here = self._here()
        opening = [move for move in playing(self._moves, "opens") if (here.stage, move) in self._book.routes]
        favoured = [move for move in opening if move in self._who.tricks]
        if opening:
            return self._say((favoured or opening)[0])
        return self._wordings.aside("greets" if self._call == 1 else "calls-back" if self.opened_by_desk else "picks-up")

    def react(self, moves: Sequence[str], words: str = "") -> Utterance:
        """The agent's answer to what the caller just did. Without moves the caller's `words` were not understood,
        and without words there was silence."""
        done = set(moves)
        here = self._here()
        self._turns += 1
        if "is_rude" in done:
            return self._insulted()
        over = here.stage in self._book.ends or self._closing
        if not done and not over and not self._means_something(words):
            return self._unheard(words)
        self._lost = 0
        if done == {"thanks"} and self._last in playing(self._moves, "reads_back"):
            done = {"accepts"}
        self._done |= done
        if self._turns >= MOST_TURNS:
            return self._end("deferred", "time")
        if "accepts" in done and self._tabled() and not self._closing:
            return self._accepted(done)
        if over:
            return self._leave("deferred" if self._closing else self._book.ends[here.stage].outcome, done)
        if "defers" in done and "defers" not in self._map.wanted(self._before().stage):
            self._closing = True
            return self._do("calls_back", "contact" if "asks_contact" in done else "")
        return self._go_on(here, done)

    def means(self, words: str) -> tuple[str, ...]:
        """The move behind a bare yes or no, by what the agent just said; nothing for other words."""
        answer, caller = yes_or_no(words), self._book.moves.caller
        polite = ("thanks",) if "thanks" in caller else ()
        if answer == YES:
            return ("accepts",) if "accepts" in caller and self._last in self._grants else polite
        if answer != NO:
            return ()
        # A no asks for more, or turns a trap down, where that answers what the agent said.
        last = self._moves.get(self._last)
        wanted = self._map.wanted(f"card.{self._book.answers.get(self._last, '')}")
        pushing = tuple(move for move in sorted(wanted) if caller[move].push)
        return pushing[:1] or (tuple(wanted) if last and last.trap and len(wanted) == 1 else polite)

    def hopes(self) -> frozenset[str]:
        """The moves expected of the caller now: words that could mean several things mean one of these."""
        here = self._here()
        return self._map.wanted(here.reply, here.facts) | self._map.wanted(here.stage, here.facts)

    def wait(self) -> DeskAnswer | None:
        """Go on to the next call after a deferral: who rings, or None where no call is left."""
        if self._call >= MOST_CALLS:
            return None
        self.opened_by_desk = self._luck < self._who.callback
        self._begin()
        return DeskAnswer("opens", 0, called_back=self.opened_by_desk)

    def _here(self) -> Snapshot:
        return replay(self._book, self._events())

    # Ways a call ends

    def _insulted(self) -> Utterance:
        if self._warned:
            return self._end("refused", "insulted")
        self._warned = True
        return self._wordings.aside("warned")

    def _means_something(self, words: str) -> bool:
        """Whether words without a move count all the same: in a playbook that can't be heard, a line of the playbook, or
        anything while on hold."""
        line = self._events()[-1].value
        return bool(words.strip() and (self._deaf or line)) or self._last in playing(self._moves, "holds")

    def _unheard(self, words: str) -> Utterance:
        self._lost += 1
        if self._lost >= self._who.patience:
            return self._end("cut", "lost")
        return self._wordings.aside("pardon" if words.strip() else "hello")

    def _tabled(self) -> bool:
        """Whether the agent has granted anything that could be agreed to."""
        return bool(self._grants & set(self._told))

    def _accepted(self, done: set[str]) -> Utterance:
        """A yes: the agreement is read back, and sealed with the next one."""
        if self._agreed or self._last in playing(self._moves, "reads_back") or self._here().outcome == "accepted":
            return self._end("accepted", "sealed")
        self._agreed = True
        return self._do("reads_back", "sends" if "asks_written" in done else "")

    def _leave(self, outcome: Outcome, done: set[str]) -> Utterance:
        """The stages are at their end. An agreement is not taken for granted: without a yes it is asked for, and what
        the caller still wants is heard."""
        unasked = outcome == "accepted" and "accepts" in self._book.moves.caller and not {"accepts"} & self._done
        if not unasked or self._deaf:
            return self._end(outcome, "sealed" if outcome == "accepted" else "")
        self._prompted["/yes"] += 1
        if not self._agreed and first(self._moves, "reads_back"):
            self._agreed = True
            return self._do("reads_back", self._lead(done))
        if self._prompted["/yes"] <= 1 + _TIMES and done:
            return self._wordings.aside(self._prompt(done))
        return self._end("deferred")

    def _end(self, outcome: Outcome, lead: str = "") -> Utterance:
        later = outcome == "deferred" and not lead and self._last not in playing(self._moves, "calls_back")
        return self._do("calls_back" if later else "ends", lead, outcome)

    # The conversation

    def _go_on(self, here: Snapshot, done: set[str]) -> Utterance:
        wanted = self._map.wanted(here.stage, here.facts)
        options = self._map.options(here)
        answer = self._reply(done - wanted)
        if answer and answer not in [option.move for option in options]:
            return self._say(answer)
        if wanted and not self._heard_enough(here, wanted, options):
            self._prompted[here.stage] += 1
            if self._prompted[here.stage] <= _TIMES:
                return self._wordings.aside(self._prompt(done))
        if not self._deaf:
            asked = not wanted or bool(wanted & self._done)
            options = [option for option in options if option.move not in self._grants or (asked and self._may_grant(option.move))]
        return self._pick(here, options, done)

    def _prompt(self, done: set[str]) -> str:
        """The key of the sentence that asks the caller to go on; what they just asked for is granted with it."""
        if self._done <= {"thanks"} and not self._rang():
            return "matter"
        again = "-again" if sum(self._prompted.values()) % _TIMES == 0 else ""
        return self._lead(done) or ("more" if self._tabled() else "go-on") + again

    def _reply(self, done: set[str]) -> str:
        """The playbook's answer to this question, unless it was given often enough."""
        possible = (move for move in replies(self._moves, done) if move not in self._grants)
        return next((move for move in possible if self._told[move] < _TIMES), "")

    def _may_grant(self, move: str) -> bool:
        """Whether the caller asked for what this move grants, where the playbook says what that is."""
        answers = self._moves[move].replies_to
        return not answers or not self._done.isdisjoint(answers)

    def _heard_enough(self, here: Snapshot, wanted: frozenset[str], options: Sequence[NextMove]) -> bool:
        """Whether the caller has said what the stage is for, or what a later one is for. Where nothing hangs on it,
        saying anything will do, unless they have only just come to the stage."""
        if self._deaf or (wanted | self._map.ahead(here.reached)) & self._done:
            return True
        free = self._grants.isdisjoint(option.move for option in options)
        return free and here.stage == self._before().stage and (self._rang() or not self._done <= {"thanks"})

    def _rang(self) -> bool:
        """Whether this call is the agent's."""
        return self.opened_by_desk or any(self._told[move] for move in playing(self._moves, "opens"))

    def _lead(self, done: set[str]) -> str:
        """The key of what is granted in passing; nothing is sent before there is anything to send."""
        leads = (lead for move, lead in _LEADS.items() if move in done)
        return next((lead for lead in leads if lead != "sends" or self._tabled()), "")

    def _before(self) -> Snapshot:
        return replay(self._book, self._events()[:-1])

    def _pick(self, here: Snapshot, options: Sequence[NextMove], done: set[str]) -> Utterance:
        trick = self._trick(here)
        if trick:
            return self._say(trick)
        onward = [option for option in options if option.forward]
        curt = self._who.helpful < _CURT
        open_ = [option for option in options if self._left > 0 and (curt or not option.ends or option.forward)]
        possible = [option for option in open_ or onward or options if option.move != self._last] or list(onward)
        if not possible:
            return self._end("deferred")
        chosen = self._chance.choices(possible, [self._weight(option, done) for option in possible])[0]
        self._left -= not chosen.forward
        return self._say(chosen.move, self._lead(done) if chosen.forward else "")

    def _weight(self, option: NextMove, done: set[str]) -> float:
        """Forward as far as the agent is helpful; what comes first in the playbook, answers and is new comes first."""
        move, helpful = self._moves[option.move], self._who.helpful
        weight = (helpful if option.forward else 1 - helpful) / (1 + option.rank)
        weight *= 0.2 ** min(self._told[option.move], 4)
        weight *= 5.0 if option.ends and self._left <= 0 else 1.0
        weight *= 5.0 if done & set(move.replies_to) else 1.0
        if move.trap:
            weight *= 1.0 if option.move in self._who.tricks else 1 - helpful
        return weight + 1e-6

    def _trick(self, here: Snapshot) -> str:
        """Something beside the way, where one is left and the dice say so; empty if not."""
        stage = self._book.stages.get(here.stage)
        near = (*self._who.tricks, *(stage.expect if stage else ()))
        usable = [move for move in near if not self._told[move] and move not in self._grants]
        aside = self._chance.random() < (1 - self._who.helpful)
        if not usable or not aside or self._left <= 0 or self._last in near:
            return ""
        self._left -= 1
        return self._chance.choice(usable)

    # Speaking

    def _do(self, role: Role, lead: str = "", outcome: Outcome | None = None) -> Utterance:
        move = first(self._moves, role, "ends")
        return self._say(move, lead, outcome) if move else self._wordings.aside(lead or "goodbye", outcome)

    def _say(self, move: str, lead: str = "", outcome: Outcome | None = None) -> Utterance:
        self._last = move
        self._told[move] += 1
        return Utterance(move, *self._wordings.of(move, None, lead), {}, None, "", outcome)


# Where moves lead


class NextMove(NamedTuple):
    """An agent move that a branch takes. `rank` counts from 0 as the playbook lists them, `forward` says that it brings
    the call nearer to a good end or further along the main path and is no refusal, `ends` that it is over then."""

    move: str
    rank: int
    forward: bool
    ends: bool


class StageMap:
    """The stages of one playbook. A good end is an accepted one; where there is none, any."""

    def __init__(self, playbook: Playbook) -> None:
        self._book = playbook
        ways = follow(edge for edge in Graph(playbook).edges if edge.kind in ("branch", "next"))
        good = [name for name, end in playbook.ends.items() if end.outcome == "accepted"] or list(playbook.ends)
        self._far = reach(good, reverse(ways))
        self._farther = len(playbook.stages) + 1

    def options(self, snapshot: Snapshot) -> list[NextMove]:
        """The moves that a branch of the stage takes now, in the playbook's order; none at an end."""
        stage = self._book.stages.get(snapshot.stage)
        moves = dict.fromkeys(move for branch in stage.branches for move in branch.on) if stage else {}
        options = []
        for rank, move in enumerate(moves):
            target = self._target(snapshot, move)
            nearer = self._far.get(target, self._farther) < self._far.get(snapshot.stage, self._farther)
            ahead = nearer or self._place(target) > self._place(snapshot.stage) >= 0
            forward = ahead and "refused" not in self._book.moves.agent[move].marks
            if target:
                options.append(NextMove(move, rank, forward, target in self._book.ends))
        return options

    def _target(self, snapshot: Snapshot, move: str) -> str:
        marks = self._book.moves.agent[move].marks
        facts = {**snapshot.facts, **dict.fromkeys(marks, True)}
        routes = self._book.routes.get((snapshot.stage, move), ())
        return next((route.to for route in routes if route.guard is None or route.guard.holds(facts)), "")

    def _place(self, stage: str) -> int:
        """Where on the main path a stage is; -1 off it."""
        return self._book.path.index(stage) if stage in self._book.path else -1

    def wanted(self, owner: str, facts: Mapping[str, Value] | None = None) -> frozenset[str]:
        """The caller's moves in the lines of a stage or card, a thank-you aside; with `facts`, with those that could
        be said now. Nothing where it has no lines, or one with which nothing else is done: there any word will do."""
        lines = self._book.owned.get(owner, ())
        fitting = [line for line in lines if facts is None or line.line.when is None or line.line.when.holds(facts)]
        done = [frozenset(line.does) - {"thanks"} for line in fitting or lines]
        return frozenset[str]().union(*done) if all(done) else frozenset()

    def ahead(self, reached: str) -> frozenset[str]:
        """The caller's moves that come only after this stage of the main path."""
        path = self._book.path
        place = self._place(reached)
        before = frozenset[str]().union(*map(self.wanted, path[: place + 1]))
        return frozenset[str]().union(*map(self.wanted, path[place + 1 :])) - before if place >= 0 else before
