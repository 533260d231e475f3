import multiprocessing
import os
import resource
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from campaigns.tracking import spool
from campaigns.tracking.codes import ALPHABET
from campaigns.tracking.spool import Click, Spool
from campaigns.tracking.visitors import Visitor
from tests.services import PATIENCE

clicks = st.builds(
    Click,
    code=st.text(ALPHABET, min_size=4, max_size=12),
    second=st.integers(10**9, 10**10 - 1),
    visitor=st.sampled_from(Visitor),
    rules=st.integers(1, 999),
)


def lines_in(folder: Path) -> list[bytes]:
    return [
        line
        for path in sorted(folder.glob("clicks-*.log"))
        for line in path.read_bytes().splitlines(keepends=True)
    ]


@given(clicks)
def test_a_line_gives_back_its_click(click: Click):
    assert spool.read_line(spool.line_of(click)) == click


@given(clicks, clicks, st.integers(0, 20))
def test_a_line_cut_short_does_not_spoil_the_next(first: Click, second: Click, cut: int):
    fragment = spool.line_of(first)[:-1][:cut]
    assert spool.read_line(fragment + spool.line_of(second)) == second


@given(st.binary(max_size=60))
def test_anything_else_is_damaged_and_never_an_error(noise: bytes):
    click = spool.read_line(noise)
    assert click is None or spool.line_of(click).rstrip(b"\n") in noise


@time_machine.travel("2026-11-21 10:00:00Z", tick=False)
def test_a_line_says_what_and_when_and_nothing_about_whom(tmp_path: Path):
    assert Spool(tmp_path, "node1").write("KDM4QX", Visitor.PERSON)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("clicks-*")} == {
        "clicks-node1-2026-11-21.log": b"!KDM4QX 1795255200 p1\n"
    }


def test_a_new_day_begins_a_new_file(tmp_path: Path):
    diary = Spool(tmp_path, "node1")
    for day in ("2026-11-21 23:59:59Z", "2026-11-22 00:00:00Z", "2026-11-23 12:00:00Z"):
        with time_machine.travel(day, tick=False):
            diary.write("KDM4QX", Visitor.PERSON)
    names = [path.name for path in spool.files_of(tmp_path, "node1")]
    assert names == [f"clicks-node1-2026-11-{day}.log" for day in (21, 22, 23)]
    assert len(lines_in(tmp_path)) == 3


def test_a_node_sees_only_its_own_files(tmp_path: Path):
    Spool(tmp_path, "web").write("KDM4QX", Visitor.PERSON)
    Spool(tmp_path, "web-2").write("KDM4QX", Visitor.PERSON)
    assert len(spool.files_of(tmp_path, "web")) == 1


def test_a_node_with_a_name_that_is_a_path_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match="file name"):
        Spool(tmp_path, "../node")


def write_many(diary: Spool, code: str, number: int) -> None:
    threads = [
        threading.Thread(target=lambda: [diary.write(code, Visitor.PERSON) for _ in range(number)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.slow
def test_processes_and_threads_write_whole_lines_side_by_side(tmp_path: Path):
    diary = Spool(tmp_path, "node1")
    diary.write("BEFR", Visitor.PERSON)  # the parent's file is open when the children are forked
    names = ["AAAA", "BBBBBB", "CCCCCCCC", "DDDDDDDDDDDD"]
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=write_many, args=(diary, name, 1_000)) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = [spool.read_line(line) for line in lines_in(tmp_path)]
    assert Counter(click.code for click in found if click) == {
        "BEFR": 1,
        **dict.fromkeys(names, 4_000),
    }


def test_a_removed_file_is_noticed_within_a_second(tmp_path: Path):
    diary = Spool(tmp_path, "node1")
    diary.write("KDM4QX", Visitor.PERSON)
    spool.files_of(tmp_path, "node1")[0].unlink()
    diary.flush()
    diary.write("KDM4QX", Visitor.PERSON)
    assert len(lines_in(tmp_path)) == 1


def test_a_folder_that_cannot_be_made_is_degraded_and_no_error(tmp_path: Path):
    (tmp_path / "spool").write_text("a file stands in the way")
    diary = Spool(tmp_path / "spool", "node1")
    assert not diary.degraded()
    assert not diary.write("KDM4QX", Visitor.PERSON)
    assert diary.degraded()


def fill_the_disk(diary: Spool, room: int, answers: "multiprocessing.Queue[list[bool]]") -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    diary.write("KDM4QX", Visitor.PERSON)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    answers.put([diary.write("KDM4QX", Visitor.PERSON) for _ in range(3)])


def test_a_full_disk_raises_the_flag_for_every_process_and_whole_lines_stay_readable(
    tmp_path: Path,
):
    diary = Spool(tmp_path, "node1")
    fork = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[list[bool]] = fork.Queue()
    length = len(spool.line_of(Click("KDM4QX", int(time.time()), Visitor.PERSON)))
    writer = fork.Process(target=fill_the_disk, args=(diary, 2 * length + 7, answers))
    writer.start()
    assert answers.get(timeout=PATIENCE) == [True, False, False]
    writer.join()
    assert diary.degraded()
    assert spool.degraded(tmp_path)
    assert diary.write("KDM4QX", Visitor.PERSON)  # there is room again, behind a torn line
    assert [bool(spool.read_line(line)) for line in lines_in(tmp_path)] == [True, True, True]


def test_the_flag_comes_down_by_itself_after_ten_minutes(tmp_path: Path):
    diary = Spool(tmp_path, "node1")
    diary.write("KDM4QX", Visitor.PERSON)
    missed = time.time()
    os.utime(tmp_path / "missed-node1", (missed, missed))
    for later, is_degraded in ((599, True), (601, False)):
        with time_machine.travel(missed + later, tick=False):
            assert diary.degraded() is is_degraded
