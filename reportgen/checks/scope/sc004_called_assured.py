"""The text calls a figure assured that is not among the selected information.

Examines
    Sentences that say that figures were assured, are subject to limited or reasonable assurance or belong to the
    selected information (經鑒證, 屬選定資料 …): whether the metric of every figure bound in the sentence is marked as
    assured. Sentences that deny it are examined the other way round. Where no metric at all is marked, every sentence
    that claims assurance for figures of this report, with a figure in it or without.

Why it matters
    Claiming assurance that a practitioner did not give is the misstatement that practitioners object to first.

Does not examine
    Verification (核查) of greenhouse gas emissions by another party; years, ranks and numbers of standards.

Bad
    templates/en/1-environment.md
        Emissions of {{ kpi("ghg.total") }} were independently assured.

Good
    templates/en/1-environment.md
        Emissions of {{ kpi("ghg.total") }} were not assured.

Fix
    Take the figure out of the sentence, or have it assured and mark its metric with assured = true.

Source
    ISAE 3000 (Revised), paragraph 69(c); ISSA 5000; GRI 2-5.
"""

import re
from collections.abc import Iterator

from reportgen.checks.check import Check, Examined, Options
from reportgen.checks.prose import Prose, Sentence, prose
from reportgen.checks.scope.selected import assured_metrics
from reportgen.model.dossier import Dossier
from reportgen.model.finding import Confidence, Finding, Involved, Severity
from reportgen.model.unit import Style
from reportgen.model.words import is_chinese

_SAYS = {
    True: re.compile(
        r"(?:經|獲|已|由)[^，。；]{0,14}(?:鑒證|鑑證)(?!範圍|報告|業務|工作|準則|結論|樣本)"
        r"|(?:屬|納入|列入)[^，。；]{0,10}(?:鑒證|鑑證|選定資料|選定信息)"
    ),
    False: re.compile(
        r"\b(?:was|were|is|are|been|being) (?:not )?(?:\w+ly )*assured\b|\b(?<!be )assured by\b"
        r"|\b(?:subject to|covered by|within the scope of) (?:\w+ )*?assurance\b"
        r"|\b(?:belongs?|part of|among|included in) (?:to )?the (?:assured|selected) "
        r"(?:information|indicators|figures)",
        re.IGNORECASE,
    ),
}
_DENIES = {
    True: re.compile(r"未|沒有|不(?:屬|在|包括|涵蓋|納入)|並非"),
    False: re.compile(r"\b(?:not|no|neither|nor|never|without|outside|except|excluding)\b|n[’']t\b", re.IGNORECASE),
}
_HERE = {
    True: re.compile(r"本(?:節|章|報告|年度)|上述|以上|此等|該等|所有"),
    False: re.compile(r"\b(?:this|these|above|all|every|our|the figures|the data)\b", re.IGNORECASE),
}
"""What says that a sentence without a figure means the figures of this report."""
_NO_QUANTITY = (Style.YEAR, Style.RANK)


def examine(dossier: Dossier, _options: Options) -> Examined:
    """Yield one item for each bound figure in a sentence about assurance."""
    read = prose(dossier)
    assured = assured_metrics(dossier.project)
    if not assured:
        yield from _claimed_for_nothing(read)
    for passage in read.passages:
        chinese = is_chinese(passage.language)
        if not passage.bound or not _SAYS[chinese].search(passage.text):
            continue
        for sentence in read.sentences(passage):
            if not sentence.bound or not _SAYS[chinese].search(sentence.text):
                continue
            denied = bool(_DENIES[chinese].search(sentence.typed))
            for spot in sentence.bound:
                binding = read.binding(passage, spot)
                metric = read.metric(binding) if binding else None
                if binding is None or metric is None or dossier.project.units[metric.unit].style in _NO_QUANTITY:
                    continue
                if (binding.metric in assured) is not denied:
                    yield None
                    continue
                claim = "denies that it was assured, but it is" if denied else "calls it assured, but it is not"
                yield CHECK.finding(
                    f"the sentence with “{binding.text}” ({binding.metric}) {claim} marked as selected information: "
                    f"“{passage.around(spot.start, spot.end)}”",
                    "change the sentence, or mark the metric as the practitioner's engagement says",
                    language=passage.language,
                    metric=binding.metric,
                    period=binding.period,
                    section=passage.section,
                    place=passage.at,
                    involved=(Involved(binding.metric, binding.period, binding.text, passage.at),),
                )


def _claimed_for_nothing(read: Prose) -> Iterator[Finding]:
    """The sentences that claim assurance in a report of which no metric is marked as assured, bound or not."""
    for passage in read.passages:
        chinese = is_chinese(passage.language)
        for sentence in read.sentences(passage):
            match = _SAYS[chinese].search(sentence.typed)
            here = _HERE[chinese].search(sentence.typed)
            if match is None or here is None or _DENIES[chinese].search(sentence.typed) or _figures(read, sentence):
                continue
            yield CHECK.finding(
                f"“{passage.around(sentence.start + match.start(), sentence.start + match.end())}” says that figures "
                "were assured, but no metric of the report is marked as assured",
                "take the sentence out, or mark the metrics of the practitioner's engagement with assured = true",
                language=passage.language,
                section=passage.section,
                place=passage.at,
                subject="nothing assured",
            )


def _figures(read: Prose, sentence: Sentence) -> bool:
    return any(read.binding(sentence.passage, spot) is not None for spot in sentence.bound)


CHECK = Check(
    "SC004",
    "called-assured",
    {
        "zh-hant": "文字稱已鑒證，但數字不屬選定資料",
        "en": "The text calls a figure assured that is not among the selected information",
    },
    Severity.WARNING,
    __doc__,
    examine,
    Confidence.MEDIUM,
)
