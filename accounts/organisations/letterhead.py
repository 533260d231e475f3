"""An organisation's logo as its documents show it."""

from base64 import b64encode

from flask import current_app
from flask_babel import gettext as _

from accounts.models import Organisation
from core import storage


def logo_words(organisation: Organisation) -> dict[str, str]:
    """Return the logo as a drawing and what it shows; both are empty without one.

    Only what the worker has made of an upload is ever drawn. A document without its logo is better
    than none, so a file that is gone is only noted.
    """
    key = organisation.logo_key
    if not (key and organisation.logo_width and organisation.logo_height):
        return {"logo": "", "logo_alt": ""}
    try:
        picture = b64encode(storage.read(key)).decode()
    except (OSError, storage.StorageUnavailable):
        current_app.logger.warning("a logo could not be read")
        return {"logo": "", "logo_alt": ""}
    size = f'width="{organisation.logo_width}" height="{organisation.logo_height}"'
    return {
        "logo": f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:image/png;base64,{picture}"/></svg>',
        "logo_alt": _("Logo of %(organisation)s", organisation=organisation.name),
    }
