//! Findings and summaries as `report.schema.json` describes them. They are written and not read: a report names a reason,
//! and does not hold all that is known of it.

use serde::Serialize as Derive;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::finding::{Finding, Outcome, Reason, Skip, Summary};

/// A finding's keys, in order.
#[derive(Derive)]
struct Keys<'f> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start: usize,
    end: usize,
    command: &'f str,
    rule: &'f str,
    outcome: Outcome,
    fidelity: Option<&'static str>,
    tool: Option<&'f str>,
    reason: Option<&'static str>,
    message: &'f str,
    replacement: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<HeadKeys<'f>>,
}

/// What is inserted at the head of the text.
#[derive(Derive)]
struct HeadKeys<'f> {
    line: usize,
    column: usize,
    at: usize,
    text: &'f str,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let keys = Keys {
            line: self.position.line,
            column: self.position.column,
            end_line: self.end.line,
            end_column: self.end.column,
            start: self.span.start,
            end: self.span.end,
            command: &self.command,
            rule: &self.rule,
            outcome: self.outcome,
            fidelity: self.fidelity.map(steep_forge::Fidelity::as_str),
            tool: self.tool.as_ref().map(steep_forge::Tool::as_str),
            reason: self.reason.as_ref().map(Reason::category),
            message: &self.message,
            replacement: self.replacement.as_deref(),
            inside: self.inside.map(|span| [span.start, span.end]),
            head: self.head.as_ref().map(|head| HeadKeys {
                line: head.position.line,
                column: head.position.column,
                at: head.at,
                text: &head.text,
            }),
        };
        keys.serialize(serializer)
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Skip {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let groups = self.rewritten_by_group.iter().map(|(group, tools)| {
            let tools = tools.iter().map(|(tool, count)| (tool.as_str(), *count));
            (group.as_str(), Counts(tools))
        });
        let mut map = serializer.serialize_map(Some(10))?;
        map.serialize_entry("tokens", &self.tokens)?;
        map.serialize_entry("rewritten", &self.rewritten())?;
        map.serialize_entry("rewritten_by_group", &Counts(groups))?;
        let fidelities = self.rewritten_by_fidelity.iter().map(|(fidelity, count)| (fidelity.as_str(), *count));
        map.serialize_entry("rewritten_by_fidelity", &Counts(fidelities))?;
        map.serialize_entry("suggested", &self.suggested)?;
        map.serialize_entry("refused", &Counts(self.refused.iter().map(|(kind, count)| (kind.as_str(), *count))))?;
        map.serialize_entry("skipped", &Counts(self.skipped.iter().map(|(skip, count)| (skip.as_str(), *count))))?;
        map.serialize_entry("urls", &self.urls)?;
        map.serialize_entry("characters_before", &self.characters_before)?;
        map.serialize_entry("characters_after", &self.characters_after)?;
        map.end()
    }
}

/// Counts by the name of what is counted.
struct Counts<I>(I);

impl<'c, V: Serialize, I: Iterator<Item = (&'c str, V)> + Clone> Serialize for Counts<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.clone())
    }
}
