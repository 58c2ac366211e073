use std::sync::OnceLock;

use steep::{Fidelity, Outcome, Reason, Tool, Transpiler, Use};

use crate::args::Settings;
use crate::config::Config;
use crate::setting::EXAMPLE_HOST;

/// The target that uses curl and jq alone.
pub(super) const CURL: &str = "curl";

/// Every use of a command, on each target and server.
#[derive(Debug)]
pub(super) struct Matrix {
    /// The targets' names, `curl` first, then each version of tea, oldest first.
    pub(super) targets: Vec<String>,
    /// The servers' releases, oldest first.
    pub(super) servers: Vec<String>,
    /// Commands by name, each plain use followed by those with a flag.
    pub(super) rows: Vec<Row>,
    /// The columns that were asked for: `target * servers.len() + server`.
    pub(super) shown: Vec<usize>,
}

/// One use of a command.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) command: String,
    /// The long name of the flag that it shows; `None`: the plain use.
    pub(super) flag: Option<&'static str>,
    /// The use that was judged.
    pub(super) example: String,
    /// What becomes of it in each column that was asked for.
    pub(super) cells: Vec<Cell>,
}

/// What becomes of a use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) outcome: Outcome,
    pub(super) tool: Option<String>,
    pub(super) fidelity: Option<Fidelity>,
    pub(super) reason: Option<&'static str>,
    /// Whose fault it is; only of what is refused.
    pub(super) fault: Option<Fault>,
    pub(super) message: String,
}

/// What stands in the way of a rewrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// Gitea has no such thing.
    Forge,
    /// A later Gitea has it.
    Server,
    /// Another version of tea does it, or any does.
    Client,
    /// steep has no rule for it.
    Rule,
}

impl Fault {
    pub(super) const ALL: [Fault; 4] = [Fault::Forge, Fault::Server, Fault::Client, Fault::Rule];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Fault::Forge => "no such thing on Gitea",
            Fault::Server => "not in this server",
            Fault::Client => "not in this tea",
            Fault::Rule => "not yet",
        }
    }
}

/// The target and the server that the tables are about; `None`: all of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) target: Option<&'a str>,
    pub(super) server: Option<&'a str>,
}

impl Place<'_> {
    /// The release whose calls are used where none is named.
    pub(super) fn default_server() -> &'static str {
        static OLDEST: OnceLock<String> = OnceLock::new();
        OLDEST.get_or_init(|| steep::servers().into_iter().next().unwrap_or_default())
    }
}

impl Matrix {
    /// Judges the uses where that was asked for; and what is refused there everywhere, since whose fault that is shows in what
    /// the other targets and servers do.
    ///
    /// # Errors
    /// Where the settings name something that nothing can be written for.
    pub(super) fn new(config: &Config, settings: &Settings, place: Place<'_>, uses: Vec<Use>) -> anyhow::Result<Self> {
        let mut targets: Vec<String> = vec![CURL.to_owned()];
        targets.extend(steep::tea_versions().iter().map(|version| format!("tea@{version}")));
        let mut servers = steep::servers();
        for (known, named) in [(&mut targets, place.target), (&mut servers, place.server)] {
            if let Some(named) = named.filter(|named| !known.iter().any(|it| it == named)) {
                known.push(named.to_owned());
            }
        }
        let (mut transpilers, mut shown) = (Vec::new(), Vec::new());
        for target in &targets {
            for server in &servers {
                let is_shown = place.target.is_none_or(|named| named == target)
                    && place.server.is_none_or(|named| named == server);
                shown.extend(is_shown.then_some(transpilers.len()));
                transpilers.push(config.transpiler_on(settings, &target.parse()?, Some(server), Some(EXAMPLE_HOST))?);
            }
        }
        let row = |it: Use| {
            let judge = |nth: &usize| transpilers.get(*nth).and_then(|steep| Cell::of(steep, &it));
            let mut cells: Vec<Cell> = match shown.split_first() {
                Some((first, _)) if !it.reaches_targets => judge(first).into_iter().cycle().take(shown.len()).collect(),
                _ => shown.iter().filter_map(judge).collect(),
            };
            if cells.iter().any(|cell| cell.fidelity.is_none()) {
                let all: Vec<usize> = (0..transpilers.len()).collect();
                let done: Vec<bool> = match it.reaches_targets {
                    false => vec![false; all.len()],
                    true => all.iter().map(|nth| judge(nth).is_some_and(|cell| cell.fidelity.is_some())).collect(),
                };
                for (cell, nth) in cells.iter_mut().zip(&shown) {
                    cell.blame(*nth, &done, servers.len());
                }
            }
            Row { command: it.command, flag: it.flag, example: it.line, cells }
        };
        let rows = uses.into_iter().map(row).collect();
        Ok(Matrix { targets, servers, rows, shown })
    }

    /// The target and the server of a column.
    pub(super) fn column(&self, nth: usize) -> (&str, &str) {
        let servers = self.servers.len().max(1);
        (
            self.targets.get(nth / servers).map_or("", String::as_str),
            self.servers.get(nth % servers).map_or("", String::as_str),
        )
    }

    /// The cells of a row that were asked for, each with its target and server.
    pub(super) fn cells<'m>(&'m self, row: &'m Row) -> impl Iterator<Item = (&'m str, &'m str, &'m Cell)> {
        self.shown.iter().zip(&row.cells).map(|(nth, cell)| {
            let (target, server) = self.column(*nth);
            (target, server, cell)
        })
    }
}

impl Cell {
    /// What becomes of a use.
    fn of(steep: &Transpiler, it: &Use) -> Option<Self> {
        let finding = steep.command(&it.line).findings.into_iter().next()?;
        Some(Cell {
            outcome: finding.outcome,
            tool: finding.tool.as_ref().map(Tool::as_str).map(str::to_owned),
            fidelity: finding.fidelity,
            reason: finding.reason.as_ref().map(Reason::category),
            fault: None,
            message: finding.message,
        })
    }

    /// Says whose fault it is that the use is refused. `done`: in which of all columns it is not; this one is `nth`, and
    /// `servers` belong to each target.
    fn blame(&mut self, nth: usize, done: &[bool], servers: usize) {
        if self.fidelity.is_some() {
            return;
        }
        let servers = servers.max(1);
        let (target, server) = (nth / servers, nth % servers);
        let mut of_targets = done.chunks(servers);
        self.fault = Some(match self.reason {
            Some("not-yet") => Fault::Rule,
            _ if done.chunks(servers).nth(target).is_some_and(|on| on.contains(&true)) => Fault::Server,
            _ if of_targets.any(|on| on.get(server) == Some(&true)) => Fault::Client,
            Some("needs-newer") => Fault::Server,
            _ => Fault::Forge,
        });
    }

    /// Whether tea does the work.
    pub(super) fn is_by_tea(&self) -> bool {
        self.tool.as_deref() == Some("tea")
    }

    /// `exact`, `equivalent`, `partial` or `refused`.
    pub(super) fn fate(&self) -> &'static str {
        self.fidelity.map_or("refused", Fidelity::as_str)
    }
}
