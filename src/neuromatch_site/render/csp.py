"""The Content-Security-Policy (CSP) of a page: it allows only what the page needs."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from enum import Enum


class Reach(Enum):
    """How the site is served, and what pages may therefore load."""

    SERVED = (
        "'self'",
        ("script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "manifest-src 'self'"),
    )
    """Search is WebAssembly, hence ``wasm-unsafe-eval``."""
    KEPT = ("'self'", (*SERVED[1], "worker-src 'self'"))
    """A service worker stores pages for offline reading."""
    DISK = ("'self' file:", ("script-src 'self' file:",))
    """Browsers differ in whether two files have the same origin; the scheme allows both."""

    def __init__(self, own: str, rules: Iterable[str]) -> None:
        self.own = own
        self.rules = tuple(rules)


SELF = "self"
"""Among hosts of iframes: the site itself."""


def content_security_policy(
    reach: Reach,
    *,
    frames: Iterable[str] = (),
    pictures: Iterable[str] = (),
    media: Iterable[str] = (),
    scripts: Iterable[str] = (),
    connects: Iterable[str] = (),
) -> str:
    """Return the policy for a ``meta`` element.

    The arguments are the hosts of iframes, images, videos and scripts of the page, and of requests.
    Source: SECURITY requirements B.2.
    """
    parts = ["default-src 'none'"]
    parts.append(_source("img-src", f"{reach.own} data:", (*pictures, *connects)))
    parts.append(_source("media-src", reach.own, media))
    parts.append(f"style-src {reach.own}")
    parts.append(f"font-src {reach.own}")
    for rule in reach.rules:
        name, _, own = rule.partition(" ")
        parts.append(
            _source(name, own, {"script-src": scripts, "connect-src": connects}.get(name, ()))
        )
    if hosts := sorted(set(frames)):
        framed = (reach.own if host == SELF else f"https://{host}" for host in hosts)
        parts.append("frame-src " + " ".join(framed))
    parts += ["base-uri 'none'", "form-action 'none'"]
    return "; ".join(parts)


TRUSTED_POLICY = (
    "default-src 'self' https: data: blob:; "
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' https:; "
    "style-src 'self' 'unsafe-inline' https:; form-action 'self' https:; base-uri 'none'"
)
"""For pages with raw HTML in a course with ``trust: true``."""


def with_style(policy: str, text: str) -> str:
    """Return the policy of a page with one inline style sheet. Source: CSP 3, "hash-source"."""
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return policy.replace("; style-src ", f"; style-src 'sha256-{digest}' ") if text else policy


def _source(name: str, own: str, hosts: Iterable[str]) -> str:
    return " ".join([name, own, *(f"https://{host}" for host in sorted(set(hosts)))])
