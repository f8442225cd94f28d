"""Files that the configuration gives by URL -> ``lock/shared/``."""

from neuromatch_site.commands.http import HttpClient, WebError, host_of
from neuromatch_site.commands.lock.services import FetchError

MAX_BYTES = 10_000_000


def fetch_shared(web: HttpClient, url: str) -> bytes:
    """Return the content of a URL. Raises ``FetchError``."""
    try:
        answer = web.get(url, "*/*", limit=MAX_BYTES)
    except WebError as error:
        raise FetchError(f"{host_of(url)} {error}", "run `neuromatch-site lock` again") from error
    if answer.status != 200 or not answer.body:
        raise FetchError(f"{url} is not there (HTTP {answer.status})", "check the URL")
    return answer.body
