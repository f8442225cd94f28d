"""``video``: add its poster, length and date, as far as the lock knows them."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Root, Video
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import LockedVideo
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._steps import changes


@changes(Video)
def describe_videos(content: Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Add missing data to each video, from the first provider with data."""
    for node in select(content, Video):
        for known in _known(node, lookup):
            node.title = node.title or known.title
            node.author = node.author or known.author or None
            node.duration = node.duration or known.duration or None
            node.uploadDate = node.uploadDate or known.upload_date or None
            if not node.poster and known.thumbnail:
                node.poster = f"/{known.thumbnail}"


def _known(node: Video, lookup: CourseIndex) -> list[LockedVideo]:
    keys = [f"{item.get('provider', '')}:{item.get('id', '')}" for item in node.providers or ()]
    lookup.lookups.update(f"video:{key}" for key in keys)
    return [known for key in keys if (known := lookup.project.videos.get(key))]
