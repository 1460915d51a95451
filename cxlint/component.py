"""cxlint as a spaCy component: `nlp.add_pipe("cxlint")` puts findings into `doc.spans["cxlint"]`.

spaCy imports this module whenever it makes any pipeline, so it imports nothing dear itself.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span


@Language.factory("cxlint", default_config={"model": "own", "genre": None})
def make(nlp: Language, name: str, model: str, genre: str | None) -> Component:
    """The component; `model` and `genre` as in `cxlint.Linter` and `cxlint.check_text`."""
    return Component(model, genre)


class Component:
    """Checks a doc's text; each finding is a span labelled with its rule, its message as `kb_id_`.

    A finding that begins or ends inside one of the pipeline's tokens covers those tokens whole.
    """

    def __init__(self, model: str, genre: str | None) -> None:
        from cxlint.document import Genre
        from cxlint.linter import Linter

        self._linter = Linter(model=model)
        self._genre = Genre(genre) if genre else None

    def __call__(self, doc: Doc) -> Doc:
        """Add the findings of `doc.text`, read as plain text."""
        from cxlint import readers

        document = readers.parse(doc.text, path="doc.txt", genre=self._genre)
        spans: list[Span] = []
        for finding in self._linter.check(document):
            span = doc.char_span(
                finding.span.start, finding.span.end, label=finding.rule,
                kb_id=finding.message, alignment_mode="expand",
            )  # fmt: skip
            spans += [span] if span is not None else []
        doc.spans["cxlint"] = spans
        return doc
