#!/usr/bin/env bash
# tea 0.9.2: `tea pulls close 3` empties the description of pull request 3.
#
# Closing sends a PATCH with the new state and every other field that its library always writes: title, body and base are empty
# texts. Gitea takes an empty title and an empty base for "leave it", but an empty body for a new description, so that a real Gitea
# 1.26.0 closes the pull request and loses its text, with status 0. `tea pulls reopen` does the same, and reopening brings nothing
# back. `tea issues close` sends the state alone. tea 0.10.1 still does it, 0.11.1 no more. Debian's package of tea, amd64; a server
# that writes down requests stands in for Gitea.
set -euo pipefail

folder=$(mktemp -d)
cleanup() {
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap cleanup EXIT
cd "$folder"
curl -fsSo tea.deb http://deb.debian.org/debian/pool/main/t/tea-cli/tea-cli_0.9.2-1+b12_amd64.deb
echo 'bdc692e945acae428274de1e94ca787207f1609bf9d549e0972730565f1bc2bf  tea.deb' | sha256sum --check --quiet
dpkg-deb -x tea.deb package
tea=$folder/package/usr/bin/tea-cli

cat >server.py <<'PY'
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

ANN = {"id": 1, "login": "ann"}
DATES = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
ITEM = DATES | {"number": 3, "title": "Refill", "body": "Why and how", "state": "closed", "user": ANN, "labels": []}
BRANCH = {"ref": "main", "label": "main", "sha": "0" * 40}
PULL = ITEM | {"base": BRANCH, "head": BRANCH | {"ref": "tray", "label": "tray"}}
ANSWERS = {"/api/v1/version": {"version": "1.26.0"}, "/api/v1/user": ANN}
ANSWERS |= {"/api/v1/repos/o/r/pulls/3": PULL, "/api/v1/repos/o/r/issues/3": ITEM}


class Answers(BaseHTTPRequestHandler):
    def answer(self):
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        with open("requests", "a") as requests:
            print(self.command, self.path, sent, file=requests)
        body = json.dumps(ANSWERS.get(self.path.split("?")[0], [])).encode()
        self.send_response(201 if self.command == "PATCH" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PATCH = answer

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
"$tea" pulls close --login x --repo o/r 3 </dev/null >out 2>&1 && echo "status 0; sent for pulls close:"
grep PATCH requests
grep -q 'PATCH .*/pulls/3 .*"body":""' requests || { echo "the behaviour has changed"; exit 1; }

: >requests
"$tea" issues close --login x --repo o/r 3 </dev/null >out 2>&1 && echo "status 0; sent for issues close:"
grep PATCH requests
! grep -q 'PATCH .*"body":""' requests || { echo "the behaviour has changed: issues lose their text, too"; exit 1; }
