"""Damaged and hostile files end one piece of work, never a process that serves people."""

import random
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from core import confined
from core.image_gate import PictureRefused, RefusalReason
from tests.media.library import corpus

ROOT = Path(__file__).resolve().parents[2]
MISBEHAVING = "tests.core.misbehaving"


def has_landlock() -> bool:
    """Ask in a process of its own: the fence would stay around this one."""
    question = "import sys; from core import fences; sys.exit(not fences.close_in(None))"
    return subprocess.run([sys.executable, "-c", question], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        ("crash", RefusalReason.DAMAGED),
        ("fill_the_memory", RefusalReason.TOO_HEAVY),
        ("never_end", RefusalReason.TOO_HEAVY),
    ],
)
def test_what_a_decoder_may_do_is_told_as_a_refusal(work: str, reason: RefusalReason) -> None:
    with pytest.raises(PictureRefused) as refused:
        confined.run(f"{MISBEHAVING}:{work}", {})
    assert refused.value.reason is reason


def test_what_nobody_expected_is_a_refusal_whose_place_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(PictureRefused) as refused:
        confined.run(f"{MISBEHAVING}:stumble", {})
    assert refused.value.reason is RefusalReason.DAMAGED
    assert "ValueError at misbehaving.py:" in caplog.text
    assert "is not passed on" not in caplog.text


def test_a_process_that_was_ended_from_outside_is_tried_again() -> None:
    with pytest.raises(RuntimeError):
        confined.run(f"{MISBEHAVING}:be_ended", {})


def test_no_secret_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILLID_SECRET_KEY", "not for decoders")
    told: list[tuple[int, int]] = []
    names = confined.run(
        f"{MISBEHAVING}:tell_the_environment", {}, on_progress=lambda *step: told.append(step)
    )
    assert not [name for name in names if name.startswith("TILLID")]
    assert told == [(1, 1)]


@pytest.mark.skipif(not has_landlock(), reason="this kernel offers no Landlock")
def test_a_decoder_taken_over_can_write_nowhere_else_and_call_nobody(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "kept").write_text("kept")
    with socket.create_server(("127.0.0.1", 0)) as door:
        wanted = {"inside": str(inside), "outside": str(tmp_path), "port": door.getsockname()[1]}
        done = confined.run(f"{MISBEHAVING}:break_out", wanted, folder=inside)
    assert done == ["write inside"]
    assert (tmp_path / "kept").read_text() == "kept"


def damaged(content: bytes, seed: int) -> bytes:
    """Return a file some of whose bytes, most of them in the header, are others."""
    chance, spoilt = random.Random(seed), bytearray(content)
    for _ in range(1 + seed % 12):
        reach = len(spoilt) if seed % 3 == 0 else min(1200, len(spoilt))
        spoilt[chance.randrange(12, reach)] = chance.randrange(256)
    return bytes(spoilt)


JUDGE = """
import sys
from pathlib import Path
from core.image_gate import PictureRefused, inspect
taken = refused = 0
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        inspect(path)
        taken += 1
    except PictureRefused:
        refused += 1
decoders = {"pillow_heif", "PIL._avif"} & set(sys.modules)
print(taken, refused, *decoders)
"""


def test_damaged_heic_and_avif_are_judged_without_their_decoders(tmp_path: Path) -> None:
    photos = [corpus.phone_photo("HEIF"), corpus.phone_photo("AVIF")]
    for seed in range(150):
        for number, photo in enumerate(photos):
            (tmp_path / f"{number}-{seed}").write_bytes(damaged(photo, seed))
    command = [sys.executable, "-c", JUDGE, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    taken, refused, *decoders = told.split()
    assert decoders == []
    assert int(taken) + int(refused) == 300
    assert int(taken) > 0
    assert int(refused) > 0


@pytest.mark.parametrize("encoder", ["HEIF", "AVIF"])
def test_a_damaged_file_ends_one_piece_of_work_at_most(encoder: str, tmp_path: Path) -> None:
    photo = corpus.phone_photo(encoder)
    for seed in range(4):
        path = tmp_path / str(seed)
        path.write_bytes(damaged(photo, seed) if seed else photo)
        wanted = {"original": str(path), "target": str(tmp_path / "made"), "box": [400, 400]}
        try:
            made = confined.run(
                "core.pixels:encode_again",
                {**wanted, "encoder": "WEBP", "min_side": 1},
                folder=tmp_path,
            )
        except PictureRefused:
            assert seed
        else:
            assert max(made) <= 400
