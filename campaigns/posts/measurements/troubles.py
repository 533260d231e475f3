"""Why a source gave no numbers."""

from campaigns.posts.measurements.enums import Trouble


class SourceTrouble(Exception):
    """A source gave no numbers; ``detail`` is for the log and names nobody."""

    def __init__(self, kind: Trouble, detail: str = "") -> None:
        super().__init__(detail or kind.value)
        self.kind = kind
        self.detail = detail
