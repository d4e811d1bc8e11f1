#!/usr/bin/env bash
# Takes the pictures of docs/pictures anew, by the journey that README describes, and the pages of a copy, of a check and of cameras by their tests. Wants what ./test installs, and pngquant.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/eng/need.sh"
need_toolchain
need chromium "takes the pictures"
need fonts-liberation "the browser draws text with it"
need pngquant "makes them a quarter as large"
need_settle
taken=$(mktemp -d)
WRIT_PICTURES="$taken" dotnet test "$here/tests/App.Tests" -c Release --nologo -v q --filter "FullyQualifiedName~NewcomerTests|FullyQualifiedName~CopyBrowserTests|FullyQualifiedName~CheckHereTests|FullyQualifiedName~Cameras.Web"
for picture in "$taken"/*-light.png; do
    name=$(basename "$picture" -light.png)
    pngquant --quality 60-90 --strip --force --output "$here/docs/pictures/$name.png" "$picture"
done
rm -r "$taken"
