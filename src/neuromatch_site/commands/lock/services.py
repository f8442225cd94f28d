"""The services that ``lock`` queries, and their URLs."""

from msgspec import Struct


class FetchError(Exception):
    """A failed request; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Services(Struct, frozen=True, kw_only=True):
    """Base URLs; tests replace them with their own servers."""

    doi: str = "https://doi.org/"
    """Resolves DOIs, and negotiates the format."""
    youtube: str = "https://www.youtube.com/oembed"
    vimeo: str = "https://vimeo.com/api/oembed.json"
    bilibili: str = "https://api.bilibili.com/x/web-interface/view"
    osf: str = "https://api.osf.io/v2/files/"
    peertube: str = "https://{host}/services/oembed"


SERVICES = Services()
