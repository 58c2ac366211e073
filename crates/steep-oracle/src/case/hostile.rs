//! Values that break naive quoting.

use serde::Deserialize;

use super::Case;

/// What is in a value that a careless rewriting would break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is called what it is")]
pub enum Hostile {
    Space,
    Apostrophe,
    Quote,
    Dollar,
    Backquote,
    Backslash,
    Newline,
    LeadingDash,
    Hash,
    PerCent,
    Ampersand,
    Emoji,
}

impl Hostile {
    /// Every one.
    pub const ALL: &[Hostile] = &[
        Hostile::Space,
        Hostile::Apostrophe,
        Hostile::Quote,
        Hostile::Dollar,
        Hostile::Backquote,
        Hostile::Backslash,
        Hostile::Newline,
        Hostile::LeadingDash,
        Hostile::Hash,
        Hostile::PerCent,
        Hostile::Ampersand,
        Hostile::Emoji,
    ];

    /// Whether a value has it.
    fn is_in(self, value: &str) -> bool {
        match self {
            Hostile::Space => value.contains(' '),
            Hostile::Apostrophe => value.contains('\''),
            Hostile::Quote => value.contains('"'),
            Hostile::Dollar => value.contains('$'),
            Hostile::Backquote => value.contains('`'),
            Hostile::Backslash => value.contains('\\'),
            Hostile::Newline => value.contains('\n'),
            Hostile::LeadingDash => value.starts_with('-'),
            Hostile::Hash => value.contains('#'),
            Hostile::PerCent => value.contains('%'),
            Hostile::Ampersand => value.contains('&'),
            Hostile::Emoji => value.chars().any(|char| ('\u{1f300}'..='\u{1faff}').contains(&char)),
        }
    }
}

impl Case {
    /// The kinds that its hostile values have.
    #[must_use]
    pub fn hostility(&self) -> Vec<Hostile> {
        let has = |kind: &Hostile| self.hostile.iter().any(|value| kind.is_in(value));
        Hostile::ALL.iter().copied().filter(has).collect()
    }

    /// A value that is called hostile and is not, or that is nowhere in what the case gives its text and expects of it.
    pub(super) fn tame(&self) -> Option<&str> {
        let written = self.written();
        let is_wrong = |value: &&String| {
            let harmless = Hostile::ALL.iter().all(|kind| !kind.is_in(value));
            harmless || !written.iter().any(|text| text.contains(value.as_str()))
        };
        self.hostile.iter().find(is_wrong).map(String::as_str)
    }

    /// Everything that is written in it: what its text is given, and what is expected, where no shell's quotes are around.
    fn written(&self) -> Vec<String> {
        let mut texts = vec![self.gh.clone()];
        texts.extend(self.stdin.clone().into_iter().chain(self.stdout.clone()));
        texts.extend(self.given.values().chain(self.environment.values()).chain(self.files.values()).cloned());
        texts.extend(self.lines.iter().flatten().chain(&self.contains).cloned());
        for check in &self.after {
            if let Some(value) = &check.is {
                strings(value, &mut texts);
            }
        }
        texts
    }
}

fn strings(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| strings(item, texts)),
        toml::Value::Table(fields) => fields.values().for_each(|item| strings(item, texts)),
        _ => {}
    }
}
