//! Rules that allow an agent to run programs: `Bash(gh pr view:*)`.

/// The permission rule that the word gh at `start` stands in: `Bash(gh pr view:*)`.
pub(crate) fn around(text: &str, start: usize) -> Option<String> {
    let before = text.get(..start)?;
    let name = before.strip_suffix('(')?;
    let tool = name.rsplit(|c: char| !c.is_ascii_alphanumeric()).next().filter(|tool| !tool.is_empty())?;
    let rest = text.get(start..)?;
    let inner = rest.get(..rest.find(')')?)?;
    inner.ends_with('*').then(|| format!("{tool}({inner})"))
}
