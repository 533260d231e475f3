"""Five formats of one 24-megapixel picture: ours beside pyvips, which also decodes it once.

JPEG on all cores and on one, PNG, and HEIC beside ``heif-convert`` where that tool is there (in
Debian it comes with libheif-examples).

Every run is a fresh process that works once to fill its first-use tables and then four times, of
which the fastest counts: whatever else the machine does only ever adds time. Its peak memory is the
highest it ever held, imports and all.
"""

import io
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from bench.figures import Better, Figure, amount, compared
from media.library import renditions

ROOT = Path(__file__).resolve().parent.parent
PHOTO = ROOT / "demo" / "photos" / "sunset.jpg"
CORES = 4
ROUNDS = 7
REPEATS = 4
SIZE = (6000, 4000)
MEGABYTES_AIM = 120
HEIC_MEGABYTES_AIM = 280
PSNR_AIM = 40.0
HEIC_ROUNDS = 3
HEIC_SCRIPT = "from PIL import Image; Image.open(sys.argv[1]).save(sys.argv[2], 'HEIF', quality=80)"
FIVE = [one for one in renditions.FORMATS if one.name != "thumb"]


@dataclass(frozen=True)
class Run:
    """One fresh process: the seconds its work took and the megabytes it held at most."""

    seconds: float
    megabytes: float


def measure() -> list[Figure]:
    """Measure on all cores (up to four) and on one."""
    with tempfile.TemporaryDirectory(prefix="tillid-bench-") as folder:
        photo = build_photo(Path(folder) / "photo.jpg")
        cores = min(CORES, len(os.sched_getaffinity(0)))
        many, one = _rounds(photo, cores), _rounds(photo, 1)
        png = _rounds(_as_png(photo), cores)
        heic = _heic_figures(photo, cores)
        likeness = _least_psnr(photo)
    return [
        _figure(f"Five formats of a 24-megapixel JPEG, {cores} cores", many, 0.85),
        _figure("Five formats of a 24-megapixel JPEG, one core", one, 1.5),
        _figure(f"Five formats of a 24-megapixel PNG, {cores} cores", png, 1.6),
        _memory_figure("JPEG", many, MEGABYTES_AIM),
        *heic,
        Figure(
            name="Likeness of the formats to a full decode, Lanczos",
            ours=f"{likeness:.1f} dB PSNR",
            aim=f"at least {PSNR_AIM:g} dB",
            met=likeness >= PSNR_AIM,
            note="least of the four JPEG formats, at the highest quality",
        ),
    ]


def _memory_figure(kind: str, rounds: list[tuple[Run, Run]], aim: int) -> Figure:
    peak = max(ours.megabytes for ours, _ in rounds)
    return Figure(
        name=f"Five formats of a 24-megapixel {kind}, peak memory",
        ours=f"{amount(peak)} MB",
        beside=f"pyvips: {amount(max(theirs.megabytes for _, theirs in rounds))} MB",
        aim=f"at most {aim} MB",
        met=peak <= aim,
        note="highest of all processes, interpreter and libraries included",
    )


def _as_png(photo: Path) -> Path:
    """Write the picture without its grain, which no PNG could hold in the size we accept."""
    path = photo.with_suffix(".png")
    with Image.open(PHOTO) as small:
        large = small.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
    large.quantize(256).convert("RGB").save(path, "PNG", compress_level=6)
    return path


def _heic_figures(photo: Path, cores: int) -> list[Figure]:
    """Measure a HEIC beside ``heif-convert``, which decodes it to one JPEG."""
    path = photo.with_suffix(".heic")
    build = f"import sys; from pillow_heif import register_heif_opener as r; r(); {HEIC_SCRIPT}"
    subprocess.run([sys.executable, "-c", build, str(photo), str(path)], check=True)
    tool = shutil.which("heif-convert")
    pairs = [_heic_round(tool, path, cores) for _ in range(HEIC_ROUNDS)]
    peak = max(ours.megabytes for ours, _ in pairs)
    memory = Figure(
        name="Five formats of a 24-megapixel HEIC, peak memory",
        ours=f"{amount(peak)} MB",
        aim=f"at most {HEIC_MEGABYTES_AIM} MB",
        met=peak <= HEIC_MEGABYTES_AIM,
        note="highest of all processes, interpreter and libraries included",
    )
    name = f"Five formats of a 24-megapixel HEIC, {cores} cores"
    if tool is None:
        fastest = min(ours.seconds for ours, _ in pairs)
        note = "heif-convert is not here to compare with: apt install libheif-examples"
        return [Figure(name=name, ours=f"{amount(fastest)} s", note=note), memory]
    time_figure = compared(
        name,
        ours=[ours.seconds for ours, _ in pairs],
        theirs=[theirs for _, theirs in pairs],
        beside="heif-convert, one JPEG",
        better=Better.LOWER,
        aim=1.25,
        unit=" s",
        note="the tool's own start, some hundredths of a second, is in its time",
    )
    return [time_figure, memory]


def _heic_round(tool: str | None, path: Path, cores: int) -> tuple[Run, float]:
    """Return our run and the fastest of as many runs of the tool, on the same cores."""
    if tool is None:
        return _run("ours", path, cores), 0.0
    command = [tool, str(path), str(path.with_suffix(".out.jpg"))]
    theirs = min(_timed(command, cores) for _ in range(REPEATS))
    return _run("ours", path, cores), theirs


def _timed(command: list[str], cores: int) -> float:
    began = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        preexec_fn=lambda: os.sched_setaffinity(0, _last(cores)),
    )
    return time.perf_counter() - began


def _last(cores: int) -> list[int]:
    return sorted(os.sched_getaffinity(0))[-cores:]


def _least_psnr(photo: Path) -> float:
    """Return how near the least like of our formats comes to the best that could be made.

    The photograph is without the grain added to the others: no two ways of shrinking agree on that.
    """
    plain = photo.with_suffix(".plain.jpg")
    with Image.open(PHOTO) as small:
        large = small.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
    large.save(plain, "JPEG", quality=92)
    finest = [replace(one, quality=100) for one in FIVE if one.encoder == "JPEG"]
    with Image.open(plain) as image:
        full = image.convert("RGB")
    found = []
    for made, wanted in zip(renditions.make_renditions(plain, formats=finest), finest, strict=True):
        box = renditions.crop_box(full.size, wanted, renditions.CENTRE)
        best = full.resize((wanted.width, wanted.height), Image.Resampling.LANCZOS, box=box)
        with Image.open(io.BytesIO(made.data)) as ours:
            spread = ImageStat.Stat(ImageChops.difference(ours.convert("RGB"), best))
        error = sum(spread.sum2) / sum(spread.count)
        found.append(10 * math.log10(255**2 / error) if error else math.inf)
    return min(found)


def build_photo(path: Path) -> Path:
    """Write a photograph of 24 megapixels with a sensor's grain, as a camera would save it."""
    with Image.open(PHOTO) as small:
        large = small.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(SIZE, 12).convert("RGB")
    ImageChops.add(large, grain, offset=-128).save(path, "JPEG", quality=90)
    return path


def _figure(name: str, rounds: list[tuple[Run, Run]], aim: float) -> Figure:
    return compared(
        name,
        ours=[ours.seconds for ours, _ in rounds],
        theirs=[theirs.seconds for _, theirs in rounds],
        beside="pyvips, decoded once",
        better=Better.LOWER,
        aim=aim,
        unit=" s",
    )


def _rounds(photo: Path, cores: int) -> list[tuple[Run, Run]]:
    pairs = []
    for number in range(ROUNDS):
        if number % 2:
            theirs, ours = _run("pyvips", photo, cores), _run("ours", photo, cores)
        else:
            ours, theirs = _run("ours", photo, cores), _run("pyvips", photo, cores)
        pairs.append((ours, theirs))
    return pairs


def _run(engine: str, photo: Path, cores: int) -> Run:
    printed = subprocess.run(
        [sys.executable, "-m", "bench.renditions", engine, str(photo), str(cores)],
        cwd=ROOT,
        env={**os.environ, "VIPS_CONCURRENCY": str(cores)},
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, _last(cores)),
    ).stdout
    return Run(**json.loads(printed))


def _with_ours(photo: Path, cores: int) -> list[bytes]:
    threads = renditions.threads_for(cores)
    made = renditions.make_renditions(photo, formats=FIVE, threads=threads)
    return [rendition.data for rendition in made]


def _with_pyvips(photo: Path, _threads: int) -> list[bytes]:
    """Make the same five files the way the library's authors advise: shrink on load, keep, cut."""
    # Imported here, so that our own runs do not carry its memory.
    import pyvips  # noqa: PLC0415

    pyvips.cache_set_max(0)
    header = pyvips.Image.new_from_file(str(photo))
    size = (header.width, header.height)
    shrink = 2 if photo.suffix == ".jpg" else 1
    options = {"shrink": shrink} if shrink > 1 else {}
    decoded = pyvips.Image.new_from_file(str(photo), **options).copy_memory()
    made = []
    for wanted in FIVE:
        left, top, right, bottom = (
            round(edge / shrink) for edge in renditions.crop_box(size, wanted, renditions.CENTRE)
        )
        right, bottom = min(right, decoded.width), min(bottom, decoded.height)
        cut = decoded.crop(left, top, right - left, bottom - top)
        small = cut.thumbnail_image(wanted.width, height=wanted.height, size="force")
        if wanted.encoder == "JPEG":
            made.append(small.jpegsave_buffer(Q=wanted.quality, keep="none"))
        else:
            effort = renditions.WEBP_EFFORT
            made.append(small.webpsave_buffer(Q=wanted.quality, effort=effort, keep="none"))
    return made


def _check(made: list[bytes]) -> None:
    for data, wanted in zip(made, FIVE, strict=True):
        with Image.open(io.BytesIO(data)) as image:
            if image.size != (wanted.width, wanted.height):
                raise AssertionError(f"{wanted.name} has the size {image.size}")


def _peak_megabytes() -> float:
    # Not getrusage: that figure is inherited from the process that started this one.
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _child(engine: str, photo: Path, threads: int) -> Run:
    work = {"ours": _with_ours, "pyvips": _with_pyvips}[engine]
    work(photo, threads)
    seconds = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        made = work(photo, threads)
        seconds.append(time.perf_counter() - began)
    megabytes = _peak_megabytes()
    _check(made)
    return Run(min(seconds), megabytes)


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(vars(_child(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))))
    else:
        for figure in measure():
            print(" | ".join(figure.cells()))
