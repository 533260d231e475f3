"""Files in an S3-compatible bucket, over obstore."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from core.settings import Settings
from core.storage_folder import StoredFile

PIECE = 1 << 20
AT_ONCE = 16


class Bucket:
    """A store in ``s3://bucket/prefix``."""

    def __init__(self, settings: Settings) -> None:
        parts = urlsplit(settings.storage_url)
        if parts.scheme != "s3":
            raise ValueError("TILLID_STORAGE_URL must start with file:// or s3://")
        self.store = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            endpoint=settings.s3_endpoint or None,
            access_key_id=settings.s3_access_key or None,
            secret_access_key=settings.s3_secret_key or None,
            region=settings.s3_region,
            virtual_hosted_style_request=False,
            client_options={"allow_http": True, "timeout": "30s", "connect_timeout": "5s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=20)},
        )

    def path(self, key: str) -> None:
        """Return None: the file lies elsewhere."""

    def save(self, key: str, source: Path | bytes, mimetype: str) -> None:
        """Store a file whole, or not at all."""
        with _as_os_error():
            obstore.put(self.store, key, source, attributes={"Content-Type": mimetype})

    def stream(self, key: str) -> Iterator[bytes]:
        """Yield a file in pieces; raises FileNotFoundError before the first."""
        with _as_os_error():
            found = obstore.get(self.store, key)
        return _pieces(found)

    def size(self, key: str) -> int:
        """Return the number of bytes; raises FileNotFoundError."""
        with _as_os_error():
            return int(obstore.head(self.store, key)["size"])

    def sizes(self, keys: Iterable[str]) -> dict[str, int]:
        """Return the number of bytes of those files that are there."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = pool.map(self._size, keys)
            return {key: size for key, size in found if size is not None}

    def _size(self, key: str) -> tuple[str, int | None]:
        try:
            return key, self.size(key)
        except FileNotFoundError:
            return key, None

    def delete(self, key: str) -> None:
        """Remove a file; fine when there is none."""
        with _as_os_error():
            try:
                obstore.delete(self.store, key)
            except FileNotFoundError:
                return

    def listed(self, prefix: str) -> Iterator[StoredFile]:
        """Yield every file below a folder."""
        with _as_os_error():
            for some in obstore.list(self.store, prefix):
                for one in some:
                    yield StoredFile(one["path"], one["last_modified"])

    def signed_url(self, key: str, seconds: int) -> str:
        """Return an address at which the file can be fetched for some seconds."""
        return obstore.sign(self.store, "GET", key, timedelta(seconds=seconds))

    def check(self) -> None:
        """Raise when the bucket does not answer."""
        with _as_os_error():
            next(iter(obstore.list(self.store, chunk_size=1)), None)


def _pieces(found: "obstore.GetResult") -> Iterator[bytes]:
    with _as_os_error():
        for piece in found.stream(min_chunk_size=PIECE):
            yield bytes(piece)


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Let callers see one kind of error for disks and buckets."""
    try:
        yield
    except BaseError as error:
        raise ConnectionError(str(error)) from error
