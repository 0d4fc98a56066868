"""What goes out with every response: exact headers, and pages packed."""

import gzip

from flask import Flask, Response, request

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: over HTTPS Flask-WTF refuses a POST that comes without one.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_HSTS = "max-age=31536000; includeSubDomains"
_SMALLEST_PACKED = 860  # Below this gzip saves nothing that a packet would notice.


def send_headers(app: Flask) -> None:
    """Send them with everything that the app answers; a view may have said otherwise for itself."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = _HSTS
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language", "Accept-Encoding"))
        _pack(response)
    return response


def _pack(response: Response) -> None:
    if "Content-Encoding" in response.headers or request.accept_encodings["gzip"] <= 0:
        return
    body = response.get_data()
    if len(body) >= _SMALLEST_PACKED:
        response.set_data(gzip.compress(body, 5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
