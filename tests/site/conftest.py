import functools
import threading
from collections.abc import Iterator, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import site_project
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from reportgen.chapters import bind
from reportgen.model.dossier import Dossier
from reportgen.pack import data_files
from reportgen.render.site import render_site, write_search_index

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def project():
    return site_project.project()


@pytest.fixture(scope="session")
def site(project) -> Mapping[str, bytes]:
    figures = site_project.figures(project)
    manuscripts = [bind(project, figures, language) for language in project.settings.languages]
    dossier = Dossier(project, figures, tuple(manuscripts), (), site_project.index(project))
    return render_site(manuscripts, project, figures, site_project.index(project), data=data_files(dossier))


@pytest.fixture(scope="session")
def folder(site, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write(site, out)
    write_search_index(out)
    return out


def write(site: Mapping[str, bytes], out: Path) -> None:
    for name, content in site.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(folder) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """Someone with a browser; what leaves the site and what fails on its pages is kept."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.elsewhere: list[str] = []
        self.failed: list[str] = []

    def open(self, path: str, size: dict[str, int] = DESKTOP) -> Page:
        context = self.browser.new_context(viewport=size, reduced_motion="reduce")
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.failed.append(str(error)))
        page.on("console", lambda said: self.failed.append(said.text) if said.type == "error" else None)
        page.goto(self.address + path)
        return page

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(url)


@pytest.fixture
def reader(chromium, address) -> Iterator[Reader]:
    made = Reader(chromium, address)
    yield made
    for context in made.contexts:
        context.close()
    assert made.elsewhere == []
    assert made.failed == []
