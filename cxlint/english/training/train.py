"""Make the shipped English pipeline anew: ``python -m cxlint.english.training.train TREEBANK``.

TREEBANK is a folder with the released files of UD English EWT. The command derives the forms of
augment.py, trains by config.cfg, writes ../weights and the scores in ../MODEL_CARD.md. The treebank
stays where it is: nothing of it but the names of labels reaches the weights' folder.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Example
from thinc.api import Config

from cxlint.english import load
from cxlint.english.packing import pack

from .augment import FORMS, augment
from .treebank import Tree, read_documents, to_doc

HERE = Path(__file__).parent
CONFIG = HERE / "config.cfg"
WEIGHTS = HERE.parent / "weights"
CARD = HERE.parent / "MODEL_CARD.md"
SEED = 7
PREFIX = "en_ewt-ud-"
FORM_SAMPLE = 600
SCORES = {
    "pos_acc": "UPOS",
    "tag_acc": "XPOS",
    "morph_acc": "features",
    "dep_uas": "UAS",
    "dep_las": "LAS",
    "sents_f": "sentences F",
}


def prepare(treebank: Path, part: str, folder: Path) -> Path:
    """Write one part of the treebank, with what is derived from it, as spaCy training data."""
    random = Random(f"{SEED} {part}")  # noqa: S311 - to be repeated, not to be secret
    vocab = spacy.blank("en").vocab
    documents = list(read_documents(treebank / f"{PREFIX}{part}.conllu"))
    docs = [to_doc(vocab, block) for block in _blocks(documents, random)]
    derived = augment([tree for document in documents for tree in document], random)
    docs += [to_doc(vocab, [tree]) for tree in derived]
    path = folder / f"{part}.spacy"
    DocBin(docs=docs).to_disk(path)
    return path


def _blocks(documents: Iterable[list[Tree]], random: Random) -> Iterator[list[Tree]]:
    """Cut documents into what the linter will pass: mostly one sentence, sometimes a few."""
    for document in documents:
        start = 0
        while start < len(document):
            size = random.choice((1, 1, 1, 2, 3))
            yield document[start : start + size]
            start += size


def fit(train: Path, dev: Path, folder: Path) -> Path:
    """Train with spaCy on prepared data; give the folder of the best pipeline."""
    spacy_train(CONFIG, folder, overrides={"paths.train": str(train), "paths.dev": str(dev)})
    return folder / "model-best"


# -- shipping ------------------------------------------------------------------------------------


def ship(trained: Language, folder: Path) -> None:
    """Write the three files that ``load`` reads."""
    folder.mkdir(exist_ok=True)
    pipes: list[tuple[str, Any]] = trained.pipeline
    components = {name: pipe.to_bytes(exclude=["vocab"]) for name, pipe in pipes}
    (folder / "pipeline.bin").write_bytes(pack(components))
    strings = json.dumps(label_strings(trained), ensure_ascii=False, indent=0)
    (folder / "strings.json").write_text(strings + "\n", encoding="utf-8", newline="\n")
    (folder / "config.cfg").write_text(
        runtime_config(trained).to_str() + "\n", encoding="utf-8", newline="\n"
    )


def label_strings(trained: Language) -> list[str]:
    """List the strings that annotation needs.

    A trained vocabulary also holds every word of the treebank, people's e-mail addresses among
    them; none of those is needed, so none is shipped.
    """
    labels: dict[str, list[str]] = trained.pipe_labels
    strings = {*labels["tagger"], *labels["parser"]}
    for label in labels["morphologizer"]:
        strings.add(label)
        strings.update(part for feature in label.split("|") for part in feature.split("="))
    return sorted(strings)


def runtime_config(trained: Language) -> Config:
    """Keep of the configuration what builds the pipeline; the rest tells of the machine."""
    config = trained.config
    return Config({"nlp": config["nlp"], "components": config["components"]})


# -- scoring -------------------------------------------------------------------------------------


def raw_examples(nlp: Language, documents: Iterable[list[Tree]]) -> list[Example]:
    """Pair whole documents as plain text with their annotation."""
    references = [to_doc(nlp.vocab, document) for document in documents]
    return [Example(nlp.make_doc(doc.text), doc) for doc in references]


def locked_examples(nlp: Language, trees: Iterable[Tree]) -> list[Example]:
    """Pair single sentences, their borders set as the linter sets them, with their annotation."""
    examples = []
    for tree in trees:
        reference = to_doc(nlp.vocab, [tree])
        doc = nlp.make_doc(reference.text)
        for token in doc:
            token.is_sent_start = token.i == 0
        examples.append(Example(doc, reference))
    return examples


def score(nlp: Language, treebank: Path, unrounded: Language) -> dict[str, dict[str, Any]]:
    """Score a pipeline on the test part: as text, sentence by sentence, and form by form."""
    documents = list(read_documents(treebank / f"{PREFIX}test.conllu"))
    trees = [tree for document in documents for tree in document]
    rows = {
        "test, raw text": nlp.evaluate(raw_examples(nlp, documents)),
        "test, gold sentence borders": nlp.evaluate(locked_examples(nlp, trees)),
        "the same before rounding": unrounded.evaluate(locked_examples(unrounded, trees)),
    }
    for form in FORMS:
        random = Random(SEED)  # noqa: S311 - see prepare
        made = [made for tree in trees if (made := form(tree, random)) is not None]
        sample = random.sample(made, min(len(made), FORM_SAMPLE))
        rows[f"form: {form.__name__} ({len(sample)})"] = nlp.evaluate(locked_examples(nlp, sample))
    return rows


def write_scores(rows: dict[str, dict[str, Any]], card: Path) -> None:
    """Replace the table of scores in the model card."""
    lines = ["| EWT " + "".join(f"| {name} " for name in SCORES.values()) + "|"]
    lines.append("| --- " * (len(SCORES) + 1) + "|")
    for name, row in rows.items():
        borders_given = "raw" not in name
        cells = [
            "–" if borders_given and key == "sents_f" else f"{100 * row[key]:.1f}" for key in SCORES
        ]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    table = "<!-- scores -->\n\n" + "\n".join(lines) + "\n\n<!-- end of scores -->"
    text = card.read_text(encoding="utf-8")
    text = re.sub("<!-- scores -->.*<!-- end of scores -->", lambda _: table, text, flags=re.DOTALL)
    card.write_text(text, encoding="utf-8", newline="\n")


def finish(trained: Path, treebank: Path) -> None:
    """Ship a trained pipeline and write down what it scores as shipped."""
    unrounded = spacy.load(trained)
    ship(unrounded, WEIGHTS)
    write_scores(score(load(), treebank, unrounded), CARD)


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("treebank", type=Path, help=f"folder of {PREFIX}*.conllu")
    treebank: Path = parser.parse_args().treebank
    with TemporaryDirectory() as name:
        folder = Path(name)
        parts = [prepare(treebank, part, folder) for part in ("train", "dev")]
        finish(fit(parts[0], parts[1], folder), treebank)


if __name__ == "__main__":
    main()
