"""How long checking takes, by the number of stages: `python tests/bench/check.py`. Nothing is asserted here."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from haegi.cli.commands.playbook import checked

STAGE = """  s{n}:
    title: {{ko: "단계", en: "Stage"}}
    aim: {{ko: "무엇을 할지 정한다", en: "Decide what to do"}}
    say:
      polite: {{ko: "{{product}} 조건을 알려 주시겠어요?", en: "Could you tell me the terms for {{product}}?"}}
      firm: {{ko: "가능한 조건을 말씀해 주세요.", en: "Please tell me what is possible."}}
    does: asks_terms
    branches:
      - {{on: makes_offer, when: {{call: {{at_least: 2}}}}, to: {after}}}
      - {{on: makes_offer, to: {after}}}
      - {{on: refuses_more, to: {before}}}
    next: {after}
"""
HEAD = """haegi: 1
id: bench
title: {ko: "재기", en: "Bench"}
language: ko
slots: {product: {label: {ko: "상품", en: "Product"}, ask: {ko: "무엇을 쓰세요?", en: "Which one?"}}}
moves:
  agent:
    makes_offer: {label: {ko: "제안한다", en: "Offers"}, offer: true}
    refuses_more: {label: {ko: "어렵다고 한다", en: "Refuses"}}
  caller: {asks_terms: {label: {ko: "조건을 묻는다", en: "Asks for terms"}}}
openings: {ring: {title: {ko: "왔다", en: "They called"}, to: s0}}
ends: {over: {title: {ko: "끝", en: "Over"}, outcome: refused}}
stages:
"""


def book(count: int) -> str:
    """A sound playbook of so many stages."""
    stages = (
        STAGE.format(n=n, after=f"s{n + 1}" if n + 1 < count else "over", before=f"s{max(n - 1, 0)}")
        for n in range(count)
    )
    return HEAD + "".join(stages)


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "bench.yaml"
        for count in (10, 100, 500, 1000, 2000):
            path.write_text(book(count), "utf-8")
            best = min(once(path) for _ in range(5))
            sys.stdout.write(
                f"{count:5} stages  {best * 1000:8.1f} ms  {best * 1e6 / count:6.0f} us a stage\n"
            )


def once(path: Path) -> float:
    """Seconds of the processor to check a sound file."""
    begun = time.process_time()
    found = checked(path)
    took = time.process_time() - begun
    if found:
        raise SystemExit(f"the bench has faults: {found[0]}")
    return took


if __name__ == "__main__":
    main()
