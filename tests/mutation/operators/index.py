"""Faults of the index: disclosures that nobody answers, or that are answered and omitted at once."""

import re
from collections.abc import Iterator

from tests.mutation.fault import Register, Site
from tests.mutation.sites import EN, ZH, Entry, calls, entries, metric_entries, prose, reword, rewrite
from tests.mutation.world import World

REGISTER = Register("index")
OUTLINE = "data/outline.toml"


def _sections(world: World) -> tuple[Entry, ...]:
    return entries(world, OUTLINE, "section")


def _declared(entry: Entry) -> tuple[str, ...]:
    found = re.search(r"^disclosures = \[(.*)\]$", entry.text, re.M)
    return tuple(re.findall(r'"([^"]+)"', found[1])) if found else ()


def _declaring(entry: Entry, codes: tuple[str, ...]) -> str:
    listed = "disclosures = [" + ", ".join(f'"{code}"' for code in codes) + "]"
    if re.search(r"^disclosures = ", entry.text, re.M):
        return re.sub(r"^disclosures = .*$", listed, entry.text, flags=re.M)
    return entry.text.rstrip() + "\n" + listed + "\n\n"


@REGISTER.operator("answer-removed", "index")
def answer_removed(world: World) -> Iterator[Site]:
    """A required disclosure is taken out of the outline, the metrics and the text: nobody answers it."""
    omitted = {f"{o.standard} {o.code}" for o in world.project.omissions}
    answered = {entry.disclosure.name for entry in world.clean.index if entry.status == "reported"}
    for disclosure in world.project.disclosures.values():
        code = disclosure.name
        # A part of a paragraph that is answered as a whole is answered with it.
        if not disclosure.required or code in omitted or f"{disclosure.standard} {disclosure.parent}" in answered:
            continue
        texts: dict[str, str] = {}
        # With its parts, and with the heading that stands for a general disclosure.
        told = "|".join(re.escape(name) for name in {code, code.removesuffix(".GD")}) + ')(?::[^"]+)?'
        for path, text in world.texts.items():
            new = re.sub(r'\{\{ disclosure\("(?:' + told + r'"\) \}\}', "", text)
            if path.startswith(("data/outline", "data/metrics")):
                new = re.sub(r'(, )?"(?:' + told + '"', "", new).replace("[, ", "[")
            if new != text:
                texts[path] = new
        if texts:
            yield Site(f"{code} answered nowhere", tuple(texts.items()))


@REGISTER.operator("code-unknown", "index")
def code_unknown(world: World) -> Iterator[Site]:
    """A section declares a code that the standard does not have."""
    slips = ("HKEX A1.9", "HKEX C1.1", "GRI 309-1", "GRI 205-9", "SASB TC-SI-130a.1", "TCFD MT-d", "HKEX KPI A1.1")
    for i, entry in enumerate(_sections(world)):
        yield rewrite(
            world, f"+ {slips[i % 7]}", (entry, _declaring(entry, (*_declared(entry), slips[i % len(slips)])))
        )


@REGISTER.operator("code-superseded", "index")
def code_superseded(world: World) -> Iterator[Site]:
    """A section declares a code of an edition that was replaced."""
    old = ("GRI 102-8", "GRI 103-1", "GRI 307-1", "GRI 419-1", "GRI 412-1", "GRI 102-55")
    for i, entry in enumerate(_sections(world)):
        yield rewrite(world, f"+ {old[i % 6]}", (entry, _declaring(entry, (*_declared(entry), old[i % len(old)]))))


@REGISTER.operator("omission-removed", "index")
def omission_removed(world: World) -> Iterator[Site]:
    """The reason for not reporting a disclosure is gone."""
    for entry in entries(world, "data/omissions.toml", "omission"):
        yield rewrite(world, "deleted", (entry, ""))


@REGISTER.operator("omitted-and-declared", "index")
def omitted_and_declared(world: World) -> Iterator[Site]:
    """A section declares a disclosure that the project says it omits."""
    codes = [f"{o.standard} {o.code}" for o in world.project.omissions]
    for i, entry in enumerate(_sections(world)):
        code = codes[i % len(codes)]
        yield rewrite(world, f"+ {code}", (entry, _declaring(entry, (*_declared(entry), code))))


@REGISTER.operator("answered-and-omitted", "index")
def answered_and_omitted(world: World) -> Iterator[Site]:
    """A disclosure that a metric answers is declared as not applicable."""
    path = "data/omissions.toml"
    codes = sorted(
        {c for m in world.project.metrics.values() for c in m.disclosures if c.startswith("HKEX ") and "." in c}
    )
    for code in codes:
        new = (
            f'\n[[omission]]\nstandard = "HKEX"\ncode = "{code[5:]}"\nstatus = "not_applicable"\n'
            'reason = { zh-hant = "經評估為不重要。", en = "Assessed as not material." }\n'
        )
        yield Site(f"{path}: + {code}", ((path, world.texts[path] + new),))


@REGISTER.operator("omitted-and-anchored", "index")
def omitted_and_anchored(world: World) -> Iterator[Site]:
    """The text claims to answer a disclosure that the project omits, in both languages."""
    codes = [f"{o.standard} {o.code}" for o in world.project.omissions]
    english = {(line.section, line.number): line for line in prose(world, EN)}
    for i, line in enumerate(prose(world, ZH)):
        other = english.get((line.section, line.number))
        if other and "disclosure(" in line.text and "disclosure(" in other.text:
            mark = '{{ disclosure("' + codes[i % len(codes)] + '") }}'
            one = reword(world, line, len(line.text), len(line.text), mark)
            two = reword(world, other, len(other.text), len(other.text), mark)
            yield Site(one.where, (*one.files, *two.files))


@REGISTER.operator("claimed-without-figure", "index")
def claimed_without_figure(world: World) -> Iterator[Site]:
    """A section declares a key figure that is told elsewhere, and prints nothing of it."""
    metrics = [m for m in world.project.metrics.values() if m.same_as is None and m.disclosures]
    figures = sorted(
        {code for m in metrics for code in m.disclosures if code.startswith("HKEX") and code[-1].isdigit()}
    )
    printed: dict[str, set[str]] = {}
    for manuscript in world.manuscripts:
        for chapter in manuscript.chapters:
            printed.setdefault(chapter.section.id, set()).update(b.metric for b in chapter.bindings)
    for i, entry in enumerate(_sections(world)):
        here = printed.get(entry.id, set())
        for code in figures[i % 5 :: 5]:
            answering = {m.id for m in metrics if code in m.disclosures}
            related = any(d.startswith(code.rsplit(".", 1)[0] + ".") for d in _declared(entry))
            if not answering & here and code not in _declared(entry) and not related:
                yield rewrite(world, f"+ {code}", (entry, _declaring(entry, (*_declared(entry), code))))


@REGISTER.operator("metric-code-removed", "index")
def metric_code_removed(world: World) -> Iterator[Site]:
    """The metrics that answer a key figure no longer declare it, while a section still claims it."""
    claimed = {code for entry in _sections(world) for code in _declared(entry)}
    found: dict[str, list[Entry]] = {}
    for entry in metric_entries(world):
        for code in {declared.partition(":")[0] for declared in _declared(entry)}:
            if code.startswith("HKEX") and code in claimed:
                found.setdefault(code, []).append(entry)
    for code, declaring in found.items():
        changes = tuple(
            (e, _declaring(e, tuple(c for c in _declared(e) if c.partition(":")[0] != code))) for e in declaring
        )
        yield rewrite(world, f"- {code}", *changes)


@REGISTER.operator("reason-emptied", "index", "pairing")
def reason_emptied(world: World) -> Iterator[Site]:
    """An omission gives no reason, in one language or in both."""
    for entry in entries(world, "data/omissions.toml", "omission"):
        for empty in (r'zh-hant = "[^"]*"', r'en = "[^"]*"'):
            text = re.sub(empty, lambda m: m[0].split('"')[0] + '""', entry.text)
            yield rewrite(world, "a reason emptied", (entry, text))


@REGISTER.operator("anchor-of-one-language", "index", "pairing")
def anchor_of_one_language(world: World) -> Iterator[Site]:
    """A paragraph answers a disclosure in one language only."""
    for language in (ZH, EN):
        for line in prose(world, language):
            for call in calls(line, "disclosure"):
                yield reword(world, line, *call.span(), "")
