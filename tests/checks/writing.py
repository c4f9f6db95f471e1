"""Sentences put into the small project, and what the checks of language and pairing say of them.

The project has more figures than :mod:`tests.projects`: waste (better when lower) from 100 to 120 tonnes, a share of
women from 51.0 to 48.2 per cent, 640 and 600 cases, and 1,200,000,000 users handed in as "over".
"""

from dataclasses import replace
from pathlib import Path

from reportgen.catalog import load_project
from reportgen.chapters import bind, find_unbound
from reportgen.checks import all_checks, run
from reportgen.figures import resolve
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Finding
from reportgen.model.metric import Qualifier
from tests.projects import EN, ZH, entries, entry, small_project

MORE = """
[[metric]]
id = "waste.all"
label = { zh-hant = "廢物", en = "Waste" }
unit = "tonne"
decimals = 0
owner = "environment"
comparatives = 1
polarity = "lower"

[[metric]]
id = "women.share"
label = { zh-hant = "女性比例", en = "Share of women" }
unit = "percent"
decimals = 1
owner = "finance"
comparatives = 1
polarity = "higher"

[[metric]]
id = "case.count"
label = { zh-hant = "個案", en = "Cases" }
unit = "count"
noun = { zh-hant = "宗", en = "case.count" }
decimals = 0
owner = "finance"
comparatives = 1

[[metric]]
id = "user.count"
label = { zh-hant = "用戶", en = "Users" }
unit = "count"
noun = { zh-hant = "人", en = "people" }
decimals = 0
scale = 8
owner = "finance"
"""

VALUES = [
    entry("waste.all", "2022", "120"),
    entry("waste.all", "2021", "100"),
    entry("women.share", "2022", "48.2"),
    entry("women.share", "2021", "51"),
    entry("case.count", "2022", "600"),
    entry("case.count", "2021", "640"),
    entry("user.count", "2022", "1200000000", qualifier=Qualifier.OVER),
]


class Desk:
    """A project in which one section is written anew for each question."""

    def __init__(self, root: Path) -> None:
        self._root = small_project(root, more_metrics=MORE)
        self._project = load_project(self._root)
        self._figures = resolve(self._project, [*entries(), *VALUES])

    def dossier(self, zh: str, en: str, **data: object) -> Dossier:
        """A report whose section ``environment`` says these texts."""
        for language, text in ((ZH, zh), (EN, en)):
            (self._root / f"templates/{language}/1-environment.md").write_text(text, encoding="utf-8")
        project = replace(self._project, **data)
        manuscripts = tuple(bind(project, self._figures, lang, ["environment"]) for lang in project.settings.languages)
        unbound = tuple(u for m in manuscripts for chapter in m.chapters for u in find_unbound(chapter))
        return Dossier(project, self._figures, manuscripts, unbound, ())

    def found(self, code: str, zh: str, en: str, **data: object) -> tuple[Finding, ...]:
        """What one check finds."""
        check = next(c for c in all_checks() if c.code == code)
        (outcome,) = run(self.dossier(zh, en, **data), [check])
        assert not outcome.crashed, outcome.crashed
        return outcome.findings
