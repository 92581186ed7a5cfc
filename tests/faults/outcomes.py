"""What came of a part of the harness: one line of the table of faults."""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Outcome:
    """One kind of fault.

    Attributes:
        fault: in Chinese, for the table (故障).
        how: how it was made (怎样做).
        database: `sqlite` or `postgresql`.
        rounds: how often.
        wrong: sentences about what did not hold, each with its round; empty when all held.
        counts: what else was counted, such as repeats and refusals by their code.
        back: seconds until the last client acted again, round by round.
    """

    fault: str
    how: str
    database: str
    rounds: int = 0
    wrong: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    back: list[float] = field(default_factory=list)

    def add(self, wrong: list[str], back: float | None = None) -> None:
        """Take in a round."""
        self.rounds += 1
        self.wrong += [f"round {self.rounds}: {sentence}" for sentence in wrong]
        if back is not None:
            self.back.append(back)

    @property
    def result(self) -> str:
        """What came of it (结果), with what else the table should tell."""
        if self.wrong:
            return f"{len(self.wrong)} 处不符"
        told = [f"{words} {self.counts[name]} 次" for name, words in TOLD.items() if self.counts[name]]
        return "，".join(["全部符合", *told])

    @property
    def comes_back(self) -> str:
        """How long it took until the last client acted again: middle and longest (恢复用时)."""
        if not self.back:
            return "—"
        return f"{sorted(self.back)[len(self.back) // 2]:.1f} / {max(self.back):.1f} 秒"

    def row(self) -> str:
        """Return the line of the table."""
        name = NAMES.get(self.database, self.database)
        return f"| {self.fault} | {self.how} | {name} | {self.rounds} | {self.result} | {self.comes_back} |"

    def as_json(self) -> dict[str, Any]:
        """Return all of it."""
        return {
            "fault": self.fault, "how": self.how, "database": self.database, "rounds": self.rounds, "wrong": self.wrong,
            "counts": dict(sorted(self.counts.items())), "back": [round(seconds, 2) for seconds in self.back],
        }  # fmt: skip

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Outcome":
        """Return what a part has written before."""
        return cls(**{**told, "counts": Counter(told["counts"])})


HEAD = "| 故障 | 怎样做 | 数据库 | 次数 | 结果 | 恢复用时（中位 / 最长） |\n|---|---|---|---|---|---|"
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
TOLD = {
    "repeated": "中断的那一步重问后只办一次",
    "rounds with the sentence": "读到“磁盘满了”",
    "server ended by itself": "数据库自行停止后再启动",
    "lost the end, and said so": "打开到截断处并说明少了多少",
    "lost nothing that was noted": "已记录的一项不少",
    "cut while the log was folded": "正在折叠时截断",
    "what was being folded was put back": "用折叠前的副本补回",
    "did not start, and said why": "没有启动并说明原因",
}
"""What is counted and belongs into the table."""

Part = Callable[[argparse.Namespace, random.Random], Outcome]


def show(outcomes: list[Outcome], *, as_json: bool) -> int:
    """Print the table or JSON; answers with the exit code."""
    if as_json:
        sys.stdout.write(json.dumps([outcome.as_json() for outcome in outcomes], ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("\n".join([HEAD, *(outcome.row() for outcome in outcomes)]) + "\n")
        for outcome in outcomes:
            counts = ", ".join(f"{name} {times}" for name, times in sorted(outcome.counts.items()))
            sys.stdout.write(f"{outcome.fault}: {counts}\n" + "".join(f"  {line}\n" for line in outcome.wrong))
    return 1 if any(outcome.wrong for outcome in outcomes) else 0


def parser(words: str | None, rounds: int) -> argparse.ArgumentParser:
    """Return the options that every part has."""
    options = argparse.ArgumentParser(description=words)
    options.add_argument("--rounds", type=int, default=rounds)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    options.add_argument("--counters", type=int, default=2)
    options.add_argument("--kiosks", type=int, default=2)
    options.add_argument("--json", action="store_true")
    return options


def progress(outcome: Outcome, begun: float) -> None:
    """Say how far it is."""
    sys.stderr.write(f"{outcome.fault}: {outcome.rounds} ({time.monotonic() - begun:.0f} s)\n")
