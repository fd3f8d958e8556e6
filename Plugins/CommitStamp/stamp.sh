#!/bin/sh
# Writes the commit of the package into a Swift file, unless it stands there already.
# usage: stamp.sh PACKAGE OUTPUT
set -eu
package=$1 output=$2
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
commit=
top=$(git -C "$package" rev-parse --show-toplevel 2>/dev/null || true)
# Sources without git of their own may lie inside someone else's repository.
if [ -n "$top" ] && [ "$top" = "$(cd "$package" && pwd -P)" ]; then
    commit=$(git -C "$package" rev-parse --short=7 HEAD 2>/dev/null || true)
    changes=$(git --no-optional-locks -C "$package" status --porcelain -- Package.swift Plugins Sources 2>/dev/null || true)
    if [ -n "$commit" ] && [ -n "$changes" ]; then commit=$commit-dirty; fi
fi
line="let commit = \"$commit\""
if [ ! -f "$output" ] || [ "$(cat "$output")" != "$line" ]; then printf '%s\n' "$line" >"$output"; fi
