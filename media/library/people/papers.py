"""Signed papers as they come: a picture, or a PDF from a scanner. No page ever shows one."""

import re
import uuid

from core import pictures, refusals, storage
from core.image_gate import MAX_BYTES, PictureRefused, RefusalReason
from media.library.people.errors import PaperRefused, PaperWithActs, PaperWithPassword

PDF = "application/pdf"
MEGABYTES = MAX_BYTES // (1024 * 1024)
# What a scanner never writes: programs, files inside the file, and forms that hold programs.
ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm)\b")
PASSWORD = re.compile(rb"/Encrypt\b")


def keep(content: bytes) -> tuple[str, str]:
    """Store a paper; return its key and its type. Raises a PaperRefused, and StorageUnavailable."""
    if content.startswith(b"%PDF-"):
        return _keep_pdf(content)
    try:
        key, facts = pictures.keep_original(content, folder="papers")
    except PictureRefused as refused:
        raise PaperRefused(refusals.reason(refused.reason, megabytes=MEGABYTES)) from refused
    return key, facts.format.mimetype


def _keep_pdf(content: bytes) -> tuple[str, str]:
    if len(content) > MAX_BYTES:
        raise PaperRefused(refusals.reason(RefusalReason.TOO_LARGE_FILE, megabytes=MEGABYTES))
    if b"%%EOF" not in content[-2048:]:
        raise PaperRefused(refusals.reason(RefusalReason.DAMAGED, megabytes=MEGABYTES))
    if PASSWORD.search(content):
        raise PaperWithPassword
    if ACTS.search(content):
        raise PaperWithActs
    key = f"papers/{uuid.uuid4().hex}.pdf"
    storage.save(key, content, mimetype=PDF)
    return key, PDF
