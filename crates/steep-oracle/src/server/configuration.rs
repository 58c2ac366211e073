//! The server's configuration.

use std::path::Path;

/// Secrets that protect nothing: the server listens on loopback, holds invented data and lives for minutes.
const SECRET: &str = "c3RlZXAgZml4dHVyZSBzZWNyZXQsIHByb3RlY3RzIG5vdGhpbmc";

/// What calls of the server's internal interface carry.
pub(super) const INTERNAL_TOKEN: &str = "steep-fixture-internal";

/// The text of `app.ini` for an installation in `root`. Everything that would reach out (mail, avatars, updates, SSH) is
/// off; everything that would change data by itself (periodic tasks) too; and nothing of the data is remembered beside the
/// database, so that a running server can be given another one.
pub(super) fn text(root: &Path, static_root: &Path, account: &str, port: u16) -> String {
    let root = root.display();
    let static_root = static_root.display();
    format!(
        "\
APP_NAME = steep fixture
RUN_USER = {account}
RUN_MODE = prod
WORK_PATH = {root}

[server]
PROTOCOL = http
HTTP_ADDR = 127.0.0.1
HTTP_PORT = {port}
ROOT_URL = http://127.0.0.1:{port}/
DISABLE_SSH = true
OFFLINE_MODE = true
LFS_START_SERVER = false
STATIC_ROOT_PATH = {static_root}
APP_DATA_PATH = {root}/data

[database]
DB_TYPE = sqlite3
PATH = {root}/data/gitea.db
SQLITE_JOURNAL_MODE = WAL

[repository]
ROOT = {root}/repositories
DEFAULT_BRANCH = main

[git]
HOME_PATH = {root}/home

[security]
INSTALL_LOCK = true
SECRET_KEY = {SECRET}
INTERNAL_TOKEN = {INTERNAL_TOKEN}
PASSWORD_HASH_ALGO = pbkdf2$1000$50

[oauth2]
ENABLED = false
JWT_SECRET = {SECRET}

[service]
DISABLE_REGISTRATION = true
REQUIRE_SIGNIN_VIEW = false
DEFAULT_KEEP_EMAIL_PRIVATE = false
NO_REPLY_ADDRESS = noreply.test

[mailer]
ENABLED = false

[indexer]
ISSUE_INDEXER_TYPE = db
REPO_INDEXER_ENABLED = false

[cron]
ENABLED = false

[actions]
ENABLED = true

[packages]
ENABLED = true

[cache]
ITEM_TTL = 0

[ui]
DEFAULT_THEME = gitea-light

[log]
MODE = console
LEVEL = Warn
"
    )
}
