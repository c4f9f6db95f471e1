"""Makes packs as a person does, by the command.

A process of its own, because a build lays out in forked processes, and a test's process has threads that a fork loses.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Made:
    path: Path
    id: str
    number: int
    sha256: str
    unmarked: dict
    left_out: list


def make(root, *words, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "--project", str(root), "pack", "--format", "json", *words],
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)["packs"][0]
    return Made(Path(told["path"]), told["pack"], told["number"], told["sha256"], told["unmarked"], told["left_out"])
