"""``python -m tests.mutation``: runs the harness and writes its page.

python -m tests.mutation [--every | --each N] [--seed N] [--only WORD ...] [--report docs/mutations.md]
"""

import argparse
import sys
import time
from pathlib import Path

from tests.mutation import harmless, report
from tests.mutation.operators import OPERATORS
from tests.mutation.running import SEED, Judge, choose, judge_all
from tests.mutation.world import World

EACH = 5


def main() -> int:
    """Run, tell, and write the page if asked."""
    words = argparse.ArgumentParser(prog="python -m tests.mutation", description="How many faults the checks find.")
    words.add_argument("--every", action="store_true", help="every site of every operator: takes hours")
    words.add_argument("--each", type=int, default=EACH, help="sites an operator (%(default)s)")
    words.add_argument("--seed", type=int, default=SEED, help="picks the sites (%(default)s)")
    words.add_argument("--only", nargs="+", default=[], metavar="WORD", help="groups or names of operators")
    words.add_argument("--report", type=Path, help="write the page there")
    words.add_argument("--processes", type=int, default=2)
    given = words.parse_args()
    if given.report and given.only:
        words.error("a page of some operators would pass for the whole: leave out --only or --report")
    began = time.monotonic()
    each = None if given.every else given.each
    world = World()
    wanted = [o for o in (*OPERATORS, *harmless.OPERATORS) if not given.only or {o.name, o.group} & set(given.only)]
    judge = Judge(world)
    mutations = choose(world, wanted, each, given.seed)
    print(f"{len(judge.checks)} checks, {len(wanted)} operators, {len(mutations)} mutations", file=sys.stderr)
    verdicts = judge_all(judge, mutations, given.processes)
    own = {o.name for o in harmless.OPERATORS}
    faults = [v for v in verdicts if v.operator not in own]
    edits = [v for v in verdicts if v.operator in own]
    alarms = [f"{f.code} {f.section or f.metric or ''}: {f.message}" for f in judge.alarms]
    page = report.page(faults, edits, alarms, judge.crashed, each, given.seed)
    if given.report:
        given.report.write_text(page, encoding="utf-8")
    else:
        print(page)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
