"""Pages that ask again who somebody is, when they showed it too long ago."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from accounts import second_step

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def asked_again(back_to: str) -> Callable[[View[P]], View[P]]:
    """Let in only who showed lately who they are; the others do, and come back.

    What was sent is not sent again: somebody who sent a form comes back to ``back_to``.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if second_step.was_shown_lately():
                return view(*args, **kwargs)
            wanted = request.full_path.rstrip("?") if request.method == "GET" else url_for(back_to)
            return redirect(url_for("security.verify", next=wanted))

        return guarded

    return decorate
