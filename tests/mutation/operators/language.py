"""Faults of the text in itself: numbers typed, words that the figures belie, slips of the pen."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.model.metric import Metric, Polarity
from tests.mutation.fault import Register, Site
from tests.mutation.sites import EN, ZH, Line, both, calls, metric_of, prose, reword, reword_both, words
from tests.mutation.world import World

REGISTER = Register("language")


def _calls_of_both(world: World) -> Iterator[tuple[Metric, Line, re.Match[str], Line, re.Match[str]]]:
    """Figures that both languages print in paired lines."""
    for zh, en in both(world):
        theirs = {metric_of(c[0]): c for c in calls(en, "kpi") if "year=" not in c[0]}
        for call in calls(zh, "kpi"):
            own = metric_of(call[0])
            if own in theirs and own in world.project.metrics and "year=" not in call[0]:
                yield world.project.metrics[own], zh, call, en, theirs[own]


def _printed(world: World) -> dict[tuple[str, str, str], str]:
    return {
        (b.language, b.section, b.metric): b.text for m in world.manuscripts for b in m.bindings if b.kind == "figure"
    }


# --- numbers that nobody bound ---------------------------------------------------------------------


@REGISTER.operator("number-typed", "language")
def number_typed(world: World) -> Iterator[Site]:
    """A figure is typed instead of bound, in both languages, with its right value."""
    texts = _printed(world)
    for metric, zh, one, en, two in _calls_of_both(world):
        id = metric.same_as or metric.id
        new = texts.get((ZH, zh.section, id)), texts.get((EN, en.section, id))
        style = world.project.units[metric.unit].style
        if new[0] and new[1] and style not in ("year", "rank") and re.search(r"\d", new[0]):
            yield reword_both(world, ((zh, *one.span(), new[0]), (en, *two.span(), new[1])))


@REGISTER.operator("sentence-with-number-added", "language")
def sentence_with_number_added(world: World) -> Iterator[Site]:
    """A sentence with typed numbers is added in both languages."""
    sentences = (
        ("此外，年內另有3,250名員工參與相關活動。", " A further 3,250 employees took part during the year."),
        ("有關投入較去年增加12.5%。", " Spending on this increased by 12.5% from the year before."),
        ("相關項目共投入人民幣4.2億元。", " RMB420 million was spent on these projects."),
        ("有關計劃已在18個城市推行。", " The plan has been carried out in 18 cities."),
    )
    for i, (zh, en) in enumerate(both(world)):
        if zh.sentences and en.sentences and i % 3 == 0:
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            new = sentences[i // 3 % 4]
            yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))


@REGISTER.operator("chinese-numerals-typed", "language", "pairing")
def chinese_numerals_typed(world: World) -> Iterator[Site]:
    """A number is typed in Chinese numerals, in words in English."""
    sentences = (
        ("其中約三成由附屬公司負責。", " About thirty per cent of it is the work of subsidiaries."),
        (
            "二零二一年亦有類似安排，涉及一百二十個項目。",
            " There was a similar arrangement the year before for one hundred and twenty projects.",
        ),
        ("參與者超過兩萬五千人。", " More than twenty-five thousand people took part."),
        ("有關投入達十五億元。", " One and a half billion yuan was invested."),
        ("當中逾半數為女性。", " More than half of them were women."),
        ("四分之三的受訪者表示滿意。", " Three quarters of those asked were satisfied."),
    )
    for i, (zh, en) in enumerate(both(world)):
        if zh.sentences and en.sentences and i % 2 == 0:
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            new = sentences[i // 2 % 6]
            yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))


# --- words that the figures belie ------------------------------------------------------------------


def _moved(world: World) -> Iterator[tuple[Metric, Decimal, Line, re.Match[str], Line, re.Match[str]]]:
    """Printed figures that changed by two per cent or more: metric, ratio to last year, and the calls."""
    now = world.project.settings.fiscal_year.year
    for metric, zh, one, en, two in _calls_of_both(world):
        value, before = world.value(metric.id, str(now)), world.value(metric.id, str(now - 1))
        plain = "：" not in metric.label[ZH] and ":" not in metric.label[EN]
        if plain and value and before and abs(value / before - 1) >= Decimal("0.02"):
            yield metric, value / before, zh, one, en, two


def _claimed(zh: Line, en: Line, metric: Metric, said_zh: str, said_en: str) -> tuple[tuple[Line, int, int, str], ...]:
    """A sentence about a metric's figure, added in both languages after what is said of it."""
    call = '{{ kpi("' + metric.id + '") }}'
    a, b = zh.sentences[-1][1], en.sentences[-1][1]
    new_zh, new_en = f"{metric.label[ZH]}{said_zh}{call}。", f" {metric.label[EN]} {said_en} {call} in the year."
    return (zh, a, a, new_zh), (en, b, b, new_en)


@REGISTER.operator("direction-belied", "language")
def direction_belied(world: World) -> Iterator[Site]:
    """“Rose to” is said of a figure that fell, or “fell to” of one that rose, in both languages."""
    for metric, ratio, zh, _, en, _ in _moved(world):
        if zh.sentences and en.sentences:
            said = ("減少至", "fell to") if ratio > 1 else ("增加至", "rose to")
            yield reword_both(world, _claimed(zh, en, metric, *said))
            said = (
                ("較上年下降至", "decreased from the year before to")
                if ratio > 1
                else ("較上年上升至", "increased from the year before to")
            )
            yield reword_both(world, _claimed(zh, en, metric, *said))


_OPPOSITE_ZH = {
    "上升": "下降",
    "增加": "減少",
    "升至": "降至",
    "下降": "上升",
    "減少": "增加",
    "降至": "升至",
    "增至": "減至",
}
_OPPOSITE_EN = {"rose": "fell", "fell": "rose", "grew": "shrank", "increased": "decreased", "decreased": "increased"}


@REGISTER.operator("direction-flipped", "language", "pairing")
def direction_flipped(world: World) -> Iterator[Site]:
    """The direction word of a sentence with a figure is turned round, in both languages."""
    for zh, en in both(world):
        ones = list(words(zh, "|".join(_OPPOSITE_ZH)))
        twos = list(words(en, rf"\b({'|'.join(_OPPOSITE_EN)})\b"))
        if ones and len(ones) == len(twos) and (_compared(world, zh) or _compared(world, en)):
            yield reword_both(
                world,
                ((zh, *ones[0].span(), _OPPOSITE_ZH[ones[0][0]]), (en, *twos[0].span(), _OPPOSITE_EN[twos[0][0]])),
            )


def _compared(world: World, line: Line) -> bool:
    metrics = [world.project.metrics.get(metric_of(c[0])) for c in calls(line)]
    return any(m is not None and m.comparatives for m in metrics)


@REGISTER.operator("direction-of-one-language", "language", "pairing")
def direction_of_one_language(world: World) -> Iterator[Site]:
    """The direction word of a sentence is turned round in one language."""
    for zh, en in both(world):
        for line, opposites in ((zh, _OPPOSITE_ZH), (en, _OPPOSITE_EN)):
            other = en if line is zh else zh
            told = words(other, "|".join(_OPPOSITE_EN if line is zh else _OPPOSITE_ZH))
            if not any(told):
                continue
            pattern = "|".join(opposites) if line is zh else rf"\b({'|'.join(opposites)})\b"
            for match in words(line, pattern):
                yield reword(world, line, *match.span(), opposites[match[0]])


@REGISTER.operator("multiple-belied", "language")
def multiple_belied(world: World) -> Iterator[Site]:
    """“Doubled” or “halved” is said of a figure that did neither."""
    for metric, ratio, zh, _, en, _ in _moved(world):
        if zh.sentences and en.sentences and not Decimal("1.8") <= ratio <= Decimal("2.3") and ratio > 1:
            yield reword_both(world, _claimed(zh, en, metric, "倍增至", "doubled to"))
        if zh.sentences and en.sentences and ratio < 1 and ratio > Decimal("0.6"):
            yield reword_both(world, _claimed(zh, en, metric, "減半至", "halved to"))


@REGISTER.operator("improvement-belied", "language")
def improvement_belied(world: World) -> Iterator[Site]:
    """“Improved to” is said of a figure that moved the wrong way."""
    for metric, ratio, zh, _, en, _ in _moved(world):
        worse = (metric.polarity is Polarity.LOWER and ratio > 1) or (metric.polarity is Polarity.HIGHER and ratio < 1)
        if worse and zh.sentences and en.sentences:
            yield reword_both(world, _claimed(zh, en, metric, "有所改善，為", "improved to"))
            yield reword_both(world, _claimed(zh, en, metric, "表現進步，達", "performed better than last year, at"))


@REGISTER.operator("part-belied", "language")
def part_belied(world: World) -> Iterator[Site]:
    """“More than half” is said beside a share that is less."""
    for metric, zh, one, en, two in _calls_of_both(world):
        figures = world.figures.of(metric.id)
        if metric.unit == "percent" and figures and figures[0].value is not None and figures[0].value < 45:
            yield reword_both(
                world,
                (
                    (zh, one.start(), one.start(), "過半數，即"),
                    (en, two.start(), two.start(), "more than half, namely "),
                ),
            )


@REGISTER.operator("qualifier-belied", "language")
def qualifier_belied(world: World) -> Iterator[Site]:
    """“Over” or “nearly” is typed before an exact figure in both languages."""
    for i, (metric, zh, one, en, two) in enumerate(_calls_of_both(world)):
        figures = world.figures.of(metric.id)
        if (
            figures
            and figures[0].qualifier == "exact"
            and world.project.units[metric.unit].style in ("plain", "percent", "money")
        ):
            said = (("逾", "over "), ("近", "nearly "))[i % 2]
            yield reword_both(world, ((zh, one.start(), one.start(), said[0]), (en, two.start(), two.start(), said[1])))


@REGISTER.operator("rounded-otherwise", "language")
def rounded_otherwise(world: World) -> Iterator[Site]:
    """A sentence prints a figure with fewer digits than the table, in both languages."""
    in_tables = {row for table in world.project.tables.values() for group in table.groups for row in group.rows}
    for metric, zh, one, en, two in _calls_of_both(world):
        if (metric.same_as or metric.id) in in_tables and metric.decimals and "decimals" not in one[0]:
            fewer = f", decimals={metric.decimals - 1}) }}}}"
            yield reword_both(
                world,
                ((zh, *one.span(), one[0].replace(") }}", fewer)), (en, *two.span(), two[0].replace(") }}", fewer))),
            )


@REGISTER.operator("green-claim", "language")
def green_claim(world: World) -> Iterator[Site]:
    """An absolute or vague claim without figure, target or evidence is added in both languages."""
    claims = (
        (
            "我們的產品完全環保，對環境沒有任何影響。",
            " Our products are completely environmentally friendly and have no effect on the environment.",
        ),
        ("我們的數據中心是零排放的。", " Our data centres are emission-free."),
        ("公司是全球最綠色的企業。", " The company is the greenest in the world."),
        ("所有服務均百分之百可持續。", " All services are fully sustainable."),
        ("我們的業務對氣候無害。", " Our business is climate-friendly."),
    )
    found = [(zh, en) for zh, en in both(world) if zh.sentences and en.sentences and "{{ kpi" not in zh.text]
    for i, (zh, en) in enumerate(found):
        if zh.section.startswith(
            ("environment", "climate", "green", "low-carbon", "biodiversity", "supply", "executive")
        ):
            a, b = zh.sentences[-1][1], en.sentences[-1][1]
            new = claims[i % len(claims)]
            yield reword_both(world, ((zh, a, a, new[0]), (en, b, b, new[1])))


# --- slips of the pen ------------------------------------------------------------------------------

_SIMPLIFIED = dict(
    zip(
        "環數據發應業動護會權險與員產類體標準關際層訊財務獲電網號",
        "环数据发应业动护会权险与员产类体标准关际层讯财务获电网号",
        strict=True,
    )
)
_VARIANTS = dict(zip("啟為群著線裏眾衛台週峰污證強溫床", "啓爲羣着綫裡衆衞臺周峯汚証强温牀", strict=True))
_HALF = {"，": ",", "。": ".", "；": ";", "：": ":", "（": "(", "）": ")"}


@REGISTER.operator("simplified-character", "language")
def simplified_character(world: World) -> Iterator[Site]:
    """One character is a simplified one."""
    for line in prose(world, ZH):
        for match in list(words(line, f"[{''.join(_SIMPLIFIED)}]"))[:2]:
            yield reword(world, line, *match.span(), _SIMPLIFIED[match[0]])


@REGISTER.operator("variant-character", "language")
def variant_character(world: World) -> Iterator[Site]:
    """One character is a variant that the report does not use elsewhere."""
    everything = "".join(text for path, text in world.texts.items() if path.startswith("templates/zh"))
    for line in prose(world, ZH):
        for match in list(words(line, f"[{''.join(_VARIANTS)}]"))[:2]:
            variant = _VARIANTS[match[0]]
            if everything.count(match[0]) >= 4 and everything.count(variant) == 0:
                yield reword(world, line, *match.span(), variant)


@REGISTER.operator("half-width-punctuation", "language")
def half_width_punctuation(world: World) -> Iterator[Site]:
    """A mark between Chinese characters is half as wide as it should be."""
    for line in prose(world, ZH):
        for match in list(words(line, r"(?<=[一-鿿])[，。；：（](?=[一-鿿])"))[:2]:
            yield reword(world, line, *match.span(), _HALF[match[0]])


@REGISTER.operator("full-width-in-english", "language")
def full_width_in_english(world: World) -> Iterator[Site]:
    """A Chinese comma or full stop stands in an English sentence."""
    for line in prose(world, EN):
        for match in list(words(line, r"(?<=[a-z])[,;] (?=[a-z])"))[:1]:
            yield reword(world, line, *match.span(), "，" if match[0][0] == "," else "；")


@REGISTER.operator("doubled-word", "language")
def doubled_word(world: World) -> Iterator[Site]:
    """A word is written twice."""
    for line in prose(world, EN):
        for match in list(words(line, r"\b(the|of|and|is|to|in|with|for) (?=[a-z])"))[:2]:
            yield reword(world, line, match.start(), match.start(), match[0])
    for line in prose(world, ZH):
        for match in list(words(line, r"公司|集團|員工|能源|管理|的(?=[^的確])|以及|我們|數據"))[:2]:
            yield reword(world, line, match.start(), match.start(), match[0])


@REGISTER.operator("doubled-sentence", "language", "pairing")
def doubled_sentence(world: World) -> Iterator[Site]:
    """A sentence is written twice in one language, one after the other or in the next paragraph."""
    for language in (ZH, EN):
        for line in prose(world, language):
            for start, end in line.sentences:
                if end - start > (18 if language == ZH else 60):
                    gap = "" if language == ZH else " "
                    yield reword(world, line, end, end, gap + line.text[start:end].lstrip("-* "))


@REGISTER.operator("doubled-paragraph", "language")
def doubled_paragraph(world: World) -> Iterator[Site]:
    """A paragraph stands in two sections, in both languages."""
    found = [
        (zh, en) for zh, en in both(world) if len(zh.text) > 60 and "{{" not in zh.text and not zh.text.startswith("-")
    ]
    for zh, en in found:
        a, b = world.chapter(ZH, "esg-culture"), world.chapter(EN, "esg-culture")
        if zh.section != "esg-culture":
            files = ((a, world.texts[a] + "\n" + zh.text + "\n"), (b, world.texts[b] + "\n" + en.text + "\n"))
            yield Site(f"{zh.where} again in esg-culture", files)


@REGISTER.operator("bracket-left-open", "language")
def bracket_left_open(world: World) -> Iterator[Site]:
    """A bracket or quotation mark is opened and never closed."""
    for language, closing in ((ZH, "[）」》]"), (EN, "[)”]")):
        for line in prose(world, language):
            for match in list(words(line, closing))[:1]:
                yield reword(world, line, *match.span(), "")
