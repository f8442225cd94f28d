"""Launch services for notebooks, each with a URL, or ``false`` to leave it out."""

from collections.abc import Mapping

from neuromatch_site.config.fields import Kind, Report, expected
from neuromatch_site.config.formats import URL
from neuromatch_site.config.value import Data, Value

_SERVICES = ("colab", "kaggle", "binder", "jupyterhub", "jupyterlite")


def _read_launch(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return the URL of each service; empty where ``false`` leaves it out."""
    if not isinstance(value.data, Mapping):
        expected(value, "services, each with a URL or `false`", report)
        return None
    urls: dict[str, str] = {}
    for name, entry in value.data.items():
        if name not in _SERVICES:
            place = entry.key or entry.position
            services = ", ".join(f"`{service}`" for service in _SERVICES)
            report.wrong(place, f"`{name}` is not a launch service", f"choose among {services}")
        elif entry.data is False:
            urls[name] = ""
        elif entry.data is not True and (url := URL.read(entry, report)):
            urls[name] = url
    return urls


_PLACE: Mapping[str, Data] = {
    "anyOf": [URL.schema, {"type": "boolean"}],
    "description": "Its URL; `false` for none.",
}
LAUNCH = Kind(_read_launch, {"type": "object", "properties": dict.fromkeys(_SERVICES, _PLACE)})
"""``{colab: https://..., binder: false}``."""
