use crate::Flavour;

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
    /// A fenced code block without a language that holds sentences or a list: running text that is shown as it is.
    FencedText,
    /// A fenced code block or HTML element whose info string or class names another language, which is not read: what
    /// looks like a command there is one of a program's strings, or of a file's.
    OtherCode,
    /// What running text has around its words: comments, tags and their attributes, images, addresses and titles of links,
    /// links of wikis, tags of page generators and the code between them. It is not written to.
    Markup,
    /// MDX outside its fences and code spans, or all of a document that does not read as MDX. It is not written to.
    Mdx,
    /// A table drawn with `+---+`, whose columns would not fit any more. It is not written to.
    DrawnTable,
    /// A cell of a table that a `|` in its code cuts in two, or that the table's header has no column for. It is not
    /// written to.
    CutCell,
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
            PlaceKind::FencedText => "the text of a fenced block",
            PlaceKind::OtherCode => "code of another language",
            PlaceKind::Markup => "the markup of running text",
            PlaceKind::Mdx => "the text of an MDX document",
            PlaceKind::DrawnTable => "a drawn table",
            PlaceKind::CutCell => "a cut cell of a table",
        }
    }

    /// Whether words and commands are mixed there, so that gh's grammar says where a command ends.
    #[must_use]
    pub fn is_running_text(self) -> bool {
        matches!(self, PlaceKind::Prose | PlaceKind::FencedText)
    }

    /// Whether what looks like a command there stays and is reported.
    #[must_use]
    pub fn is_only_reported(self) -> bool {
        match self {
            PlaceKind::OtherCode | PlaceKind::Markup | PlaceKind::Mdx | PlaceKind::DrawnTable | PlaceKind::CutCell => {
                true
            }
            PlaceKind::Fence
            | PlaceKind::PlainFence
            | PlaceKind::FencedText
            | PlaceKind::Console
            | PlaceKind::IndentedCode
            | PlaceKind::CodeSpan
            | PlaceKind::Prose
            | PlaceKind::HtmlCode
            | PlaceKind::HtmlPre
            | PlaceKind::FrontMatter => false,
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

    /// The line ending that most lines of `text` have, the first of them where two are as common; `None` where it is one
    /// line.
    #[must_use]
    pub fn most_in(text: &str) -> Option<Self> {
        let first = Self::first_in(text)?;
        let (mut lf, mut crlf, mut cr) = (0_usize, 0_usize, 0_usize);
        let mut before = None;
        for byte in text.bytes() {
            match byte {
                b'\n' if before == Some(b'\r') => (crlf, cr) = (crlf + 1, cr - 1),
                b'\n' => lf += 1,
                b'\r' => cr += 1,
                _ => {}
            }
            before = Some(byte);
        }
        let counts = [(LineEnding::Lf, lf), (LineEnding::CrLf, crlf), (LineEnding::Cr, cr)];
        let most = lf.max(crlf).max(cr);
        let is_first = counts.contains(&(first, most));
        counts.into_iter().find(|(ending, count)| *count == most && (!is_first || *ending == first)).map(|it| it.0)
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

/// How the commands of a text come to be run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Run {
    /// A person reads them, and copies them where they stand in a block of code.
    #[default]
    Copied,
    /// A person types this one and can be asked for more.
    Typed,
    /// They run by themselves: a script.
    Unattended,
}

/// A place and what it can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: PlaceKind,
    /// The flavour of the document.
    pub flavour: Flavour,
    /// The info string's first word, lower case, where there is one (for HTML, the language its class names).
    pub language: Option<String>,
    /// Whether it lies in a table cell, where `|` is written `\|`.
    pub in_table: bool,
    /// Whether it lies in a heading.
    pub in_heading: bool,
    /// Whether it lies in a heading that a link of the document goes to, by the anchor that is made of the heading's text.
    pub in_linked_heading: bool,
    /// Whether a replacement may hold several lines. A page shows those of running text as one.
    pub multiline: bool,
    /// How its lines end.
    pub line_ending: LineEnding,
    /// What the host writes in front of a further line: `> `, list indentation, a console's `> ` prompt. It is that of
    /// the second line where there is one; [`Snippet::edit`](crate::Snippet::edit) takes that of the line it changes.
    pub line_prefix: String,
    /// How its commands come to be run.
    pub run: Run,
    /// Whether a directive (`<!-- steep:off -->`, `steep:skip`) says to leave it.
    pub skip: bool,
    /// Whether it says what somebody may run, or must not: a string of the front matter under a key such as `allowed-tools`,
    /// `permissions` or `deny`.
    pub rights: Option<Rights>,
}

/// What a text says of the commands that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rights {
    /// That they may be run.
    Grant,
    /// That they must not be run.
    Forbid,
}
