"""Addresses of ours: the names under which the app answers, and the paths to which it leads back."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import SecurityError


def answer_under(app: Flask, hosts: Iterable[str]) -> None:
    """Refuse requests that ask for the app under any other name."""
    names = frozenset(filter(None, map(_hostname, hosts)))

    # Not TRUSTED_HOSTS, which cannot hold an IPv6 address.
    @app.before_request
    def refuse_other_names() -> None:
        if _hostname(request.host) not in names:
            raise SecurityError


def is_trustworthy() -> bool:
    """Whether browsers take Secure cookies from this address: over HTTPS, and from the machine itself."""
    if request.is_secure:
        return True
    hostname = _hostname(request.host)
    try:
        return hostname == "localhost" or ip_address(hostname).is_loopback
    except ValueError:
        return False


@lru_cache(64)
def _hostname(host: str) -> str:
    """The name in « name:port », as browsers send it, or an IPv6 address alone; empty for what is none."""
    try:
        bare = host.count(":") > 1 and not host.startswith("[")
        return (urlsplit(f"//[{host}]" if bare else f"//{host}").hostname or "").encode("idna").decode()
    except ValueError:
        return ""


def own_path(text: str) -> str:
    """The path in an address that a form or link gave back: always one of ours, the front page if it is none."""
    try:
        path = urlsplit(text).path
    except ValueError:
        path = ""
    return "/" + path.lstrip("/\\")
