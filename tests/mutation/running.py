"""Chooses mutations with a seed, applies them one by one, and judges what the checks say."""

import gc
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.checks import Check, all_checks, run
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding, Severity
from reportgen.model.problem import ReportgenError
from tests.mutation.fault import Mutation, Operator
from tests.mutation.world import World

TODAY = date(2023, 3, 31)
SEED = 2022
GRAVE = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True)
class Verdict:
    """What became of a mutation.

    Attributes:
        found: codes of checks of the right family that gave a new error or warning.
        hinted: of those that gave a new information only.
        elsewhere: codes of checks of other families with such a finding; looked at only if none of the right did.
        refused: what the tool said where it refused the change, with the place.
        placeless: whether a refusal named no file or cell.
        crashed: checks that broke off.
    """

    operator: str
    where: str
    found: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    refused: str = ""
    placeless: bool = False
    crashed: tuple[str, ...] = ()

    @property
    def detected(self) -> bool:
        """Found by a check of the right family, or refused with a place."""
        return bool(self.found) or bool(self.refused and not self.placeless)


def family(check: Check) -> str:
    """The package of a check, e.g. ``arithmetic``; empty for those of nobody's family."""
    parts = check.examine.__module__.split(".")
    return parts[2] if parts[:2] == ["reportgen", "checks"] else ""


def choose(world: World, operators: Iterable[Operator], each: int | None, seed: int = SEED) -> list[Mutation]:
    """``each`` sites of every operator, all different; every site if ``each`` is ``None``."""
    chosen: list[Mutation] = []
    for operator in operators:
        sites = {
            (site.files, site.values, site.late, site.where if site.seen else ""): site
            for site in operator.sites(world)
        }
        sound = [site for site in sites.values() if _changes(world, site.files) or site.values or site.seen]
        luck = random.Random(f"{seed}/{operator.name}")
        picked = sound if each is None else luck.sample(sound, min(each, len(sound)))
        chosen += [Mutation(operator.name, operator.families, site) for site in picked]
    return chosen


def _changes(world: World, files: Sequence[tuple[str, str]]) -> bool:
    return any(world.texts[path] != text for path, text in files)


class Judge:
    """Holds what the sound report says, and compares."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.widely = True  # whether the other families are asked, too, when the right ones say nothing of a fault
        self.checks = all_checks()
        self.clean: dict[str, Counter[tuple[str, str]]] = {}
        self.alarms: list[Finding] = []
        self.crashed: list[str] = []
        began = time.perf_counter()
        for outcome in run(world.clean, self.checks, today=TODAY):
            self.clean[outcome.code] = Counter(_marks(outcome.findings))
            self.alarms += [f for f in outcome.findings if f.severity in GRAVE and not f.waived]
            self.crashed += [outcome.code] if outcome.crashed else []
        self.seconds = time.perf_counter() - began

    def judge(self, mutation: Mutation) -> Verdict:
        """Apply a mutation and look at what is new."""
        where = mutation.site.where
        try:
            dossier = self.world.apply(mutation.site)
        except ReportgenError as error:
            first = error.problems[0]
            placeless = all(problem.where is None for problem in error.problems)
            return Verdict(mutation.operator, where, refused=str(first)[:200], placeless=placeless)
        right = [check for check in self.checks if family(check) in mutation.families]
        others = [check for check in self.checks if family(check) not in mutation.families]
        grave, hints, crashed = self._new(dossier, right)
        elsewhere: tuple[str, ...] = ()
        if not grave and (self.widely or not mutation.families):
            elsewhere, _, more = self._new(dossier, others)
            crashed += more
        return Verdict(mutation.operator, where, grave, hints, elsewhere, crashed=crashed)

    def _new(
        self, dossier: Dossier, checks: Sequence[Check]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        grave, hints, crashed = [], [], []
        if not checks:
            return (), (), ()
        for outcome in run(dossier, checks, today=TODAY):
            if outcome.crashed:
                crashed.append(outcome.code)
                continue
            fresh = Counter(_marks(f for f in outcome.findings if not f.waived)) - self.clean[outcome.code]
            if any(severity != Severity.INFO.value for _, severity in fresh):
                grave.append(outcome.code)
            elif fresh:
                hints.append(outcome.code)
        return tuple(grave), tuple(hints), tuple(crashed)


def _marks(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    return ((finding.fingerprint, finding.severity.value) for finding in findings)


_judge: Judge | None = None


def _begin(judge: Judge) -> None:
    global _judge  # noqa: PLW0603 - each process has its own world
    judge.world = judge.world.moved()
    gc.freeze()  # the sound report is never garbage: looking through it again and again takes half the time
    _judge = judge


def _one(mutation: Mutation) -> Verdict:
    assert _judge is not None
    return _judge.judge(mutation)


def judge_all(judge: Judge, mutations: Sequence[Mutation], processes: int = 2) -> list[Verdict]:
    """The verdicts in the order of the mutations."""
    if processes == 1:
        return [judge.judge(mutation) for mutation in mutations]
    context = multiprocessing.get_context("fork")
    with context.Pool(processes, _begin, (judge,)) as pool:
        return list(pool.imap(_one, mutations, chunksize=4))
