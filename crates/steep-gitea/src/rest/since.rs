//! Which calls came with which release of Gitea, from `grammars/gitea/since.toml`.
//!
//! A finished script is looked at, and not the rule that made it: so no rule can forget to say what it needs.

use steep_forge::Refusal;
use steep_rest::words;
use steep_shell::{Arg, Piece, Script, Simple};

use crate::Gitea;
use crate::connection::API;

/// A call that not every Gitea has.
#[derive(Debug)]
struct Since {
    method: &'static str,
    path: &'static str,
    segments: &'static [&'static str],
    /// The first release with it.
    release: (u16, u16),
}

static CALLS: &[Since] = include!(concat!(env!("OUT_DIR"), "/rest_since.rs"));

/// The oldest release whose API document was compared.
pub(crate) const OLDEST_DOCUMENT: (u16, u16) = (1, 23);

/// What stands behind the host in the address of a call.
const ROOT: &str = "/api/v1/";

/// A part of a path that is only known at run time.
const UNKNOWN: char = '\u{0}';

/// # Errors
/// Where the script calls what came with a later release than that of the server.
pub(crate) fn check(script: &Script, target: &Gitea) -> Result<(), Refusal> {
    let mut later = CALLS.iter().filter(|call| !target.has(call.release)).peekable();
    if later.peek().is_none() {
        return Ok(());
    }
    let later: Vec<&Since> = later.collect();
    let made: Vec<Made> = script.calls().into_iter().flat_map(|call| Made::of(call, target)).collect();
    let needed = later.into_iter().filter(|call| made.iter().any(|made| made.is(call))).max_by_key(|call| call.release);
    match needed {
        None => Ok(()),
        Some(Since { method, path, release: (major, minor), .. }) => {
            Err(Refusal::NeedsNewer { what: format!("Gitea {major}.{minor} for `{method} {path}`") })
        }
    }
}

/// A request that a program call makes.
struct Made {
    method: String,
    path: String,
}

impl Made {
    fn of(call: &Simple, target: &Gitea) -> Vec<Made> {
        let program = call.args.first().and_then(words::literal);
        match program.as_deref() {
            Some("curl") => Made::by_curl(call),
            Some(program) if target.connection.companion.as_deref() == Some(program) => Made::by_companion(call),
            Some(program) if target.program == program => Made::by_tea(call),
            _ => Vec::new(),
        }
    }

    fn by_curl(call: &Simple) -> Vec<Made> {
        let texts: Vec<Option<String>> = call.args.iter().map(words::literal).collect();
        let is = |option: &str| texts.iter().position(|text| text.as_deref() == Some(option));
        let method = match is("-X").and_then(|nth| texts.get(nth + 1)) {
            Some(method) => method.clone().unwrap_or_default(),
            None if is("-d").or(is("--json")).or(is("-F")).is_some() => "POST".to_owned(),
            None => "GET".to_owned(),
        };
        let path = |arg: &Arg| shape(arg).split_once(ROOT).map(|(_, path)| path.to_owned());
        call.args.iter().filter_map(path).map(|path| Made { method: method.clone(), path }).collect()
    }

    /// Only what is asked of the API by its path.
    fn by_tea(call: &Simple) -> Vec<Made> {
        let texts: Vec<Option<String>> = call.args.iter().map(words::literal).collect();
        let says = |text: &str| texts.iter().position(|it| it.as_deref() == Some(text));
        if texts.get(1).is_none_or(|verb| verb.as_deref() != Some("api")) {
            return Vec::new();
        }
        let method = match says("--method").and_then(|nth| texts.get(nth + 1)) {
            Some(method) => method.clone().unwrap_or_default(),
            None if says("--data").is_some() => "POST".to_owned(),
            None => "GET".to_owned(),
        };
        let path = call.args.last().map(shape).unwrap_or_default().replace("{owner}/{repo}", &UNKNOWN.to_string());
        vec![Made { method, path }]
    }

    /// A command of its own fetches what its path names.
    fn by_companion(call: &Simple) -> Vec<Made> {
        let command = call.args.get(1).and_then(words::literal).unwrap_or_default();
        let method = match command.as_str() {
            "post" | "patch" | "put" | "delete" => command.to_ascii_uppercase(),
            _ => "GET".to_owned(),
        };
        let mut path = call.args.get(2).map(shape).unwrap_or_default().replace("{repo}", &UNKNOWN.to_string());
        if command == "download" && path.contains("/actions/runs/") {
            path.push_str("/artifacts");
        }
        vec![Made { method, path }]
    }

    /// Whether it is that call. What is only known at run time may be the owner and the repository together.
    fn is(&self, call: &Since) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        let segments: Vec<&str> = path.split('/').collect();
        let fit = |segments: &[&str]| {
            let pairs = segments.iter().zip(call.segments);
            segments.len() == call.segments.len()
                && pairs.into_iter().all(|(ours, theirs)| theirs.starts_with('{') || ours == theirs)
        };
        let both = match segments.as_slice() {
            ["repos", slug, rest @ ..] if slug.contains(UNKNOWN) => [&["repos", slug, slug], rest].concat(),
            _ => Vec::new(),
        };
        self.method == call.method && (fit(&segments) || fit(&both))
    }
}

/// The text of an argument, with a mark where it is only known at run time.
fn shape(arg: &Arg) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Break(_) => " ".to_owned(),
        Piece::Word(word) => word.as_literal().unwrap_or_else(|| UNKNOWN.to_string()),
        Piece::Variable(name) if name == API.address_variable => ROOT.trim_end_matches('/').to_owned(),
        Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) => UNKNOWN.to_string(),
    };
    arg.pieces.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use steep_shell::print::{self, Layout};

    use super::*;

    fn needs(server: &str, args: &[Arg]) -> Option<String> {
        let target = Gitea::new("https://git.example.org").server(server).companion("gitea-api");
        let script = Script::call(["echo"]).and(Script::call([Arg::output(Script::call(args.to_vec()))]));
        let refusal = check(&script, &target).err()?;
        assert!(matches!(refusal, Refusal::NeedsNewer { .. }), "{}", print::script(&script, &Layout::one_line()));
        Some(refusal.to_string())
    }

    fn url(path: &str) -> Arg {
        Arg::text(format!("https://git.example.org/api/v1/{path}"))
    }

    #[test]
    fn a_script_needs_the_release_that_its_calls_came_with() {
        let runs = |url: Arg| [Arg::text("curl"), "-fsSL".into(), url];
        let why = "it needs Gitea 1.25 for `GET repos/{owner}/{repo}/actions/runs`";
        assert_eq!(needs("1.24", &runs(url("repos/acme/widgets/actions/runs?limit=1"))).as_deref(), Some(why));
        let of_the_clone = Arg::text("https://h/api/v1/repos/").join(Arg::variable("repo")).then("/actions/runs");
        assert_eq!(needs("1.24", &runs(of_the_clone.clone())).as_deref(), Some(why));
        assert_eq!(needs("1.25", &runs(of_the_clone)), None);
        assert_eq!(needs("1.23", &runs(url("repos/acme/widgets/pulls"))), None);
        let rerun = url("repos/acme/widgets/actions/runs/").join(Arg::variable("run")).then("/rerun");
        let rerun = [Arg::text("curl"), "-X".into(), "POST".into(), rerun];
        assert!(needs("1.25.4", &rerun).is_some_and(|why| why.contains("Gitea 1.26")));
        let dispatch =
            [Arg::text("curl"), "-d".into(), "{}".into(), url("repos/a/b/actions/workflows/ci.yml/dispatches")];
        assert!(needs("1.23", &dispatch).is_some_and(|why| why.contains("Gitea 1.24")));
        assert_eq!(needs("1.24", &dispatch), None);
    }

    #[test]
    fn the_companion_calls_the_same() {
        let call = |command: &str, path: &str| [Arg::text("gitea-api"), Arg::text(command), Arg::text(path)];
        let runs = "repos/{repo}/actions/runs";
        assert!(needs("1.24", &call("list", runs)).is_some_and(|why| why.contains("1.25")));
        assert!(needs("1.24", &call("watch", "repos/{repo}/actions/runs/5")).is_some_and(|why| why.contains("1.25")));
        assert_eq!(needs("1.25", &call("list", runs)), None);
        assert!(
            needs("1.23", &call("put", "repos/acme/widgets/issues/1/lock")).is_some_and(|why| why.contains("1.24"))
        );
        assert_eq!(needs("1.23", &call("patch", "repos/acme/widgets/issues/1")), None);
    }
}
