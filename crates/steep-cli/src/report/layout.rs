use super::Palette;

/// Lines are broken beyond this column, however wide the terminal is.
const WIDEST: usize = 110;
/// Lines are not broken before this column, however narrow it is.
const NARROWEST: usize = 40;

/// How a report for a person looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    pub(crate) palette: Palette,
    /// Lines are broken beyond this column, at words.
    pub(crate) columns: usize,
}

impl Layout {
    /// For a terminal of that width; `None` for what is no terminal.
    pub(crate) fn new(palette: Palette, width: Option<usize>) -> Self {
        Layout { palette, columns: width.unwrap_or(WIDEST).clamp(NARROWEST, WIDEST) }
    }
}
