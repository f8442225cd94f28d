"""The reasons why pages are read again, for ``-vv``."""

import logging
from collections.abc import Mapping, Sequence

from msgspec import MsgspecError, Struct, field, json

from neuromatch_site.cache.page_cache import BuildCache, digest_of, values_digest
from neuromatch_site.model.course import PageSource
from neuromatch_site.pipeline.read_page import PageInputs, ReadContext, changed_files, page_key

_LOG = logging.getLogger(__name__)


class ReadInputs(Struct, frozen=True, array_like=True):
    """The inputs of the pages of one build."""

    program: str
    settings: Mapping[str, str] = field(default_factory=dict)
    """The digest of each setting that affects pages: ``project.math`` -> digest."""
    pages: Mapping[str, PageInputs] = field(default_factory=dict)
    """By path."""


def log_reasons(
    group: str,
    missing: Sequence[PageSource],
    inputs: Mapping[str, PageInputs],
    context: ReadContext,
    cache: BuildCache,
) -> None:
    """Log why each of the missing pages is read again; store their current inputs.

    ``inputs`` are those of every page of the group, by path.
    """
    now = ReadInputs(cache.code, _settings(context), inputs)
    key_of_group = digest_of("inputs", group)
    before = _last(key_of_group, cache)
    if before is not None and _LOG.isEnabledFor(logging.DEBUG):
        for source in missing:
            key = page_key(source, context, inputs[source.path])
            files = changed_files(key, context, cache)
            _LOG.debug("%s: read again: %s", source.path, _reason(source, before, now, files))
    cache.put_blob(key_of_group, json.encode(now))


def _last(key: str, cache: BuildCache) -> ReadInputs | None:
    try:
        return json.decode(cache.get_blob(key) or b"", type=ReadInputs)
    except MsgspecError:
        return None


def _reason(source: PageSource, before: ReadInputs, now: ReadInputs, files: Sequence[str]) -> str:
    """Return every input that differs from the last build's."""
    old, new = before.pages.get(source.path), now.pages[source.path]
    if old is None:
        return "it is new"
    if before.program != now.program:
        return "neuromatch-site changed"
    names = before.settings.keys() | now.settings.keys()
    settings = sorted(n for n in names if before.settings.get(n) != now.settings.get(n))
    reasons = [f"`{name}` changed" for name in settings]
    reasons += ["its file changed"] * (old.content != new.content)
    reasons += ["its place in the toc changed"] * (old.place != new.place)
    reasons += ["its outputs changed"] * (old.outputs != new.outputs)
    reasons += [f"`{path}` changed" for path in files if path != source.path]
    return ", ".join(reasons) or "its cache entry is gone"


def _settings(context: ReadContext) -> dict[str, str]:
    parts = (("project", context.project), ("site.options", context.config.site.options))
    digests = {
        f"{name}.{key}": values_digest([getattr(struct, key)])
        for name, struct in parts
        for key in struct.__struct_fields__
    }
    return {**digests, "--no-solutions": str(context.solutions)}
