//! Functions that stand once at the head of a text, in place of what each form in it would say again.
//!
//! A call says itself as a call of such a function where the function can make it ([`Call::callee`]), and the look-up of the
//! clone's repository is one. What a form calls is read off the form, so that no rule has to say it.

use steep_shell::{Arg, Function, Piece, Script};

use super::address::Needs;
use super::call::{Body, Call};
use super::{Rest, base, words};

/// Makes one request: the path below the API's root, then options of curl's.
const REQUEST: &str = "gitea_api";
/// The same with a body of JSON.
const JSON: &str = "gitea_json";
/// Prints the repository of the clone.
const REPOSITORY: &str = "gitea_repo";

/// The variable of the path, in a shell of the function's own.
const PATH: &str = "gitea_path";

/// What a call is said by in place of curl: the function, and the path.
pub(super) struct Callee {
    pub(super) function: &'static str,
    pub(super) path: Arg,
}

impl Callee {
    /// Whether the function says what kind of body it sends.
    pub(super) fn sends_json(&self) -> bool {
        self.function == JSON
    }
}

impl Call {
    /// What says it in place of curl; `None` where there are no functions, and where it is more than one request, or none to
    /// the API.
    pub(super) fn callee(&self, needs: Needs) -> Option<Callee> {
        let root = self.functions.as_ref()?;
        let [url] = self.urls.as_slice() else { return None };
        if !self.statuses.is_empty() {
            return None;
        }
        let mut addresses = url.clone().addresses(needs.no_globbing);
        let address = addresses.pop().filter(|_| addresses.is_empty())?;
        let path = below(root, address)?;
        let is_json = matches!(self.body, Some(Body::Json(_) | Body::Text(_) | Body::File(_)));
        let function = if is_json && !self.brief { JSON } else { REQUEST };
        Some(Callee { function, path })
    }
}

/// What of the address stands behind the root.
fn below(root: &Arg, address: Arg) -> Option<Arg> {
    if let Some(rest) = address.pieces.strip_prefix(root.pieces.as_slice()) {
        return Some(Arg { pieces: rest.to_vec() });
    }
    let root = words::literal(root)?;
    let mut pieces = address.pieces.into_iter();
    let Piece::Text(first) = pieces.next()? else { return None };
    let mut path = Arg::text(first.strip_prefix(root.as_str())?);
    path.pieces.extend(pieces);
    Some(path)
}

/// Prints the repository of the clone.
pub(super) fn repository() -> Script {
    Script::call([REPOSITORY])
}

/// The functions that a form calls, in the order of their names, and those that they call.
pub(crate) fn called(script: &Script, rest: &Rest<'_>) -> Vec<Function> {
    let calls = script.calls();
    let is_called = |name: &str| calls.iter().any(|call| call.args.first() == Some(&Arg::text(name)));
    let json = is_called(JSON);
    let mut functions = Vec::new();
    if json || is_called(REQUEST) {
        functions.push(Function { name: REQUEST.to_owned(), body: request(rest) });
    }
    if json {
        let all = [Arg::text(REQUEST), Arg::variable("@")];
        let options = ["--post301", "-H", "Content-Type: application/json"].map(Arg::text);
        functions.push(Function { name: JSON.to_owned(), body: Script::call(all.into_iter().chain(options)) });
    }
    if is_called(REPOSITORY) {
        functions.push(Function { name: REPOSITORY.to_owned(), body: base() });
    }
    functions
}

/// In a subshell: the variable is its own.
fn request(rest: &Rest<'_>) -> Script {
    let [option, token] = rest.authorization();
    let address = rest.root().join(Arg::variable(PATH));
    let curl = Script::call([Arg::text("curl"), Arg::text("-fsSL"), option, token, Arg::variable("@"), address]);
    let path = Script::Assign(PATH.to_owned(), Arg::variable("1"));
    Script::Subshell(Box::new(Script::Sequence(vec![path, Script::call(["shift"]), curl])), Vec::new())
}
