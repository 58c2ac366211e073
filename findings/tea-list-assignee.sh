#!/usr/bin/env bash
# tea 0.11.1: `tea issues list --assignee carl` prints everybody's open issues, with status 0.
#
# The flag is in the help and in no request; nothing of the answer is left out either. `--author carl` and `--mentions carl`, which stand
# beside it in the help, are sent. A script that closes or takes over what it lists acts on all issues. tea 0.9.2 and 0.14.0 do the
# same. Debian's package of tea, amd64; a server that writes down requests stands in for Gitea.
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
ISSUE = {"number": 3, "title": "Jam", "body": "b", "state": "open", "user": ANN, "assignees": [BOB], "labels": []}
ISSUE |= {"repository": {"id": 1, "name": "r", "owner": "o", "full_name": "o/r"}, "html_url": "http://localhost/o/r/issues/3"}
ISSUE |= {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
ANSWERS = {"/api/v1/version": {"version": "1.26.0"}, "/api/v1/user": ANN}
ANSWERS["/api/v1/repos/o/r/issues"] = [ISSUE]


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

    do_GET = answer

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

ask() {
    : >requests
    "$tea" issues list --login x --repo o/r "$@" </dev/null >out 2>&1
    echo "status 0 for $*; asked:"
    grep '/issues?' requests
    grep Jam out
}

changed() {
    echo "the behaviour has changed"
    exit 1
}

ask --assignee carl
! grep -q carl requests || changed
ask --author carl
grep '/issues?' requests | grep -q 'created_by=carl' || changed
ask --mentions carl
grep '/issues?' requests | grep -q 'mentioned_by=carl' || changed
