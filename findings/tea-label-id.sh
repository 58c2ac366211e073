#!/usr/bin/env bash
# tea 0.11.1: `tea labels delete --id 7` asks the server to delete label 0, prints nothing and ends with status 0.
#
# `--id` is the only way to say which label, and `tea labels list` prints the ids to give it; `tea labels update --id 7` sends its
# PATCH to label 0, too. There is no such label, and a real Gitea 1.26.0 takes its deletion for done, so that a script that removes
# labels has removed none and cannot know. Debian's package of tea, amd64; a server that writes down requests stands in for Gitea.
set -euo pipefail

folder=$(mktemp -d)
cleanup() {
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
curl -fsSO http://deb.debian.org/debian/pool/main/t/tea-cli/tea-cli_0.11.1-2_amd64.deb
echo 'f596716dfc735e397fe8f58be159f3f15857def874a6be060f2cc52a6bb8d58c  tea-cli_0.11.1-2_amd64.deb' | sha256sum --check --quiet
dpkg-deb -x tea-cli_0.11.1-2_amd64.deb package
tea=$folder/package/usr/bin/tea-cli

cat >server.py <<'PY'
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

ANN, BOB = {"id": 1, "login": "ann"}, {"id": 2, "login": "bob"}
ISSUE = {"number": 3, "title": "t", "body": "b", "state": "open", "user": ANN, "assignees": [BOB], "labels": []}
ISSUE |= {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
ANSWERS = {"/api/v1/version": {"version": "1.26.0"}, "/api/v1/user": ANN, "/api/v1/repos/o/r/issues/3": ISSUE}
ANSWERS["/api/v1/repos/o/r/labels"] = [{"id": 7, "name": "bug", "color": "ff0000", "description": ""}]


class Answers(BaseHTTPRequestHandler):
    def answer(self):
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        with open("requests", "a") as requests:
            print(self.command, self.path, sent, file=requests)
        body = json.dumps(ANSWERS.get(self.path.split("?")[0], [])).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Answers)
with open("port", "w") as port:
    print(server.server_port, file=port)
server.serve_forever()
PY
timeout 120 python3 server.py & server=$!
for _ in $(seq 50); do [ -s port ] && break; sleep 0.1; done
export XDG_CONFIG_HOME=$folder/config TERM=dumb
"$tea" login add --name x --url "http://127.0.0.1:$(cat port)" --token 0123456789abcdef0123456789abcdef01234567 </dev/null >/dev/null

"$tea" labels list --login x --repo o/r --output simple </dev/null
: >requests
status=0
"$tea" labels delete --id 7 --login x --repo o/r </dev/null >out 2>&1 || status=$?
echo "labels delete --id 7: status $status, $(tr -d '[:space:]' <out | wc -c) characters printed; sent: $(grep DELETE requests)"
[ "$status" = 0 ] && grep -q '^DELETE /api/v1/repos/o/r/labels/0 ' requests || { echo "the behaviour has changed"; exit 1; }
