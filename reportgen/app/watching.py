"""``reportgen watch``: the site on this machine, redrawn at each save."""

import html
import http.server
import json
import threading
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.app.cache import Cache
from reportgen.app.fingerprint import theme_files
from reportgen.app.projects import cache_folder
from reportgen.app.stages import Data, make_dossier, read_data, write_manuscripts
from reportgen.app.websites import site_files
from reportgen.chapters import rebind
from reportgen.model.manuscript import Manuscript
from reportgen.model.problem import ReportgenError

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RELOAD = b"""<script>
(() => { let seen = null; const ask = async () => {
  try { const said = await (await fetch("/.watch")).json();
    if (seen !== null && said.version !== seen) location.reload();
    seen = said.version; } catch (error) { /* the watcher has stopped */ }
  setTimeout(ask, 300); }; ask(); })();
</script>"""


_BANNER = (
    '<pre role="alert" style="position:fixed;inset:auto 0 0 0;margin:0;padding:1rem;max-height:50vh;overflow:auto;'
    'background:#7a1020;color:#fff;white-space:pre-wrap;z-index:99">{}</pre>'
)


class Workshop:
    """The site as it stands now, in memory; thread-safe, because the server reads while the watcher writes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._data: Data | None = None
        self._manuscripts: tuple[Manuscript, ...] = ()
        self._files: Mapping[str, bytes] = {}
        self._problem = ""
        self._waiting: frozenset[str] = frozenset()
        self.version = 0

    def redraw(self, changed: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Redraw the site, and after a change of chapters alone no more than these.

        Args:
            changed: paths inside the project that were saved; everything is read anew if empty.

        Returns:
            The problems that stand in the way; the last good site stays up then.
        """
        # What was saved with a mistake in it waits with what is saved next, so that no mistake is forgotten.
        changed = tuple(sorted(self._waiting.union(changed)))
        try:
            data, manuscripts = self._bound(changed)
            dossier = make_dossier(data, manuscripts)
            cache = Cache(cache_folder(self._root))
            # A chapter's text stands on its own page alone; every other file takes in more than that.
            only = changed if self._are_chapters(changed) else None
            files = {**(self._files if only else {}), **site_files(dossier, cache, draft=True, only=only)}
        except ReportgenError as error:
            told = tuple(map(str, error.problems))
            self._waiting = frozenset(changed)
            with self._lock:
                self._problem = "\n".join(told)
                self.version += 1
            return told
        self._waiting = frozenset()
        with self._lock:
            self._data, self._manuscripts, self._files, self._problem = data, manuscripts, files, ""
            self.version += 1
        return ()

    def _bound(self, changed: tuple[str, ...]) -> tuple[Data, tuple[Manuscript, ...]]:
        data = self._data
        if data is None or not self._are_chapters(changed):
            data = read_data(self._root)
            return data, write_manuscripts(data)
        return data, tuple(rebind(data.project, data.figures, m, changed) for m in self._manuscripts)

    def _are_chapters(self, changed: tuple[str, ...]) -> bool:
        return self._data is not None and bool(changed) and all(path.startswith("templates/") for path in changed)

    def names(self) -> tuple[str, ...]:
        """The files of the site as it stands."""
        with self._lock:
            return tuple(self._files)

    def file(self, path: str) -> tuple[bytes, str] | None:
        """A file of the site with its media type; pages reload themselves after the next redraw."""
        name = path.lstrip("/") or "index.html"
        with self._lock:
            content = self._files.get(name)
            problem = self._problem
            if not self._files and name.endswith(".html"):  # nothing was ever drawn: the page tells why
                content = b"<!doctype html><meta charset=utf-8><title>reportgen watch</title><body></body>"
        if content is None:
            return None
        kind = _TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
        if name.endswith(".html"):
            note = _BANNER.format(html.escape(problem)).encode() if problem else b""
            content = content.replace(b"</body>", _RELOAD + note + b"</body>")
        return content, kind


def watch(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serve the site on this machine only and redraw it at each save, until interrupted.

    Raises:
        BrokenProjectError: The port is taken.
    """
    from watchfiles import watch as saved  # noqa: PLC0415 - only this command needs it

    workshop = Workshop(root)
    _say_all(say, workshop.redraw())
    server = _server(workshop, port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"http://127.0.0.1:{server.server_address[1]}/  (stop with Ctrl+C)")
    try:
        for changes in saved(
            root, watch_filter=lambda _, path: _matters(root, Path(path)), debounce=100, step=50, raise_interrupt=False
        ):
            changed = tuple(sorted({Path(path).relative_to(root).as_posix() for _, path in changes}))
            problems = workshop.redraw(changed)
            _say_all(say, problems)
            if not problems:
                say(f"redrawn after {', '.join(changed)}")
    finally:
        server.shutdown()


def _say_all(say: Callable[[str], None], problems: tuple[str, ...]) -> None:
    for problem in problems:
        say(f"error: {problem}")


def _matters(root: Path, path: Path) -> bool:
    inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    watched = inside == "report.toml" or inside.startswith(("data/", "templates/"))
    return (watched and path.suffix in (".toml", ".md", ".db")) or path in theme_files(root)


def _server(workshop: Workshop, port: int) -> http.server.ThreadingHTTPServer:
    from reportgen.model.problem import BrokenProjectError, Problem  # noqa: PLC0415

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            # A page of another site may have its own name lead here; the report is not published yet.
            host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
            if host not in ("127.0.0.1", "localhost"):
                self.send_error(403)
                return
            path = self.path.split("?")[0].split("#")[0]
            if path == "/.watch":
                found: tuple[bytes, str] | None = (
                    json.dumps({"version": workshop.version}).encode(),
                    "application/json",
                )
            else:
                found = workshop.file(path + "index.html" if path.endswith("/") else path)
            body, kind = found or (b"not found", "text/plain")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the terminal for what the writer needs."""

    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise BrokenProjectError(
            [Problem(f"port {port} cannot be used ({error.strerror})", None, "choose another with --port")]
        ) from error
