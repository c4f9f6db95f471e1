"""Faults of charts: points, units, labels, and titles that say the opposite."""

import itertools
import re
from collections.abc import Iterator

from tests.mutation.fault import Register, Site
from tests.mutation.sites import EN, ZH, Entry, entries, rewrite, sections
from tests.mutation.world import World

REGISTER = Register("charts")
PATH = "data/charts.toml"


def _charts(world: World) -> tuple[Entry, ...]:
    return entries(world, PATH, "chart")


def _with_metrics(entry: Entry, metrics: tuple[str, ...]) -> str:
    listed = "metrics = [" + ", ".join(f'"{metric}"' for metric in metrics) + "]"
    return re.sub(r"^metrics = .*$", listed, entry.text, flags=re.M)


def _renamed(text: str, old: str, new: str) -> str:
    """The labels and goals follow the metric: what was said of the old one is said of the new one."""
    return text.replace(f'"{old}"', f'"{new}"')


@REGISTER.operator("unit-mixed", "charts")
def unit_mixed(world: World) -> Iterator[Site]:
    """One series is of another unit than the others and the measure."""
    for entry in _charts(world):
        spec = world.project.charts[entry.id]
        for metric in spec.metrics:
            unit = world.project.metrics[metric].unit
            own = world.project.metrics[metric]
            others = [
                m.id
                for m in world.project.metrics.values()
                if m.unit != unit
                and m.comparatives >= own.comparatives
                and m.period == own.period
                and m.id not in spec.metrics
                and world.figures.of(m.id)
            ]
            for other in others[:: max(len(others) // 3, 1)][:3]:
                yield rewrite(world, f"{metric} → {other}", (entry, _renamed(entry.text, metric, other)))


@REGISTER.operator("series-swapped", "charts")
def series_swapped(world: World) -> Iterator[Site]:
    """A series draws another metric of the same unit under the old label."""
    for entry in _charts(world):
        spec = world.project.charts[entry.id]
        for metric in spec.metrics:
            own = world.project.metrics[metric]
            others = [
                m.id for m in world.project.metrics.values()
                if m.unit == own.unit and m.id.split(".")[0] != metric.split(".")[0] and m.period == own.period
                and m.comparatives >= own.comparatives and m.id not in spec.metrics and m.same_as is None
                and {f.value for f in world.figures.of(m.id)} != {f.value for f in world.figures.of(metric)}
            ]  # fmt: skip
            if others and f'"{metric}" = {{' in entry.text:
                yield rewrite(world, f"{metric} → {others[0]}", (entry, _renamed(entry.text, metric, others[0])))


@REGISTER.operator("part-left-out", "charts")
def part_left_out(world: World) -> Iterator[Site]:
    """A part of a chart of parts is missing, so that the rest is drawn as the whole."""
    for entry in _charts(world):
        spec = world.project.charts[entry.id]
        if spec.form in ("share", "stacked"):
            for metric in spec.metrics:
                rest = tuple(m for m in spec.metrics if m != metric)
                if rest:
                    yield rewrite(world, f"- {metric}", (entry, _with_metrics(entry, rest)))


@REGISTER.operator("total-among-parts", "charts")
def total_among_parts(world: World) -> Iterator[Site]:
    """The total is drawn beside its own parts, on one stack."""
    totals = {
        "ghg.": "ghg.total",
        "energy.": "energy.total",
        "headcount.": "headcount.total",
        "board.": "board.members",
    }
    for entry in _charts(world):
        spec = world.project.charts[entry.id]
        for start, total in totals.items():
            if spec.form in ("share", "stacked") and spec.metrics[0].startswith(start):
                yield rewrite(world, f"+ {total}", (entry, _with_metrics(entry, (*spec.metrics, total))))


@REGISTER.operator("series-doubled", "charts")
def series_doubled(world: World) -> Iterator[Site]:
    """A series is drawn twice."""
    for entry in _charts(world):
        metrics = world.project.charts[entry.id].metrics
        for metric in metrics:
            yield rewrite(world, f"{metric} twice", (entry, _with_metrics(entry, (*metrics, metric))))


_UNITS = (
    ("噸", "公斤"), ("兆瓦時", "千瓦時"), ("（%）", "（人）"), ("人次", "噸"), ("小時", "天"),
    ("tonnes", "kilograms"), ("(%)", "(people)"), ("MWh", "kWh"), ("cases", "tonnes"), ("hours", "days"),
)  # fmt: skip


@REGISTER.operator("measure-of-another-unit", "charts", "pairing")
def measure_of_another_unit(world: World) -> Iterator[Site]:
    """The line that says what is measured names another unit, in one language."""
    for entry in _charts(world):
        measure = re.search(r"^measure = .*$", entry.text, re.M)
        for old, new in _UNITS:
            if measure and old in measure[0]:
                text = entry.text.replace(measure[0], measure[0].replace(old, new))
                yield rewrite(world, f"{old} → {new}", (entry, text))


@REGISTER.operator("labels-swapped", "charts", "pairing")
def labels_swapped(world: World) -> Iterator[Site]:
    """Two series have each other's label in one language."""
    for entry in _charts(world):
        spec = world.project.charts[entry.id]
        labels = [m for m in spec.metrics if m in spec.labels]
        for one, two in itertools.pairwise(labels):
            for language in (ZH, EN):
                a, b = spec.labels[one][language], spec.labels[two][language]
                text = entry.text.replace(f'{language} = "{a}"', "\x00").replace(
                    f'{language} = "{b}"', f'{language} = "{a}"'
                )
                yield rewrite(world, f"{a} ↔ {b}", (entry, text.replace("\x00", f'{language} = "{b}"')))


@REGISTER.operator("time-backwards", "charts")
def time_backwards(world: World) -> Iterator[Site]:
    """The newest year is drawn first."""
    for entry in _charts(world):
        years = world.project.charts[entry.id].years
        if len(years) > 1:
            turned = "years = [" + ", ".join(str(y) for y in reversed(years)) + "]"
            yield rewrite(world, turned, (entry, re.sub(r"^years = .*$", turned, entry.text, flags=re.M)))


_TURNED = {
    ZH: {
        "上升": "下降", "增加": "減少", "減少": "增加", "下降": "上升", "改善": "惡化", "高於": "低於", "低於": "高於",
        "增長": "萎縮", "回落": "急升",
    },
    EN: {
        "rose": "fell", "fell": "rose", "grew": "shrank", "improved": "worsened", "higher": "lower", "lower": "higher",
        "above": "below", "below": "above", "increased": "decreased",
    },
}  # fmt: skip


def _titles(world: World) -> Iterator[tuple[str, str, re.Match[str]]]:
    for section in sections(world):
        for language in (ZH, EN):
            path = world.chapter(language, section)
            for match in re.finditer(r'\{\{ ?chart\("([^"]+)", title="([^"]*)"\) ?\}\}', world.texts[path]):
                yield language, path, match


@REGISTER.operator("title-reversed", "charts", "language", "pairing")
def title_reversed(world: World) -> Iterator[Site]:
    """A chart's title says the opposite of what it shows, in both languages, or in the one that can be turned."""
    turned: dict[str, dict[str, tuple[str, str]]] = {}
    for language, path, match in _titles(world):
        for old, new in _TURNED[language].items():
            found = re.search(rf"\b{old}\b" if language == EN else old, match[2])
            if found:
                title = match[2][: found.start()] + new + match[2][found.end() :]
                whole = match[0].replace(match[2], title)
                turned.setdefault(match[1], {})[path] = (match[0], whole)
                break
    for chart, changes in turned.items():
        files = tuple((path, world.texts[path].replace(old, new)) for path, (old, new) in changes.items())
        told = next(iter(changes.values()))[1]
        yield Site(f"chart {chart}: {told[:90]}", files)


@REGISTER.operator("title-of-another", "charts", "language", "pairing")
def title_of_another(world: World) -> Iterator[Site]:
    """Two charts of a chapter have each other's title in both languages."""
    by_section: dict[str, list[tuple[str, str, re.Match[str]]]] = {}
    for language, path, match in _titles(world):
        by_section.setdefault(path.split("/")[-1], []).append((language, path, match))
    for found in by_section.values():
        ids = list(dict.fromkeys(match[1] for _, _, match in found))
        for one, two in itertools.pairwise(ids):
            texts = {}
            for language in (ZH, EN):
                path = next(p for code, p, _ in found if code == language)
                a = next((m for code, _, m in found if code == language and m[1] == one), None)
                b = next((m for code, _, m in found if code == language and m[1] == two), None)
                if a and b:
                    text = world.texts[path].replace(a[0], a[0].replace(a[2], "\x00"))
                    text = text.replace(b[0], b[0].replace(b[2], a[2])).replace("\x00", b[2])
                    texts[path] = text
            if texts:
                yield Site(f"titles of {one} and {two} swapped", tuple(texts.items()))


@REGISTER.operator("title-empty", "charts")
def title_empty(world: World) -> Iterator[Site]:
    """A chart has no finding as its title, and so no text for those who cannot see it."""
    for _, path, match in _titles(world):
        new = match[0].replace(f'title="{match[2]}"', 'title=""')
        yield Site(f"{path}: chart {match[1]} without title", ((path, world.texts[path].replace(match[0], new)),))


@REGISTER.operator("year-of-source-wrong", "charts", "pairing")
def year_of_source_wrong(world: World) -> Iterator[Site]:
    """The line below a chart, or its measure or label, names another year in one language."""
    for entry in _charts(world):
        for match in re.finditer(r"(?<![_a-z])20\d\d", entry.text):
            wrong = str(int(match[0]) - 2)
            text = entry.text[: match.start()] + wrong + entry.text[match.end() :]
            yield rewrite(world, f"{match[0]} → {wrong}", (entry, text))


@REGISTER.operator("goal-drawn-as-result", "charts")
def goal_drawn_as_result(world: World) -> Iterator[Site]:
    """A target is drawn like a result."""
    for entry in _charts(world):
        spec = world.project.charts[entry.id]
        for goal in spec.targets:
            rest = [g for g in spec.targets if g != goal]
            listed = "targets = [" + ", ".join(f'"{g}"' for g in rest) + "]"
            yield rewrite(world, f"{goal} no goal", (entry, re.sub(r"^targets = .*$", listed, entry.text, flags=re.M)))


@REGISTER.operator("result-drawn-as-goal", "charts")
def result_drawn_as_goal(world: World) -> Iterator[Site]:
    """A result is drawn like a target."""
    for entry in _charts(world):
        spec = world.project.charts[entry.id]
        for metric in spec.metrics:
            if metric not in spec.targets and spec.form == "path":
                listed = "targets = [" + ", ".join(f'"{g}"' for g in (*spec.targets, metric)) + "]"
                yield rewrite(
                    world, f"{metric} a goal", (entry, re.sub(r"^targets = .*$", listed, entry.text, flags=re.M))
                )
