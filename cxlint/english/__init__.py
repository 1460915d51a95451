"""The English that cxlint brings along: a small tagger and parser that need no download.

MODEL_CARD.md says what it can and cannot do, LICENSE under which terms its weights are passed on
(CC BY-SA 4.0, unlike the program). spaCy is imported only when the pipeline is asked for, so that
a check which needs no grammar does not pay for it.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["load"]


def load() -> Language:
    """Load the shipped English pipeline: parts of speech, features and dependencies.

    Tokens are those of ``spacy.blank("en")``, and ``pos_``, ``morph`` and ``dep_`` follow Universal
    Dependencies, ``tag_`` the Penn Treebank. Pass one sentence or short block at a time, as a Doc
    made by ``make_doc`` of the returned pipeline: sentence borders are the pipeline's weak side, so
    set ``is_sent_start`` of every token where they are known, and they are kept.

    Each call makes a new pipeline with a vocabulary of its own; keep the result.
    """
    import spacy
    from thinc.api import Config

    from .packing import unpack

    folder = files(__name__) / "weights"
    config = Config().from_str((folder / "config.cfg").read_text(encoding="utf-8"))
    nlp = spacy.blank("en", config=config)
    for string in json.loads((folder / "strings.json").read_text(encoding="utf-8")):
        nlp.vocab.strings.add(string)
    for name, data in unpack((folder / "pipeline.bin").read_bytes()).items():
        component: Any = nlp.get_pipe(name)
        component.from_bytes(data, exclude=["vocab"])
    return nlp
