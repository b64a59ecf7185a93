"""A real CTranslate2 model with real SentencePiece models, made here in a moment, translates on this machine."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.translation.engine_server import in_greek

from headwater.errors import SettingsError
from headwater.translation.engine import Ask, Blame, NoAnswer
from headwater.translation.own_model import OwnModel
from headwater.translation.pieces import Piece
from headwater.translation.translating import Languages, translate_pieces

ctranslate2 = pytest.importorskip("ctranslate2")
sentencepiece = pytest.importorskip("sentencepiece")

SENTENCES = [
    "The ferries of Sorra sail again from Monday.",
    "Nobody on the quay expected the mayor.",
    "The harbour opened after nine years of work.",
    "The mayor said “We shall see how it goes” on the quay.",
]
POSITIONS = 80


def trained(folder: Path, name: str, sentences: list[str]) -> Any:
    text = folder / "text"
    text.write_text("\n".join(sentences * 20), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / name), vocab_size=70, hard_vocab_limit=False, minloglevel=2
    )
    (folder / f"{name}.model").rename(folder / f"{name}.spm")
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm"))


def zeros(*shape: int) -> Any:
    return np.zeros(shape, dtype=np.float32)


def flat(layer: Any, width: int) -> None:
    layer.gamma, layer.beta = np.ones(width, dtype=np.float32), zeros(width)


def make_model(folder: Path) -> None:
    """Write a transformer of one layer that says each piece in Greek letters.

    A word's vector has a place for its piece and a place for its position. The encoder hands it on; the decoder looks
    at the word whose position is its own, and the projection names the piece.
    """
    folder.mkdir(parents=True)
    reading = trained(folder, "source", SENTENCES)
    trained(folder, "target", list(map(in_greek, SENTENCES)))
    words = [reading.id_to_piece(number) for number in range(reading.get_piece_size())]
    count = len(words)
    width = count + POSITIONS
    pieces, places = np.eye(width, dtype=np.float32)[:count], np.eye(width, dtype=np.float32)[count:]
    spec = ctranslate2.specs.TransformerSpec.from_config(1, 1)
    spec.encoder.embeddings[0].weight = spec.decoder.embeddings.weight = pieces
    spec.encoder.scale_embeddings = spec.decoder.scale_embeddings = False
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = places
        flat(side.layer_norm, width)
        layer = side.layer[0]
        for norm in (layer.self_attention.layer_norm, layer.ffn.layer_norm):
            flat(norm, width)
        layer.self_attention.linear[0].weight = zeros(3 * width, width)
        layer.self_attention.linear[1].weight = zeros(width, width)
        layer.ffn.linear_0.weight, layer.ffn.linear_1.weight = zeros(4, width), zeros(width, 4)
    looking = spec.decoder.layer[0].attention
    flat(looking.layer_norm, width)
    where = np.diag([0.0] * count + [20.0] * POSITIONS).astype(np.float32)
    what = np.diag([50.0] * count + [0.0] * POSITIONS).astype(np.float32)
    looking.linear[0].weight = where
    looking.linear[1].weight = np.concatenate([where, what])
    looking.linear[2].weight = np.eye(width, dtype=np.float32)
    spec.decoder.projection.weight = pieces
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary([word if word[0] == "<" else in_greek(word) for word in words])
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    make_model(folder / "en-el")
    return folder


def test_a_model_in_a_folder_translates_sentence_by_sentence(models: Path) -> None:
    own = OwnModel(models)
    assert own.sources("el") == {"en"}
    said = own.translate(Ask(texts=(" ".join(SENTENCES[:2]), SENTENCES[2]), source="en", target="el"))
    assert said == (in_greek(" ".join(SENTENCES[:2])), in_greek(SENTENCES[2]))


def test_a_quotation_is_found_again_without_any_tags(models: Path) -> None:
    text = SENTENCES[3]
    inner = (text.index("We"), text.index("”"))
    piece = Piece(text=text, stretches=(inner, (0, 9)))
    made = translate_pieces([piece], languages=Languages(source="en", target="el"), translator=OwnModel(models))
    assert not isinstance(made, NoAnswer)
    (stretch,) = made[0].stretches
    assert (stretch.start, stretch.end) == inner
    assert made[0].text[stretch.new_start - 1 : stretch.new_end + 1] == "«" + in_greek(text[slice(*inner)]) + "»"


def test_what_is_missing_or_broken_is_said(models: Path, tmp_path: Path) -> None:
    ask = Ask(texts=("Oui.",), source="fr", target="el")
    lacking = OwnModel(models).translate(ask)
    assert isinstance(lacking, NoAnswer)
    assert (lacking.reason, lacking.blame) == ("no-model", Blame.LANGUAGES)
    (tmp_path / "fr-el").mkdir()
    (tmp_path / "fr-el" / "model.bin").write_bytes(b"this is no model")
    for name in ("source.spm", "target.spm"):
        (tmp_path / "fr-el" / name).write_bytes((models / "en-el" / name).read_bytes())
    (tmp_path / "fr-el" / "config.json").write_text(json.dumps({}))
    broken = OwnModel(tmp_path).translate(ask)
    assert isinstance(broken, NoAnswer)
    assert broken.reason == "broken-model"
    with pytest.raises(SettingsError, match="names no folder"):
        OwnModel(tmp_path / "nowhere")
