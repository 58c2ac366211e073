#!/usr/bin/env bash
# Gitea 1.27 renamed its Go module to gitea.dev, but the release is published under the old path, code.gitea.io/gitea, too.
# The go command finds that version and downloads it, and then refuses to use it: what was `go install
# code.gitea.io/gitea@v1.26.0` a release earlier has no counterpart under the same path. A requirement of `gitea.dev` with a
# `replace` to the old path is accepted. Needs go; downloads module files only and builds nothing.
set -euo pipefail

folder="$(mktemp -d)"
trap 'chmod -R u+w "$folder" && rm -rf "$folder"' EXIT
cd "$folder"
export GOFLAGS=-mod=mod GOWORK=off GOMODCACHE="$folder/cache" GOTOOLCHAIN=local
go version

fail() {
  echo "CHANGED: $1" >&2
  exit 1
}

declared() {
  go mod download -json "code.gitea.io/gitea@$1" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p' | xargs grep -m 1 '^module '
}

before="$(declared v1.26.0)"
after="$(declared v1.27.3)"
echo "v1.26.0 declares: $before"
echo "v1.27.3 declares: $after"
[ "$before" = "module code.gitea.io/gitea" ] || fail "1.26.0 declares $before"
[ "$after" = "module gitea.dev" ] || fail "1.27.3 declares $after"

printf 'module example.test/a\n\ngo 1.26\n' > go.mod
if said="$(go get code.gitea.io/gitea@v1.27.3 2>&1)"; then
  fail "the old path is accepted: $said"
fi
echo "$said" | tail -n 4
case "$said" in
  *"module declares its path as: gitea.dev"*) ;;
  *) fail "another error: $said" ;;
esac

printf 'module example.test/b\n\ngo 1.26\n\nrequire gitea.dev v1.27.3\n\nreplace gitea.dev => code.gitea.io/gitea v1.27.3\n' > go.mod
found="$(go list -m -f '{{.Path}} => {{.Replace.Path}} {{.Replace.Version}}' gitea.dev)"
echo "with a replace: $found"
[ "$found" = "gitea.dev => code.gitea.io/gitea v1.27.3" ] || fail "with a replace: $found"
