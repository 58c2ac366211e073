use super::grammar::{Grammar, releases};

/// What tells a version of tea from the ones before it, for builds that do not say their version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeaMark {
    /// The version that has it first.
    pub version: &'static str,
    /// The command whose help shows it: its words after the program's name; empty for tea's own help.
    pub command: &'static [&'static str],
    /// What stands in that help: a flag with its dashes, or the name of a command.
    pub shows: String,
}

/// A mark of each known release but the oldest, in the order of the releases. A release has the marks of all before it.
#[must_use]
pub fn tea_marks() -> Vec<TeaMark> {
    let pairs = releases().zip(releases().skip(1));
    pairs.filter_map(|(before, now)| new_flag(before, now).or_else(|| new_command(before, now))).collect()
}

/// A flag of a command that both have.
fn new_flag(before: &'static Grammar, now: &'static Grammar) -> Option<TeaMark> {
    now.commands.iter().find_map(|command| {
        let old = before.command(command.path)?;
        let mut flags = command.flags.iter().filter_map(|index| now.flags.get(*index));
        let new = flags.find(|flag| before.flag(old, flag.long).is_none())?;
        Some(TeaMark { version: now.version, command: command.path, shows: format!("--{}", new.long) })
    })
}

/// A command that only the later one has.
fn new_command(before: &'static Grammar, now: &'static Grammar) -> Option<TeaMark> {
    now.commands.iter().find_map(|command| {
        let (name, parent) = command.path.split_last()?;
        let is_new = before.command(command.path).is_none() && (parent.is_empty() || before.command(parent).is_some());
        is_new.then(|| TeaMark { version: now.version, command: parent, shows: (*name).to_owned() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_release_after_the_oldest_has_a_mark() {
        let marks = tea_marks();
        let versions: Vec<&str> = releases().skip(1).map(|grammar| grammar.version).collect();
        assert_eq!(marks.iter().map(|mark| mark.version).collect::<Vec<_>>(), versions);
        for TeaMark { version, command, shows } in marks {
            for grammar in releases() {
                let has = match shows.strip_prefix("--") {
                    Some(long) => grammar.command(command).is_some_and(|command| grammar.flag(command, long).is_some()),
                    None => grammar.command(&[command, &[shows.as_str()]].concat()).is_some(),
                };
                let since = versions.iter().position(|it| *it == version);
                let here = versions.iter().position(|it| *it == grammar.version);
                assert_eq!(has, here >= since, "{} of {version} in {}", shows, grammar.version);
            }
        }
    }
}
