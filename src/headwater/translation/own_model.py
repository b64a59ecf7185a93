"""Models of CTranslate2 with SentencePiece, in folders that the operator names; nothing is ever downloaded.

A folder has one model a pair of languages, named by them: `en-el`. What lies there is what the converters of
CTranslate2 write for Marian and OPUS models (`model.bin`, `source.spm`, `target.spm`), or an unpacked Argos package
(`model/model.bin`, `sentencepiece.model`).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from headwater.errors import SettingsError
from headwater.text.sentences import split_sentences
from headwater.translation.engine import Ask, Blame, NoAnswer, answered

#: Models that stay in memory; one has 60 to 300 MB.
_MOST_MODELS = 2
#: Marian's models know 512 pieces; what is longer is cut into so many, and the cut shows less than a silent loss.
_MOST_PIECES = 400
_BEAM = 2
_BATCH_PIECES = 1024
_END = "</s>"
#: What SentencePiece writes for a blank.
_BLANK = "\N{LOWER ONE EIGHTH BLOCK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    translator: Any
    reading: Any
    writing: Any
    #: What goes behind the pieces of a sentence.
    end: tuple[str, ...]


class OwnModel:
    """Translates on this machine."""

    name = "CTranslate2"
    most_texts = 20
    most_characters = 5_000
    keeps_tags = False

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Take the folder that holds a folder for each pair of languages.

        Raises:
            SettingsError: there is no such folder, or the libraries are not installed.

        """
        if find_spec("ctranslate2") is None or find_spec("sentencepiece") is None:
            raise SettingsError(
                'models of your own need two libraries: install them with `pip install "headwater[translation]"`'
            )
        if not folder.is_dir():
            raise SettingsError(f"translation.models names no folder: {folder}")
        self._folder = folder
        self._threads = threads
        self._models: dict[str, _Model] = {}

    def sources(self, target: str) -> frozenset[str]:
        """Give the languages that a model lies there for."""
        names = [path.name for path in sorted(self._folder.glob(f"*-{target}")) if _file_of(path) is not None]
        return frozenset(name.removesuffix(f"-{target}") for name in names) - {target}

    def translate(self, ask: Ask) -> tuple[str, ...] | NoAnswer:
        """Give the texts in the other language, sentence by sentence."""
        pair = f"{ask.source}-{ask.target}"
        try:
            model = self._model(pair)
            texts = [self._translated(text, model) for text in ask.texts]
        except FileNotFoundError:
            detail = f"there is no model {pair} in {self._folder}"
            return NoAnswer(reason="no-model", detail=detail, blame=Blame.LANGUAGES)
        except (OSError, RuntimeError, ValueError) as error:
            detail = f"the model {pair} in {self._folder} cannot be used: {' '.join(str(error).split())[:200]}"
            return NoAnswer(reason="broken-model", detail=detail, blame=Blame.LANGUAGES)
        return answered(texts, ask=ask, name=self.name)

    def _translated(self, text: str, model: _Model) -> str:
        sentences = [text[start:end] for start, end in split_sentences(text)]
        chunks = [
            list(chunk) for sentence in sentences for chunk in _chunks(model.reading.encode(sentence, out_type=str))
        ]
        found = model.translator.translate_batch(
            [[*chunk, *model.end] for chunk in chunks],
            beam_size=_BEAM,
            max_batch_size=_BATCH_PIECES,
            batch_type="tokens",
            max_decoding_length=2 * _MOST_PIECES,
            disable_unk=True,
            repetition_penalty=1.1,
        )
        # A piece that only the model knows comes out with its blank still written as a sign.
        written = (model.writing.decode(list(each.hypotheses[0])).replace(_BLANK, " ").strip() for each in found)
        return " ".join(sentence for sentence in written if sentence)

    def _model(self, pair: str) -> _Model:
        if pair not in self._models:
            while len(self._models) >= _MOST_MODELS:
                self._models.pop(next(iter(self._models)))
            self._models[pair] = self._loaded(self._folder / pair)
        return self._models[pair]

    def _loaded(self, folder: Path) -> _Model:
        # Two libraries of native code, needed by few: whoever has no model of their own never loads them.
        import ctranslate2  # noqa: PLC0415
        import sentencepiece  # noqa: PLC0415

        file = _file_of(folder)
        if file is None:
            raise FileNotFoundError(folder)
        reading, writing = _pieces_of(folder)
        return _Model(
            translator=ctranslate2.Translator(
                str(file.parent), device="cpu", inter_threads=1, intra_threads=self._threads
            ),
            reading=sentencepiece.SentencePieceProcessor(model_file=str(reading)),
            writing=sentencepiece.SentencePieceProcessor(model_file=str(writing)),
            end=() if _adds_end(file.parent) else (_END,),
        )


def _file_of(folder: Path) -> Path | None:
    return next((file for file in (folder / "model.bin", folder / "model" / "model.bin") if file.is_file()), None)


def _pieces_of(folder: Path) -> tuple[Path, Path]:
    pairs = (("source.spm", "target.spm"), ("sentencepiece.model", "sentencepiece.model"))
    for reading, writing in pairs:
        if (folder / reading).is_file() and (folder / writing).is_file():
            return folder / reading, folder / writing
    message = f"{folder} has neither source.spm and target.spm nor sentencepiece.model"
    raise ValueError(message)


def _adds_end(folder: Path) -> bool:
    """Whether the end of a sentence is the model's own business.

    So it is in models that OpenNMT made (Argos); of Marian's, those converted by way of transformers leave it to us.
    """
    if not (folder / "source.spm").is_file():
        return True
    file = folder / "config.json"
    plain = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return isinstance(plain, dict) and bool(plain.get("add_source_eos", False))


def _chunks(pieces: Sequence[str]) -> Iterator[tuple[str, ...]]:
    rest = iter(pieces)
    while chunk := tuple(islice(rest, _MOST_PIECES)):
        yield chunk
