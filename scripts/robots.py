"""``python -m scripts.robots``: bring the list of robots up to the installed crawler-user-agents.

Then raise ``RULES_VERSION`` in ``campaigns.tracking.visitors`` and say there what changed: numbers
counted by different rules must be told apart.
"""

import json
from datetime import UTC, datetime
from importlib.metadata import version

from crawleruseragents import CRAWLER_USER_AGENTS_DATA

from campaigns.tracking.visitors import ROBOTS

PACKAGE = "crawler-user-agents"


def fresh() -> dict[str, object]:
    """Return the list as it is to be kept, with where it comes from."""
    return {
        "source": "https://github.com/monperrus/crawler-user-agents",
        "licence": "MIT, Copyright (c) 2017 Martin Monperrus",
        "version": version(PACKAGE),
        "taken": f"{datetime.now(UTC):%Y-%m-%d}",
        "patterns": [known["pattern"] for known in CRAWLER_USER_AGENTS_DATA],
    }


def main() -> None:
    """Write the list."""
    text = json.dumps(fresh(), ensure_ascii=False, indent=1)
    ROBOTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
