"""The installation's keys for badges: one signs, earlier ones still verify what they signed.

They lie in one folder, ``badge-keys`` in the data folder unless a setting names another. The first
key is made when the first one is asked for. ``cryptography`` is imported only where one is used.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SIGNING = "signing.pem"
RETIRED = "retired-*.pem"
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


@dataclass(frozen=True)
class PublicKey:
    """A key badges are verified with, and the name it goes by in the issuer's document."""

    name: str
    pem: bytes


def signing_key(folder: Path) -> bytes:
    """Return the private key that signs, as PEM; the very first time one is made."""
    path = folder / SIGNING
    if not path.exists():
        _write_once(path, _new_key())
    return path.read_bytes()


def public_keys(folder: Path) -> list[PublicKey]:
    """Return the keys to verify with: the one that signs now first, then the earlier ones."""
    now = public_half(signing_key(folder))
    earlier = sorted(folder.glob(RETIRED))
    return [now, *(_named(path.read_bytes()) for path in earlier)]


@lru_cache(maxsize=8)
def public_half(private_pem: bytes) -> PublicKey:
    """Return the key that verifies what a private key signs."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 -- heavy

    private = serialization.load_pem_private_key(private_pem, password=None)
    return _named(
        private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def change_key(folder: Path) -> PublicKey:
    """Sign with a new key from now on; the public half of the old one stays, to verify with."""
    old = public_half(signing_key(folder))
    _write_once(folder / f"retired-{old.name}.pem", old.pem)
    new = _new_key()
    unfinished = _written(folder / SIGNING, new)
    unfinished.replace(folder / SIGNING)
    return public_half(new)


def _named(pem: bytes) -> PublicKey:
    return PublicKey(f"key-{hashlib.sha256(pem.strip()).hexdigest()[:16]}", pem)


def _new_key() -> bytes:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 -- heavy
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 -- heavy

    return ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _written(path: Path, pem: bytes) -> Path:
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as f:
        f.write(pem)
        f.flush()
        os.fsync(f.fileno())
    return unfinished


def _write_once(path: Path, pem: bytes) -> None:
    """Write a file unless there is one; of several processes that begin at once, one wins."""
    unfinished = _written(path, pem)
    with suppress(FileExistsError):
        path.hardlink_to(unfinished)
    unfinished.unlink()
