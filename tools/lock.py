"""Writes requirements.lock and requirements-test.lock: exact versions for the ranges of pyproject.toml."""

import subprocess
import sys

SHARED = [
    sys.executable,
    "-m",
    "piptools",
    "compile",
    "pyproject.toml",
    "--quiet",
    "--strip-extras",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--allow-unsafe",
]

for output, extras in (("requirements.lock", ["build"]), ("requirements-test.lock", ["build", "test"])):
    arguments = [word for extra in extras for word in ("--extra", extra)]
    subprocess.run([*SHARED, *arguments, "--output-file", output], check=True)
