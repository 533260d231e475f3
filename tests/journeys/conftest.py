"""What the journeys stand on: real photographs, and the product started as a newcomer starts it."""

import os
import random
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image, ImageOps
from playwright.sync_api import Browser

from tests.inspection import Inspected
from tests.journeys.person import Walk
from tests.journeys.words import Words
from tests.services import ROOT, Mailbox, Running, catching_mail, starting_in

PHOTOS = ROOT / "demo" / "photos"
GPS, LATITUDE_REF, LATITUDE = 0x8825, 1, 2
SLUG = "via"


@pytest.fixture(scope="session")
def big_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph of 24 megapixels as a phone takes it, with the place it was taken at."""
    path = tmp_path_factory.mktemp("photos") / "IMG_2041.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(GPS).update({LATITUDE_REF: "N", LATITUDE: (56.0, 21.0, 35.0)})
    with Image.open(PHOTOS / "meadow.jpg") as photo:
        photo.resize((6000, 4000), Image.Resampling.BICUBIC).save(path, quality=88, exif=exif)
    return path


@pytest.fixture(scope="session")
def twelve_photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Real photographs cut into twelve pictures that look different, none larger than needed."""
    folder, chance = tmp_path_factory.mktemp("twelve"), random.Random(4)
    sources = sorted(PHOTOS.glob("*.jpg"))
    made = []
    for number in range(12):
        with Image.open(sources[number % len(sources)]) as photo:
            turned = ImageOps.mirror(photo) if number >= len(sources) else photo
            width, height = turned.size
            left, top = chance.uniform(0, 0.3) * width, chance.uniform(0, 0.3) * height
            cut = turned.crop(
                (int(left), int(top), int(left + 0.7 * width), int(top + 0.7 * height))
            )
            path = folder / f"motiv-{number + 1:02}.jpg"
            ImageOps.contain(cut, (1400, 1400)).save(path, quality=85)
            made.append(path)
    return made


@pytest.fixture(scope="session")
def two_reels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two films of a second that play; their notes differ, so they are not the same file."""
    folder, film = tmp_path_factory.mktemp("reels"), Path(__file__).parent / "films/reel.mp4"
    made = []
    for number in (1, 2):
        path = folder / f"motiv-film-{number}.mp4"
        path.write_bytes(film.read_bytes() + struct.pack(">I4sI", 12, b"note", number))
        made.append(path)
    return made


@pytest.fixture(scope="session")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SVG, which may hold more than a picture."""
    path = tmp_path_factory.mktemp("drawn") / "logo.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    return path


@contextmanager
def walking(
    browser: Browser, inspected: Inspected
) -> Iterator[Callable[[Running, Mailbox, str], Walk]]:
    """Give a function that begins a walk; at the end everybody goes home."""
    walks: list[Walk] = []

    def begin(running: Running, mailbox: Mailbox, language: str) -> Walk:
        walks.append(Walk(browser, running, mailbox, Words(language), inspected))
        return walks[-1]

    yield begin
    for walk in walks:
        print(walk.story())  # noqa: T201 -- pytest shows it when the test has failed
        for person in walk.people:
            person.leave()


@pytest.fixture
def start_walk(
    start_tillid: Callable[..., Running],
    smtp_catcher: Mailbox,
    browser: Browser,
    inspected: Inspected,
) -> Iterator[Callable[[str], Walk]]:
    """Return a function that starts an empty product and a walk through it in one language."""
    with walking(browser, inspected) as begin:
        yield lambda language: begin(
            start_tillid(demo=0, smtp_url=smtp_catcher.url), smtp_catcher, language
        )


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Mailbox]]:
    """One product for many journeys; give each an organisation and addresses of its own."""
    folder = tmp_path_factory.mktemp("product")
    with catching_mail() as mailbox, starting_in(folder) as start:
        yield start(demo=0, smtp_url=mailbox.url), mailbox


@pytest.fixture
def walk_in(
    product: tuple[Running, Mailbox],
    browser: Browser,
    inspected: Inspected,
    make_app: Callable[..., Flask],
) -> Iterator[Callable[[str], tuple[Walk, Flask]]]:
    """Return a function that begins a walk in the shared product, with an app on its database."""
    with walking(browser, inspected) as begin:
        yield lambda language: (
            begin(*product, language),
            make_app(data=product[0].data),
        )


def create_owner(walk: Walk, email: str) -> str:
    """Make the organisation and its first owner by the command; return the printed link."""
    running = walk.running
    environment = {
        **os.environ,
        "TILLID_DATA": str(running.data),
        "TILLID_BASE_URL": running.address,
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "accounts", "create-owner"]
    options = {
        "organisation": "VIA Studieliv",
        "slug": SLUG,
        "email": email,
        "name": "Inger Bak",
        "locale": walk.words.language,
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    done = subprocess.run(
        [*command, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"http\S+/welcome/\S+", done.stdout)
    assert found, done.stdout
    return found[0]
