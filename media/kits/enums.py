"""States of a kit. A leaf: imports nothing from this project."""

from enum import StrEnum


class KitStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
