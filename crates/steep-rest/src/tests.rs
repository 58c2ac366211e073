//! Forms of a forge that nobody has: what is its own is a table, and everything else is the same.

use std::rc::Rc;

use steep_forge::{Credential, Item, Limit, Prefer, Repository, Surroundings, TokenIn};
use steep_jq::jq;
use steep_shell::print::{self, Layout};
use steep_shell::read::Dialect;
use steep_shell::{Arg, Script, Status, Stdin, Stdout, Word};

use crate::paging::Listing;
use crate::{
    Api, Call, Client, ClientRequest, Comparison, Connection, Functions, Jq, Json, Paging, Rest, Vocabulary,
    functions_called,
};

/// The API of a mill.
pub(crate) static API: Api = Api {
    root: "rest/v2",
    address_variable: "MILL_URL",
    scheme: "Bearer",
    repositories: "projects",
    files: &["contents"],
    comparison: Comparison { below: "compare", between: "..." },
    caller: "self",
    login: "name",
    web_address: "page",
    upload: "file",
    paging: Paging { length: "per_page", number: "nr", most: 20 },
    functions: Functions { request: "mill_get", json: "mill_send", repository: "mill_project", path: "mill_path" },
    companion: Vocabulary { single: &["marks"], names: &["marks"], filled_in: &[("{change}", &["change"])] },
};

fn mill() -> Connection {
    let credential =
        Credential { variable: "MILL_TOKEN".to_owned(), held_in: TokenIn::Environment, is_exported: false };
    Connection::new(&API, "https://mill.example.org/", credential)
}

/// A form over a project that is named, whose status something acts on.
fn form(connection: &Connection, changes: bool, make: impl FnOnce(&mut Rest<'_>) -> Script) -> Script {
    let repository = Repository::Named(Word::literal("acme/widgets"));
    let surroundings = surroundings();
    let mut rest = Rest::new(&repository, connection, &surroundings).changing(changes);
    let main = make(&mut rest);
    rest.finish(main)
}

fn surroundings() -> Surroundings {
    Surroundings {
        stdout: Stdout::Reader,
        matched_by: Vec::new(),
        status: Status::Used,
        stdin: Stdin::Inherited,
        dialect: Dialect::Posix,
        identity: steep_forge::Identity::Configured,
        prefer: Prefer::Readable,
        one_line: false,
        here: None,
    }
}

fn printed(script: &Script) -> String {
    print::script(script, &Layout::lines("", 100))
}

fn tickets(rest: &mut Rest<'_>, limit: u32) -> Script {
    let call = rest.repo("tickets").map(|url| rest.get(url).query("state", "open")).unwrap();
    let (source, stage) = Listing::new(call, Some(Limit::Count(limit))).items().stream(jq(".title"), true);
    source.pipe(stage.raw().script())
}

fn comment(rest: &mut Rest<'_>) -> Call {
    let number = rest.number(&Item::Number(Word::parse("\"$n\"").unwrap())).unwrap();
    let url = rest.repo(Arg::text("tickets/").join(number).then("/comments")).unwrap();
    let text = Json::text(Word::parse("\"$TEXT\"").unwrap());
    rest.send("POST", url).json(Json::object([("text", text), ("loud", Json::Fixed(jq("true")))]))
}

#[test]
fn a_list_takes_as_many_pages_as_its_limit_needs() {
    let list = |limit| printed(&form(&mill(), false, |rest| tickets(rest, limit)));
    insta::assert_snapshot!(list(20), @r#"
    curl -fsSL -H "Authorization: Bearer $MILL_TOKEN" \
      "https://mill.example.org/rest/v2/projects/acme/widgets/tickets?state=open&per_page=20" |
      jq -nr 'input[] | .title'
    "#);
    insta::assert_snapshot!(list(30), @r#"
    curl -fsSL -H "Authorization: Bearer $MILL_TOKEN" --fail-early \
      "https://mill.example.org/rest/v2/projects/acme/widgets/tickets?state=open&per_page=20&nr=[1-2]" |
      jq -nr 'limit(30; input[], input[]) | .title'
    "#);
    insta::assert_snapshot!(list(500), @r#"
    for page in $(seq 1000); do
      {
        curl -fsSL -H "Authorization: Bearer $MILL_TOKEN" \
          "https://mill.example.org/rest/v2/projects/acme/widgets/tickets?state=open&per_page=20&nr=$page" ||
          echo failed
      } |
        grep -vx '\[]' ||
        break
    done |
      jq -nr 'limit(500; inputs[]) | .title'
    "#);
}

#[test]
fn a_change_checks_its_number_and_sends_a_body() {
    let sent = form(&mill(), true, |rest| comment(rest).showing_address());
    insta::assert_snapshot!(printed(&sent), @r#"
    case "$n" in ('' | *[!0-9]*) false ;; esac &&
      jq -n --arg text "$TEXT" '{text: $text, loud: true}' |
        curl -fsSL -H "Authorization: Bearer $MILL_TOKEN" --post301 \
          -H "Content-Type: application/json" -d @- \
          "https://mill.example.org/rest/v2/projects/acme/widgets/tickets/$n/comments" |
        jq -nr input.page
    "#);
}

#[test]
fn the_address_and_the_token_may_come_from_the_environment() {
    let mut connection = mill();
    connection.address_in_variable = true;
    connection.credential =
        Credential { variable: "MILL_CURLRC".to_owned(), held_in: TokenIn::OptionFile, is_exported: false };
    insta::assert_snapshot!(printed(&form(&connection, false, |rest| tickets(rest, 5))), @r#"
    curl -fsSL -K "$MILL_CURLRC" "$MILL_URL/projects/acme/widgets/tickets?state=open&per_page=5" |
      jq -nr 'input[] | .title'
    "#);
}

#[test]
fn functions_are_called_by_the_names_of_the_forge() {
    let (connection, surroundings) = (mill(), surroundings());
    let mut rest = Rest::new(&Repository::Here, &connection, &surroundings).changing(true).calling_functions();
    let main = comment(&mut rest).script();
    let form = rest.finish(main);
    let functions = functions_called(&form, &connection);
    let functions: Vec<String> =
        functions.iter().map(|function| print::function(function, &Layout::lines("", 100))).collect();
    insta::assert_snapshot!(functions.join("\n"), @r#"
    mill_get() (
      mill_path="$1"
      shift
      curl -fsSL -H "Authorization: Bearer $MILL_TOKEN" "$@" \
        "https://mill.example.org/rest/v2/$mill_path"
    )
    mill_send() {
      mill_get "$@" --post301 -H "Content-Type: application/json"
    }
    mill_project() {
      echo origin github upstream "$(git config -l | sed -nE 's/^remote\.(.*)\.gh-resolved=.*/\1/p')" |
        xargs -n1 git ls-remote --get-url |
        sed -nE '/github\.com/d;s#\.git$##;s#.*[:/](.+/)#\1#p' |
        tail -n1
    }
    "#);
    insta::assert_snapshot!(printed(&form), @r#"
    case "$n" in ('' | *[!0-9]*) false ;; esac &&
      jq -n --arg text "$TEXT" '{text: $text, loud: true}' |
        mill_send "projects/$(mill_project)/tickets/$n/comments" -d @-
    "#);
}

#[test]
fn a_companion_says_the_same_plan() {
    let mut connection = mill();
    connection.companion = Some("mill-api".to_owned());
    let list = form(&connection, false, |rest| tickets(rest, 30));
    insta::assert_snapshot!(printed(&list), @r#"
    mill-api list projects/acme/widgets/tickets state=open -n 30 | jq -nr 'input[] | .title'
    "#);
    let sent = form(&connection, true, |rest| comment(rest).showing_address());
    insta::assert_snapshot!(printed(&sent), @r#"
    mill-api post 'projects/acme/widgets/tickets/{}/comments' "$n" "text=$TEXT" loud:=true --url
    "#);
    // What it cannot say stays with curl, which finds by itself what the companion would fill in.
    let own = form(&connection, false, |rest| rest.get(rest.at("changes/").join("{change}")).option("-i").script());
    insta::assert_snapshot!(printed(&own), @r#"
    curl -gfsSL -H "Authorization: Bearer $MILL_TOKEN" --path-as-is -i \
      "https://mill.example.org/rest/v2/changes/$(mill-api change)"
    "#);
}

/// The mill's own program.
#[derive(Debug)]
struct Program;

impl Client for Program {
    fn repository(&self) -> &'static str {
        ":project"
    }

    fn call(&self, request: ClientRequest) -> Option<Script> {
        let ClientRequest { method: None, path, body: None } = request else { return None };
        Some(Script::call([Arg::text("mill"), Arg::text("ask"), path]))
    }
}

#[test]
fn another_program_says_calls_that_it_can() {
    let (connection, surroundings) = (mill(), surroundings());
    let rest = || Rest::new(&Repository::Here, &connection, &surroundings).through(Rc::new(Program));
    let (mut all, record) = rest();
    let main = tickets(&mut all, 5);
    insta::assert_snapshot!(printed(&all.finish(main)), @r#"
    mill ask "projects/:project/tickets?state=open&per_page=5" |
      jq -nr 'input | (.message? // empty | error), . | .[] | .title'
    "#);
    assert!(record.is_whole());
    let (mut sending, record) = rest();
    let _ = comment(&mut sending).script();
    assert!(!record.is_whole());
}

#[test]
fn who_calls_is_asked_once() {
    let script = form(&mill(), false, |rest| {
        let (one, other) = (rest.me(), rest.me());
        let url = rest.at(Arg::text("people/").join(one).then("/").join(other));
        rest.get(url).script().pipe(Jq::new(jq(".id")).script())
    });
    insta::assert_snapshot!(printed(&script), @r#"
    (
      me="$(curl -fsSL -H "Authorization: Bearer $MILL_TOKEN" "https://mill.example.org/rest/v2/self" |
          jq -nr input.name)" &&
        curl -fsSL -H "Authorization: Bearer $MILL_TOKEN" \
          "https://mill.example.org/rest/v2/people/$me/$me" |
          jq .id
    )
    "#);
}
