"""A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER = "auditor"
PASSWORD = "s3cret-of-the-tests"


@dataclass(frozen=True)
class Server:
    """Where it listens. ``trusted`` needs no password, ``closed`` wants one."""

    socket: Path
    port: int

    @property
    def trusted(self) -> str:
        """URL of the ledger over the socket."""
        return f"postgresql://{USER}@/postgres?host={self.socket}"

    @property
    def closed(self) -> str:
        """URL over the network, which asks for the password."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"


def programs() -> Path:
    """The folder of initdb and pg_ctl: Debian keeps it off the path."""
    found = shutil.which("pg_ctl")
    folders = [*([Path(found).resolve().parent] if found else []), *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
    return next(folder for folder in reversed(folders) if (folder / "pg_ctl").exists())


@contextmanager
def running() -> Iterator[Server]:
    """A fresh server. As root it runs as the Debian package's own user, because PostgreSQL refuses root."""
    folder = Path(tempfile.mkdtemp(prefix="reportgen-pg-"))  # pytest's own folders are closed to other users
    root = os.geteuid() == 0
    secret = folder / "password"
    secret.write_text(f"{PASSWORD}\n")
    if root:
        for path in (folder, secret):
            shutil.chown(path, "postgres", "postgres")
    port = 20_000 + os.getpid() % 20_000

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [*(["runuser", "-u", "postgres", "--"] if root else []), str(programs() / program), *words],
            cwd="/",
            check=True,
            stdout=subprocess.DEVNULL,
        )

    data = folder / "data"
    words = ("--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
    run("initdb", "-D", str(data), "-U", USER, f"--pwfile={secret}", *words)
    options = f"-k {folder} -h 127.0.0.1 -p {port} -F"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        os.environ["PGPORT"] = str(port)
        yield Server(folder, port)
    finally:
        os.environ.pop("PGPORT", None)
        run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)
