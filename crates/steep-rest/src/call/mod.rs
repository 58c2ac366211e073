//! One call of an API: what is asked for, and the programs that it can be said by. It is data until it is printed, in one of four
//! layouts: as a call of curl, of a function at the head of the text, of a companion, or of another client.

mod client;
mod companion;
mod curl;
mod functions;

use steep_jq::Expr;
use steep_shell::{Arg, Script};

pub(crate) use self::client::{ByClient, looked_at};
pub use self::client::{Client, ClientRequest, Record};
pub(crate) use self::companion::Companion;
pub use self::functions::functions_called;
use crate::address::{Known, Needs};
use crate::api::Api;
use crate::body::Json;
use crate::companion::{Narrowed, Shown};
use crate::stage::Jq;
use crate::words;

/// One call under construction.
#[derive(Clone, Debug)]
pub struct Call {
    api: &'static Api,
    /// The option that carries the token, and its value.
    authorization: [Arg; 2],
    /// curl 7.82 or newer runs it.
    brief: bool,
    method: Option<Arg>,
    /// The addresses that are fetched with the same options, one answer after the other.
    urls: Vec<Url>,
    body: Option<Body>,
    options: Vec<Arg>,
    fails_early: bool,
    /// The addresses of which only the status is of interest, after the others.
    statuses: Vec<Arg>,
    known: Known,
    /// The program that says it in place of curl, where it can.
    companion: Option<Companion>,
    /// Another program that says it in place of curl, where it can.
    client: Option<ByClient>,
    /// What the addresses of functions begin with that say it in place of curl, where they can.
    functions: Option<Arg>,
    /// It asks for the items of a list; only with a companion.
    narrowed: Option<Narrowed>,
    /// What is printed of it in place of the server's own objects; only with a companion.
    shown: Option<Shown>,
    /// Only the answer's web address is printed.
    shows_address: bool,
    /// A command of the companion's own that stands for several requests, and what follows its path.
    command: Option<(&'static str, Vec<Arg>)>,
}

/// What is sent.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    Json(Json),
    /// The contents of a file; `-`: standard input.
    File(Arg),
    /// JSON text that is only known at run time.
    Text(Arg),
    /// A form with this file in the field of uploads; `-`: standard input.
    Upload(Arg),
    /// Fields of the companion's.
    Fields(Vec<Arg>),
}

#[derive(Clone, Debug)]
pub(crate) struct Url {
    pub(crate) address: Arg,
    pub(crate) query: Vec<Pair>,
    /// The pages that are asked for, one after the other.
    pub(crate) pages: Option<Pages>,
}

/// Pages from the first on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pages {
    /// The parameter that says which page.
    pub(crate) parameter: &'static str,
    pub(crate) last: u32,
}

/// One parameter of a query.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: Arg,
    /// It can stand in the address; else curl has to encode it.
    pub(crate) in_address: bool,
}

impl Call {
    pub(crate) fn new(api: &'static Api, authorization: [Arg; 2], method: Option<Arg>, address: Arg) -> Self {
        Call {
            api,
            authorization,
            brief: false,
            method,
            urls: vec![Url::new(address)],
            body: None,
            options: Vec::new(),
            fails_early: false,
            statuses: Vec::new(),
            known: Known::new(api),
            companion: None,
            client: None,
            functions: None,
            narrowed: None,
            shown: None,
            shows_address: false,
            command: None,
        }
    }

    /// What the API is like.
    pub(crate) fn api(&self) -> &'static Api {
        self.api
    }

    /// A command of the companion's own about the address, such as `checks`, with what follows its path; `None` where there is
    /// no companion.
    #[must_use]
    pub fn commanding(mut self, command: &'static str, args: Vec<Arg>) -> Option<Script> {
        self.command = Some((command, args));
        self.by_companion()
    }

    /// A command of the companion's own about another address, with the body of this call.
    #[must_use]
    pub fn commanding_at(mut self, address: &Arg, command: &'static str, option: Option<Arg>) -> Option<Script> {
        self.urls = vec![Url::new(address.clone())];
        self.commanding(command, option.into_iter().collect())
    }

    /// Says it by this program where that can.
    pub(crate) fn by(mut self, companion: Option<Companion>) -> Self {
        self.companion = companion;
        self
    }

    /// Says it by that program where that can.
    pub(crate) fn through(mut self, client: Option<ByClient>) -> Self {
        self.client = client;
        self
    }

    /// Says it by a function where one can: what their addresses begin with.
    pub(crate) fn by_functions(mut self, root: Option<Arg>) -> Self {
        self.functions = root;
        self
    }

    /// The items of the list, so narrowed, as one list; `None` where there is no companion that can do so.
    pub(crate) fn narrowed(mut self, narrowed: Narrowed) -> Option<Self> {
        self.narrowed = Some(narrowed);
        self.by_companion().is_some().then_some(self)
    }

    /// A new object whose title and text the companion makes of the commits of its branch, with its web address as output; `None`
    /// where there is no companion.
    #[must_use]
    pub fn filled_in(mut self) -> Option<Script> {
        self.shows_address = true;
        self.commanding("post", vec!["--fill".into()])
    }

    /// The companion's call, so shown; `None` where there is no companion.
    #[must_use]
    pub fn shown(mut self, shown: Shown) -> Option<Script> {
        self.shown = Some(shown);
        self.by_companion()
    }

    /// Adds a field for the companion. A [single](crate::Vocabulary::single) one takes the place of the parameter of that name.
    pub(crate) fn with_field(mut self, name: &str, value: Arg) -> Self {
        if self.api.companion.single.contains(&name)
            && let Some(url) = self.urls.last_mut()
        {
            url.query.retain(|pair| pair.name != name);
        }
        self.query(name, value)
    }

    /// Sends these fields of the companion's.
    #[must_use]
    pub fn fields(mut self, fields: Vec<Arg>) -> Self {
        self.body = Some(Body::Fields(fields));
        self
    }

    /// The call, with the web address of the object that it answers with as its output. Fails when the call does.
    #[must_use]
    pub fn showing_address(mut self) -> Script {
        self.shows_address = true;
        match self.by_companion() {
            Some(script) => script,
            None => {
                let address = self.looked_at(Expr::Identity.field(self.api.web_address));
                self.without_companion().pipe(Jq::over(address, true).raw().script())
            }
        }
    }

    /// A call without an address so far: only for [`Call::status_of`].
    pub(crate) fn without_address(api: &'static Api, authorization: [Arg; 2]) -> Self {
        Call { urls: Vec::new(), ..Call::new(api, authorization, None, Arg::default()) }
    }

    /// Whether it may be said with `--json`, which curl has since 7.82.
    pub(crate) fn briefly(mut self, brief: bool) -> Self {
        self.brief = brief;
        self
    }

    /// Says what is known of the values in its addresses.
    pub(crate) fn knowing(mut self, known: Known) -> Self {
        self.known = known;
        self
    }

    /// Adds a query parameter to the address given last. A literal value that is safe stands in the address; any other is
    /// encoded by curl.
    #[must_use]
    pub fn query(mut self, name: &str, value: impl Into<Arg>) -> Self {
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
    #[must_use]
    pub fn query_number(mut self, name: &str, value: impl Into<Arg>) -> Self {
        if let Some(url) = self.urls.last_mut() {
            url.push(name, value.into(), true);
        }
        self
    }

    /// Pages 1 to `last` of the address given last: one answer a page, and none after the first that fails. curl counts
    /// them, `page=[1-2]`, unless it must not look for brackets in the address; then each page has its own.
    #[must_use]
    pub fn pages(mut self, last: u32) -> Self {
        if let Some(url) = self.urls.last_mut() {
            url.pages = Some(Pages { parameter: self.api.paging.number, last });
        }
        self.fails_early = true;
        self
    }

    /// Fetches another address after those before it.
    #[must_use]
    pub fn also(mut self, address: Arg) -> Self {
        self.urls.push(Url::new(address));
        self
    }

    /// Asks for another address after all others; its answer is the number of its HTTP status, whatever that is.
    #[must_use]
    pub fn status_of(mut self, address: Arg) -> Self {
        self.statuses.push(address);
        self
    }

    /// Sends a JSON body.
    #[must_use]
    pub fn json(mut self, body: Json) -> Self {
        self.body = Some(Body::Json(body));
        self
    }

    /// Sends a file that holds JSON; `-`: standard input.
    #[must_use]
    pub fn json_file(mut self, file: Arg) -> Self {
        self.body = Some(Body::File(file));
        self
    }

    /// Sends JSON text that is only known at run time.
    #[must_use]
    pub fn json_text(mut self, text: Arg) -> Self {
        self.body = Some(Body::Text(text));
        self
    }

    /// Sends a form with a file in its field of uploads; `-`: standard input.
    #[must_use]
    pub fn upload(mut self, file: Arg) -> Self {
        self.body = Some(Body::Upload(file));
        self
    }

    /// Adds an option of curl's.
    #[must_use]
    pub fn option(mut self, option: impl Into<Arg>) -> Self {
        self.options.push(option.into());
        self
    }

    /// Whether curl may count the pages of a list.
    pub(crate) fn counts_pages(&self) -> bool {
        !self.needs().no_globbing
    }

    fn needs(&self) -> Needs {
        self.urls.iter().map(|url| self.known.needs(&url.whole())).fold(Needs::default(), Needs::and)
    }

    /// The call, with the jq stage in front that makes its body where the body is not fixed. Fails when a request fails.
    #[must_use]
    pub fn script(self) -> Script {
        match self.by_companion() {
            Some(script) => script,
            None => self.without_companion(),
        }
    }

    fn without_companion(self) -> Script {
        match self.by_client() {
            Some(script) => script,
            None => self.by_curl(),
        }
    }
}

impl Url {
    fn new(address: Arg) -> Self {
        Url { address, query: Vec::new(), pages: None }
    }

    /// The address with what of its query can stand in it.
    pub(crate) fn whole(&self) -> Arg {
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
    pub(crate) fn addresses(self, each_page: bool) -> Vec<Arg> {
        let Some(Pages { parameter, last }) = self.pages else { return vec![self.whole()] };
        let page = |page: String| self.clone().with(parameter, Arg::text(page), true).whole();
        if each_page {
            (1..=last).map(|nth| page(nth.to_string())).collect()
        } else {
            vec![page(format!("[1-{last}]"))]
        }
    }

    fn push(&mut self, name: &str, value: Arg, in_address: bool) {
        self.query.push(Pair { name: name.to_owned(), value, in_address });
    }

    /// The same with one more parameter.
    pub(crate) fn with(mut self, name: &str, value: Arg, in_address: bool) -> Self {
        self.push(name, value, in_address);
        self
    }
}
