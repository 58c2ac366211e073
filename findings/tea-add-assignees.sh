#!/usr/bin/env bash
# tea 0.11.1: `tea issues edit --add-assignees carl 3` removes everybody else from issue 3.
#
# `--add-labels` and `--remove-labels` of the same command add and remove. `--add-assignees` does not look at who is assigned: it
# sends a PATCH whose `assignees` holds only the names of the flag, and of Gitea's API that field is the new list, not an addition.
# Exit status 0. Debian's package of tea, amd64; a server that writes down requests stands in for Gitea.
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

: >requests
"$tea" issues edit --add-assignees carl --login x --repo o/r 3 </dev/null >out 2>&1 && echo "status 0; sent:"
grep PATCH requests
grep -q '"assignees":\["carl"\]' requests || { echo "the behaviour has changed"; exit 1; }
! grep -q 'GET .*issues/3' requests || { echo "the behaviour has changed: it looks first"; exit 1; }

: >requests
"$tea" issues edit --add-labels bug --login x --repo o/r 3 </dev/null >out 2>&1 && echo "status 0; sent for --add-labels:"
grep POST requests
grep -q 'POST /api/v1/repos/o/r/issues/3/labels {"labels":\[7\]}' requests || { echo "the behaviour has changed"; exit 1; }
