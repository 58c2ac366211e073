//! One curl call.

use steep_jq::jq;
use steep_shell::{Arg, Piece, Script, Simple};

use super::address::{Known, Needs};
use super::body::Json;
use super::companion::{CALLER, Companion, LAST_PULL, ME, Narrowed, ONE_PULL, PULL, REPOSITORY, Shown};
use super::functions::Callee;
use super::jq::Jq;
use super::lookup::encoded;
use super::spoken::Spoken;
use super::words;
use crate::gitea::ADDRESS_VARIABLE;

/// One curl call under construction.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The option that carries the token, and its value.
    authorization: [Arg; 2],
    /// curl 7.82 or newer runs it.
    pub(super) brief: bool,
    pub(super) method: Option<Arg>,
    /// The addresses that are fetched with the same options, one answer after the other.
    pub(super) urls: Vec<Url>,
    pub(super) body: Option<Body>,
    pub(super) options: Vec<Arg>,
    fails_early: bool,
    /// The addresses of which only the status is of interest, after the others.
    pub(super) statuses: Vec<Arg>,
    pub(super) known: Known,
    /// The program that says it in place of curl, where it can.
    pub(super) companion: Option<Companion>,
    /// Another program that says it in place of curl, where it can.
    pub(super) spoken: Option<Spoken>,
    /// What the addresses of functions begin with that say it in place of curl, where they can.
    pub(super) functions: Option<Arg>,
    /// It asks for the items of a list; only with a companion.
    pub(super) narrowed: Option<Narrowed>,
    /// What is printed of it in place of Gitea's own objects; only with a companion.
    pub(super) shown: Option<Shown>,
    /// Only the answer's web address is printed.
    pub(super) shows_address: bool,
    /// A command of the companion's own that stands for several requests, and what follows its path.
    pub(super) command: Option<(&'static str, Vec<Arg>)>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub(super) enum Body {
    Json(Json),
    /// The contents of a file; `-`: standard input.
    File(Arg),
    /// JSON text that is only known at run time.
    Text(Arg),
    /// A form with this file in the field `attachment`; `-`: standard input.
    Upload(Arg),
    /// Fields of the companion's.
    Fields(Vec<Arg>),
}

#[derive(Clone, Debug)]
pub(super) struct Url {
    pub(super) address: Arg,
    pub(super) query: Vec<Pair>,
    /// Pages 1 to this one are asked for, one after the other.
    pub(super) pages: Option<u32>,
}

/// One parameter of a query.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: Arg,
    /// It can stand in the address; else curl has to encode it.
    pub(super) in_address: bool,
}

impl Call {
    pub(super) fn new(authorization: [Arg; 2], method: Option<Arg>, address: Arg) -> Self {
        Call {
            authorization,
            brief: false,
            method,
            urls: vec![Url::new(address)],
            body: None,
            options: Vec::new(),
            fails_early: false,
            statuses: Vec::new(),
            known: Known::default(),
            companion: None,
            spoken: None,
            functions: None,
            narrowed: None,
            shown: None,
            shows_address: false,
            command: None,
        }
    }

    /// A command of the companion's own about the address, such as `checks`, with what follows its path; `None` where there is
    /// no companion.
    pub(crate) fn commanding(mut self, command: &'static str, args: Vec<Arg>) -> Option<Script> {
        self.command = Some((command, args));
        self.by_companion()
    }

    /// A command of the companion's own about another address, with the body of this call.
    pub(crate) fn commanding_at(mut self, address: &Arg, command: &'static str, option: Option<Arg>) -> Option<Script> {
        self.urls = vec![Url::new(address.clone())];
        self.commanding(command, option.into_iter().collect())
    }

    /// Says it by this program where that can.
    pub(super) fn by(mut self, companion: Option<Companion>) -> Self {
        self.companion = companion;
        self
    }

    /// Says it by that program where that can.
    pub(super) fn through(mut self, spoken: Option<Spoken>) -> Self {
        self.spoken = spoken;
        self
    }

    /// Says it by a function where one can: what their addresses begin with.
    pub(super) fn by_functions(mut self, root: Option<Arg>) -> Self {
        self.functions = root;
        self
    }

    /// The items of the list, so narrowed, as one list; `None` where there is no companion that can do so.
    pub(super) fn narrowed(mut self, narrowed: Narrowed) -> Option<Self> {
        self.narrowed = Some(narrowed);
        self.by_companion().is_some().then_some(self)
    }

    /// A new pull request whose title and text the companion makes of its commits, with its web address as output; `None` where there
    /// is no companion.
    pub(crate) fn filled_in(mut self) -> Option<Script> {
        self.shows_address = true;
        self.commanding("post", vec!["--fill".into()])
    }

    /// The same, so shown; `None` where there is no companion.
    pub(crate) fn shown(mut self, shown: Shown) -> Option<Script> {
        self.shown = Some(shown);
        self.by_companion()
    }

    /// Adds a field for the companion; of these, in place of the parameter that says a part of it to the server.
    pub(super) fn with_field(mut self, name: &str, value: Arg) -> Self {
        if matches!(name, "labels" | "milestones" | "state")
            && let Some(url) = self.urls.last_mut()
        {
            url.query.retain(|pair| pair.name != name);
        }
        self.query(name, value)
    }

    /// Sends these fields of the companion's.
    pub(crate) fn fields(mut self, fields: Vec<Arg>) -> Self {
        self.body = Some(Body::Fields(fields));
        self
    }

    /// The call, with the web address of the object that it answers with as its output. Fails when the call does.
    pub(crate) fn showing_address(mut self) -> Script {
        self.shows_address = true;
        match self.by_companion() {
            Some(script) => script,
            None => {
                let address = self.looked_at(jq(".html_url"));
                self.without_companion().pipe(Jq::over(address, true).raw().script())
            }
        }
    }

    /// A call without an address so far: only for [`Call::status_of`].
    pub(super) fn without_address(authorization: [Arg; 2]) -> Self {
        Call { urls: Vec::new(), ..Call::new(authorization, None, Arg::default()) }
    }

    /// Whether it may be said with `--json`, which curl has since 7.82.
    pub(super) fn briefly(mut self, brief: bool) -> Self {
        self.brief = brief;
        self
    }

    /// Says what is known of the values in its addresses.
    pub(super) fn knowing(mut self, known: Known) -> Self {
        self.known = known;
        self
    }

    /// Adds a query parameter to the address given last. A literal value that is safe stands in the address; any other is
    /// encoded by curl.
    pub(crate) fn query(mut self, name: &str, value: impl Into<Arg>) -> Self {
        let value = value.into();
        if let Some(url) = self.urls.last_mut() {
            match words::literal(&value) {
                Some(text) => url.push(name, value, words::is_query_safe(&text)),
                None => url.push(name, value, false),
            }
        }
        self
    }

    /// Adds a query parameter whose value is a number at run time, or a variable of ours: it stands in the address.
    pub(crate) fn query_number(mut self, name: &str, value: impl Into<Arg>) -> Self {
        if let Some(url) = self.urls.last_mut() {
            url.push(name, value.into(), true);
        }
        self
    }

    /// Pages 1 to `last` of the address given last: one answer a page, and none after the first that fails. curl counts
    /// them, `page=[1-2]`, unless it must not look for brackets in the address; then each page has its own.
    pub(crate) fn pages(mut self, last: u32) -> Self {
        if let Some(url) = self.urls.last_mut() {
            url.pages = Some(last);
        }
        self.fails_early = true;
        self
    }

    /// Fetches another address after those before it.
    pub(crate) fn also(mut self, address: Arg) -> Self {
        self.urls.push(Url::new(address));
        self
    }

    /// Asks for another address after all others; its answer is the number of its HTTP status, whatever that is.
    pub(crate) fn status_of(mut self, address: Arg) -> Self {
        self.statuses.push(address);
        self
    }

    /// Sends a JSON body.
    pub(crate) fn json(mut self, body: Json) -> Self {
        self.body = Some(Body::Json(body));
        self
    }

    /// Sends a file that holds JSON; `-`: standard input.
    pub(crate) fn json_file(mut self, file: Arg) -> Self {
        self.body = Some(Body::File(file));
        self
    }

    /// Sends JSON text that is only known at run time.
    pub(crate) fn json_text(mut self, text: Arg) -> Self {
        self.body = Some(Body::Text(text));
        self
    }

    /// Sends a form with a file in its field `attachment`; `-`: standard input.
    pub(crate) fn upload(mut self, file: Arg) -> Self {
        self.body = Some(Body::Upload(file));
        self
    }

    /// Whether the owner or the repository in its address may have another name by now. The server answers the old name with
    /// 301, which is success to curl. With `-L` it goes on to the new one, but without its body: that needs `--post301`.
    /// What is the caller's own (`user/keys`) has one name only.
    fn may_have_moved(&self) -> bool {
        let is_own = |address: &Arg| {
            let known = address.pieces.iter().map_while(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Variable(name) if name == ADDRESS_VARIABLE => Some("/api/v1"),
                Piece::Word(_) | Piece::Variable(_) | Piece::Required(_) | Piece::Output(_) | Piece::Break(_) => None,
            });
            let known: String = known.collect();
            known.split_once("/api/v1/").is_some_and(|(_, path)| path.split(['/', '?']).next() == Some("user"))
        };
        !self.urls.iter().all(|url| is_own(&url.address))
    }

    /// Adds an option of curl's.
    pub(crate) fn option(mut self, option: impl Into<Arg>) -> Self {
        self.options.push(option.into());
        self
    }

    /// Whether curl may count the pages of a list.
    pub(super) fn counts_pages(&self) -> bool {
        !self.needs().no_globbing
    }

    fn needs(&self) -> Needs {
        self.urls.iter().map(|url| self.known.needs(&url.whole())).fold(Needs::default(), Needs::and)
    }

    /// The call, with the jq stage in front that makes its body where the body is not fixed. Fails when a request fails.
    pub(crate) fn script(self) -> Script {
        match self.by_companion() {
            Some(script) => script,
            None => self.without_companion(),
        }
    }

    fn without_companion(self) -> Script {
        match self.by_spoken() {
            Some(script) => script,
            None => self.by_curl(),
        }
    }

    fn by_curl(mut self) -> Script {
        if let Some(companion) = &self.companion {
            let addresses = self.urls.iter_mut().map(|url| &mut url.address).chain(&mut self.statuses);
            addresses.for_each(|address| found_by_shell(address, &companion.name, &self.known));
            for pair in self.urls.iter_mut().flat_map(|url| &mut url.query) {
                if words::literal(&pair.value).is_some_and(|value| value == CALLER) {
                    pair.value = Arg::text(ME);
                    found_by_shell(&mut pair.value, &companion.name, &self.known);
                }
            }
        }
        if self.method.is_none() {
            self.known.demand(self.urls.iter_mut().map(|url| &mut url.address).chain(&mut self.statuses));
        }
        let needs = self.needs();
        let may_have_moved = self.may_have_moved();
        let for_statuses = self.statuses.iter().map(|url| self.known.needs(url)).fold(Needs::default(), Needs::and);
        let callee = self.callee(needs);
        let authorization = self.authorization;
        let mut args: Vec<Arg> = Vec::new();
        match &callee {
            Some(callee) => {
                args.extend([Arg::text(callee.function), callee.path.clone()]);
                args.extend(needs.no_globbing.then(|| "-g".into()));
            }
            None if self.urls.is_empty() => args.push("curl".into()),
            None => {
                args.extend(["curl".into(), if needs.no_globbing { "-gfsSL" } else { "-fsSL" }.into()]);
                args.extend(authorization.clone());
            }
        }
        args.extend((needs.path_as_is && !self.urls.is_empty()).then(|| "--path-as-is".into()));
        if self.fails_early {
            args.push("--fail-early".into());
        }
        args.extend(self.options);
        // A body makes it a POST.
        let is_posted = |method: &Arg| words::literal(method).is_some_and(|method| method == "POST");
        if let Some(method) = self.method.filter(|method| self.body.is_none() || !is_posted(method)) {
            args.extend(["-X".into(), method]);
        }
        let mut in_front = None;
        if let Some(body) = self.body {
            let is_said = callee.as_ref().is_some_and(Callee::sends_json);
            args.extend((may_have_moved && !is_said).then(|| "--post301".into()));
            let json = |args: &mut Vec<Arg>, from: Arg| match self.brief {
                true => args.extend(["--json".into(), from]),
                false if is_said => args.extend(["-d".into(), from]),
                false => args.extend(["-H".into(), "Content-Type: application/json".into(), "-d".into(), from]),
            };
            match body {
                Body::Upload(file) => args.extend(["-F".into(), Arg::text("attachment=@").join(file)]),
                Body::File(file) => json(&mut args, Arg::text("@").join(file)),
                Body::Text(text) => json(&mut args, text),
                Body::Fields(fields) => args.extend(fields),
                Body::Json(body) => match body.fixed() {
                    Some(text) => json(&mut args, text.into()),
                    None => {
                        json(&mut args, "@-".into());
                        in_front = Some(body.build());
                    }
                },
            }
        }
        let pairs = self.urls.iter().flat_map(|url| &url.query).filter(|pair| !pair.in_address);
        let encoded: Vec<Arg> =
            pairs.map(|pair| Arg::text(format!("{}=", pair.name)).join(pair.value.clone())).collect();
        if !encoded.is_empty() {
            args.push("-G".into());
            for pair in encoded {
                args.extend(["--data-urlencode".into(), pair]);
            }
        }
        if callee.is_none() {
            args.extend(self.urls.into_iter().flat_map(|url| url.addresses(needs.no_globbing)));
        }
        if !self.statuses.is_empty() {
            if args.len() > 1 {
                args.push("--next".into());
            }
            args.push(if for_statuses.no_globbing { "-gsSL" } else { "-sSL" }.into());
            args.extend(authorization);
            args.extend(for_statuses.path_as_is.then(|| "--path-as-is".into()));
            args.extend(["-w".into(), "%{http_code}\\n".into()]);
            for address in self.statuses {
                args.extend(["-o".into(), "/dev/null".into(), address]);
            }
        }
        let call = Script::Simple(Simple { args, ..Simple::default() });
        match in_front {
            Some(stage) => stage.pipe(call),
            None => call,
        }
    }
}

impl Url {
    fn new(address: Arg) -> Self {
        Url { address, query: Vec::new(), pages: None }
    }

    /// The address with what of its query can stand in it.
    pub(super) fn whole(&self) -> Arg {
        let pairs = self.query.iter().filter(|pair| pair.in_address).enumerate();
        pairs.fold(self.address.clone(), |address, (nth, pair)| {
            let separator = if nth == 0 { '?' } else { '&' };
            let name = &pair.name;
            match words::literal(&pair.value) {
                Some(value) => address.then(format!("{separator}{name}={value}")),
                None => address.then(format!("{separator}{name}=")).join(pair.value.clone()),
            }
        })
    }

    /// What curl is given: one address, with the pages for curl to count, or one for each page.
    pub(super) fn addresses(self, each_page: bool) -> Vec<Arg> {
        let page = |page: String| self.clone().with("page", Arg::text(page), true).whole();
        match self.pages {
            None => vec![self.whole()],
            Some(last) if each_page => (1..=last).map(|nth| page(nth.to_string())).collect(),
            Some(last) => vec![page(format!("[1-{last}]"))],
        }
    }

    fn push(&mut self, name: &str, value: Arg, in_address: bool) {
        self.query.push(Pair { name: name.to_owned(), value, in_address });
    }

    /// The same with one more parameter.
    pub(super) fn with(mut self, name: &str, value: Arg, in_address: bool) -> Self {
        self.push(name, value, in_address);
        self
    }
}

/// Fills in for curl what the companion would have filled in.
fn found_by_shell(address: &mut Arg, companion: &str, known: &Known) {
    for piece in &mut address.pieces {
        if let Piece::Word(word) = piece
            && let Some(how) = known.filled_in(word)
            && let Ok(encoded) = encoded("value", word, how)
        {
            *piece = Piece::Output(Box::new(encoded));
            continue;
        }
        let Piece::Text(text) = piece else { continue };
        let found = match text.as_str() {
            REPOSITORY => super::base(),
            PULL => Script::call([companion, "pull"]),
            LAST_PULL | ONE_PULL => Script::call([companion, "pull", "--all"]),
            ME => Script::call([companion, "get", "user"]).pipe(Jq::new(jq(".login")).raw().script()),
            _ => continue,
        };
        *piece = Piece::Output(Box::new(found));
    }
}
