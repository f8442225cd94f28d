"""An address that can be none, such as one with half a bracket, costs itself and nothing else."""

from pathlib import Path

from courses import Course

from neuromatch_site.commands.bundles.epub import course_epub
from neuromatch_site.commands.check import examined
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

PAGE = """\
# Front

```{iframe} https://www.youtube[com/x
```

[x](https://a[b/c) ![y](https://a[b/c.png) <https://a[b> https://a[b/d [w](http://[) [q](//[)

```{figure} https://a[b/f.mp4
Video
```

```{nma-video}
:url: https://a[b/v
```

<iframe src="https://a[b/i"></iframe> <a href="//a[b/c">z</a> <img src="//[">
"""


def test_a_site_a_check_and_a_book_stand(tmp_path: Path) -> None:
    course = Course.write(tmp_path / "course", {"index.md": PAGE})
    assert "Embedded page" in course.build().html("index.md")
    assert examined(course.folder, Options(jobs=1), Progress()).diagnostics
    assert course_epub(course.folder, Options(lite=False), Progress()).content
