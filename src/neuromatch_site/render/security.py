"""The Content-Security-Policy of a page: nothing but what the page needs."""

from collections.abc import Iterable

_SAME = ("style-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'")


def content_security_policy(
    *, frames: Iterable[str] = (), pictures: Iterable[str] = (), media: Iterable[str] = ()
) -> str:
    """Return the policy for a ``meta`` element.

    The arguments are the hosts whose frames, pictures and films the page shows. Search is
    WebAssembly, hence ``wasm-unsafe-eval``. Source: SECURITY requirements B.2.
    """
    parts = ["default-src 'none'"]
    parts.append(_source("img-src", "'self' data:", pictures))
    parts.append(_source("media-src", "'self'", media))
    parts.extend(_SAME)
    if hosts := sorted(set(frames)):
        parts.append("frame-src " + " ".join(f"https://{host}" for host in hosts))
    parts += ["manifest-src 'self'", "base-uri 'none'", "form-action 'none'"]
    return "; ".join(parts)


def _source(name: str, own: str, hosts: Iterable[str]) -> str:
    return " ".join([name, own, *(f"https://{host}" for host in sorted(set(hosts)))])
