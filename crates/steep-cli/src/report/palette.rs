use anstyle::{AnsiColor, Style};

/// The styles of a report.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Palette {
    /// Whether there are any.
    pub(crate) coloured: bool,
    /// Headings and places.
    pub(crate) strong: Style,
    /// What frames the rest.
    pub(crate) faint: Style,
    /// What was done; added lines.
    pub(crate) good: Style,
    /// What is left to a person.
    pub(crate) open: Style,
    /// What went wrong; removed lines.
    pub(crate) bad: Style,
}

impl Palette {
    /// None at all.
    pub(crate) fn plain() -> Self {
        let none = Style::new();
        Palette { coloured: false, strong: none, faint: none, good: none, open: none, bad: none }
    }

    pub(crate) fn coloured() -> Self {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        Palette {
            coloured: true,
            strong: Style::new().bold(),
            faint: Style::new().dimmed(),
            good: colour(AnsiColor::Green),
            open: colour(AnsiColor::Yellow),
            bad: colour(AnsiColor::Red),
        }
    }
}
