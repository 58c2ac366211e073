/// Where in a document shell text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A fenced code block whose info string names a shell.
    Fence,
    /// A fenced code block without an info string (or with one that names plain text): commands and other text mixed.
    PlainFence,
    /// One command of a console session: the text after a `$ ` or `# ` prompt, with its `> ` continuation lines.
    Console,
    /// An indented code block.
    IndentedCode,
    /// A code span.
    CodeSpan,
    /// Running text: paragraphs, headings, list items and table cells outside code.
    Prose,
    /// HTML `<code>`.
    HtmlCode,
    /// HTML `<pre>`.
    HtmlPre,
    /// A string of the YAML front matter.
    FrontMatter,
}

/// How lines end in a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEnding {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`
    Cr,
}

impl LineEnding {
    /// Its bytes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            LineEnding::Lf => "\n",
            LineEnding::CrLf => "\r\n",
            LineEnding::Cr => "\r",
        }
    }
}

/// A place and what it can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: PlaceKind,
    /// The info string's first word, lower case, where there is one.
    pub language: Option<String>,
    /// Whether it lies in a table cell, where `|` is written `\|`.
    pub in_table: bool,
    /// Whether it lies in a heading.
    pub in_heading: bool,
    /// Whether a replacement may hold several lines.
    pub multiline: bool,
    /// How its lines end.
    pub line_ending: LineEnding,
    /// What the host writes in front of every further line: `> `, list indentation, a console's `> ` prompt.
    pub line_prefix: String,
    /// Whether a directive (`<!-- steep:off -->`, `steep:skip`) says to leave it.
    pub skip: bool,
}
