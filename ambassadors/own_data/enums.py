"""How far a copy of somebody's data has come. A leaf: imports nothing from this project."""

from enum import StrEnum


class CopyState(StrEnum):
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
