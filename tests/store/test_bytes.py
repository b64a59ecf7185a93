"""Bytes as fetched are kept once, and what is damaged is as good as gone."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from headwater.store.bytes import Bytes


def test_what_was_put_in_comes_out(tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    digest = kept.put(b"<p>The harbour opens.</p>")
    assert kept.get(digest) == b"<p>The harbour opens.</p>"
    assert list(kept.digests()) == [digest]


@given(body=st.binary(max_size=5000))
def test_any_bytes_survive(body: bytes) -> None:
    with TemporaryDirectory() as directory:
        kept = Bytes(Path(directory))
        assert kept.get(kept.put(body)) == body


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    assert kept.put(b"same") == kept.put(b"same")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_damaged_bytes_are_gone(tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    digest = kept.put(b"whole" * 100)
    file = next(path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-3])
    assert kept.get(digest) is None


def test_bytes_of_another_digest_are_not_given(tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    first, second = kept.put(b"first"), kept.put(b"second")
    paths = {path.parent.name + path.stem: path for path in tmp_path.rglob("*.zst")}
    paths[first].write_bytes(paths[second].read_bytes())
    assert kept.get(first) is None


def test_what_was_removed_is_gone_and_may_be_removed_again(tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    digest = kept.put(b"brief")
    kept.remove(digest)
    kept.remove(digest)
    assert kept.get(digest) is None


def test_damaged_bytes_are_put_in_anew(tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    digest = kept.put(b"whole" * 100)
    file = next(path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(b"")  # as a loss of power leaves it
    assert kept.get(digest) is None
    assert kept.get(kept.put(b"whole" * 100)) == b"whole" * 100


def test_halves_of_a_killed_process_are_swept_away(tmp_path: Path) -> None:
    kept = Bytes(tmp_path)
    digest = kept.put(b"whole")
    half = next(path for path in tmp_path.rglob("*") if path.is_file()).with_name(".new-half")
    half.write_bytes(b"ha")
    kept.sweep()
    assert not half.exists()
    assert kept.get(digest) == b"whole"
