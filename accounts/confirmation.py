"""Pages that ask again who somebody is, when they showed it too long ago."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from accounts import second_step

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def asked_again(back_to: str, *names: str) -> Callable[[View[P]], View[P]]:
    """Let in only who showed lately who they are; the others do, and come back.

    What was sent is not sent again: somebody who sent a form comes back to ``back_to``, with those
    ``names`` in its address that are in this one too.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if second_step.was_shown_lately():
                return view(*args, **kwargs)
            here: dict[str, Any] = {name: kwargs[name] for name in names}
            place = url_for(back_to, **here)
            wanted = request.full_path.rstrip("?") if request.method == "GET" else place
            return redirect(url_for("security.verify", next=wanted))

        return guarded

    return decorate
