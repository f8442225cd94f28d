#!/bin/sh
# Builds the course and copies the site to a server by rsync.
#   ./publish.sh user@host:/srv/www/course https://host/course/
set -eu
target=$1
address=$2
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2> /dev/null || :)
export SOURCE_DATE_EPOCH
neuromatch-site build @COURSE@ -o _site --base-url "$address"
# New files first, removal last: a reader never meets a page whose files are gone.
rsync -rt --delay-updates _site/ "$target"
rsync -rt --delete-after _site/ "$target"
