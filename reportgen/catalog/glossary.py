"""What can be wrong with the terms of data/glossary.toml once they are read."""

from collections.abc import Iterable, Iterator

from reportgen.model.glossary import Term
from reportgen.model.problem import Problem


def glossary_problems(terms: Iterable[Term]) -> Iterator[Problem]:
    """Forms that are empty, are declared twice as right, or are right in one term and forbidden in another."""
    right: dict[tuple[str, str], Term] = {}
    known = tuple(terms)
    for term in known:
        for language in dict.fromkeys((*term.preferred, *term.also)):
            own: set[str] = set()
            for form in term.forms(language):
                key = (language, form)
                if not form.strip():
                    yield Problem(f"a form in {language} is empty", term.at, "write the word, or leave the form out")
                elif form in own:
                    yield Problem(f"{form!r} is given twice", term.at, "write it once")
                elif key in right and right[key].preferred.get(language) == term.preferred.get(language) == form:
                    yield Problem(f"{form!r} is the preferred form of two terms", term.at, "make one term of the two")
                own.add(form)
                right.setdefault(key, term)
    for term in known:
        for language, forms in term.forbidden.items():
            for form in forms:
                if not form.strip():
                    yield Problem(f"a forbidden form in {language} is empty", term.at, "write the word, or delete it")
                elif (language, form) in right:
                    other = right[language, form]
                    where = "the same term" if other is term else f"the term at {other.at}"
                    yield Problem(
                        f"{form!r} is forbidden here and right in {where}", term.at, "decide for one of the two"
                    )
