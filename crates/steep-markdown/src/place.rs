/// Where in a document shell text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A fenced code block whose info string names a shell.
    Fence,
    /// A fenced code block without an info string (or with one that names plain text), or one that is called a console
    /// session and holds no prompt: commands and other text mixed.
    PlainFence,
    /// One command of a console session: the text after a `$ ` or `# ` prompt, with its `> ` continuation lines.
    Console,
    /// An indented code block.
    IndentedCode,
    /// A code span.
    CodeSpan,
    /// Running text: paragraphs, headings, list items and table cells outside code, and text between HTML tags.
    Prose,
    /// HTML `<code>`.
    HtmlCode,
    /// HTML `<pre>`.
    HtmlPre,
    /// A string of the YAML front matter.
    FrontMatter,
    /// A fenced code block or HTML element whose info string or class names another language, which is not read: what
    /// looks like a command there is one of a program's strings, or of a file's.
    OtherCode,
}

impl PlaceKind {
    /// Its name in a sentence, with the article: `a code span`.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            PlaceKind::Fence | PlaceKind::PlainFence => "a fenced code block",
            PlaceKind::Console => "a console session",
            PlaceKind::IndentedCode => "an indented code block",
            PlaceKind::CodeSpan => "a code span",
            PlaceKind::Prose => "running text",
            PlaceKind::HtmlCode => "an HTML code element",
            PlaceKind::HtmlPre => "an HTML pre element",
            PlaceKind::FrontMatter => "the front matter",
            PlaceKind::OtherCode => "code of another language",
        }
    }
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

    /// The first line ending in `text`; `None` where it is one line.
    #[must_use]
    pub fn first_in(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let at = bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
        Some(match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => LineEnding::CrLf,
            (Some(b'\r'), _) => LineEnding::Cr,
            _ => LineEnding::Lf,
        })
    }
}

/// A place and what it can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: PlaceKind,
    /// The info string's first word, lower case, where there is one (for HTML, the language its class names).
    pub language: Option<String>,
    /// Whether it lies in a table cell, where `|` is written `\|`.
    pub in_table: bool,
    /// Whether it lies in a heading.
    pub in_heading: bool,
    /// Whether a replacement may hold several lines.
    pub multiline: bool,
    /// How its lines end.
    pub line_ending: LineEnding,
    /// What the host writes in front of a further line: `> `, list indentation, a console's `> ` prompt. It is that of
    /// the second line where there is one; [`Snippet::edit`](crate::Snippet::edit) takes that of the line it changes.
    pub line_prefix: String,
    /// Whether a directive (`<!-- steep:off -->`, `steep:skip`) says to leave it.
    pub skip: bool,
    /// Whether it says what somebody may run: a string of the front matter under a key such as `allowed-tools`,
    /// `permissions` or `deny`.
    pub grants: bool,
}
