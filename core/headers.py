"""The security headers of every answer. A view may set its own first; these fill in the rest."""

from urllib.parse import urlsplit

from flask import Flask, Response, request, session

from core.settings import Settings

CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), payment=(), usb=(), browsing-topics=(), "
        "clipboard-write=(self)"
    ),
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def headers_for(settings: Settings) -> dict[str, str]:
    """Return the headers of an installation; pictures may also come from its own bucket."""
    policy = dict(CONTENT_SECURITY_POLICY)
    if settings.storage_url.startswith("s3:") and settings.s3_endpoint:
        bucket = urlsplit(settings.s3_endpoint)
        for source in ("img-src", "media-src"):
            policy[source] += f" {bucket.scheme}://{bucket.netloc}"
    joined = "; ".join(f"{name} {sources}" for name, sources in policy.items())
    headers = {"Content-Security-Policy": joined, **HEADERS}
    if settings.is_production and settings.base_url.startswith("https://"):
        headers["Strict-Transport-Security"] = TWO_YEARS
    return headers


def keep_address_to_ourselves(response: Response) -> None:
    """Let an address with a one-time link in it go nowhere, whatever is found behind it."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store, private"


def allow_camera(response: Response) -> Response:
    """Let a page use the phone's camera, which it still has to ask its owner for."""
    policy = HEADERS["Permissions-Policy"].replace("camera=()", "camera=(self)")
    response.headers["Permissions-Policy"] = policy
    return response


def init_app(app: Flask) -> None:
    """Put the headers on every answer, errors and files included."""
    headers = headers_for(app.extensions["settings"])
    cookie = app.config["SESSION_COOKIE_NAME"]

    @app.after_request
    def secure(response: Response) -> Response:
        if "token" in (request.view_args or {}):
            keep_address_to_ourselves(response)
        own = {name.title() for name in response.headers.keys()}  # noqa: SIM118 -- not a mapping
        missing = [(name, value) for name, value in headers.items() if name.title() not in own]
        # The session's own cookie is put on after this, for a first visit too.
        is_personal = cookie in request.cookies or session.modified or "Set-Cookie" in own
        if is_personal and "Cache-Control" not in own and request.endpoint != "static":
            missing.append(("Cache-Control", "no-store"))
        response.headers.extend(missing)
        return response
