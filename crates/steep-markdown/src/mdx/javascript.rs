//! Where JavaScript ends: just enough of its lexical grammar, and of JSX, to find the end of an expression, of a tag or of
//! a module's statement.
//!
//! What is inside strings, template literals, comments and regular expressions does not count; whether the program is
//! right is not asked. One walk, linear in the text.

/// Brackets and elements nested deeper than this are not read.
const MAX_NESTING: usize = 200;

/// What the walk is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// `{…}`, as an expression, a block or an object.
    Brace,
    /// `(…)`.
    Parenthesis,
    /// `[…]`.
    Bracket,
    /// `` `…` ``.
    Template,
    /// The text of a JSX element, up to its end tag.
    Children,
    /// A JSX tag, whether it is an end tag.
    Tag { end: bool },
}

/// A walk over the bytes of a text.
struct Walk<'s> {
    text: &'s str,
    bytes: &'s [u8],
    at: usize,
    open: Vec<Inside>,
    /// Whether a value may begin here, so that `/` begins a regular expression and `<` an element.
    value_may_begin: bool,
}

/// The byte offset behind the `}` that closes the expression whose `{` stands at `start`; `None` where there is none.
pub(super) fn expression_end(text: &str, start: usize) -> Option<usize> {
    let mut walk = Walk::new(text, start + 1);
    walk.enter(Inside::Brace)?;
    while !walk.open.is_empty() {
        walk.step()?;
    }
    Some(walk.at)
}

/// The byte offset behind the `>` that closes the JSX tag whose `<` stands at `start`; `None` where it is no tag, or does
/// not end.
pub(super) fn tag_end(text: &str, start: usize) -> Option<usize> {
    let mut walk = Walk::new(text, start);
    walk.open_tag()?;
    // The children of an element in a document are Markdown, not of the walk.
    while walk.open.iter().any(|inside| *inside != Inside::Children) {
        walk.step()?;
    }
    Some(walk.at)
}

/// The byte offset of the end of the `import` or `export` that begins at `start`: the first blank line outside all
/// brackets, or the end of the text. `None` where something is left open.
pub(super) fn module_end(text: &str, start: usize) -> Option<usize> {
    let mut walk = Walk::new(text, start);
    while walk.at < text.len() {
        if walk.open.is_empty() && walk.is_blank_line() {
            return Some(walk.at);
        }
        walk.step()?;
    }
    walk.open.is_empty().then_some(text.len())
}

impl<'s> Walk<'s> {
    fn new(text: &'s str, at: usize) -> Self {
        Walk { text, bytes: text.as_bytes(), at, open: Vec::new(), value_may_begin: true }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn rest(&self) -> &'s str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn enter(&mut self, inside: Inside) -> Option<()> {
        self.open.push(inside);
        self.value_may_begin = true;
        (self.open.len() <= MAX_NESTING).then_some(())
    }

    fn leave(&mut self, inside: Inside) -> Option<()> {
        (self.open.pop()? == inside).then_some(())
    }

    /// Whether a line begins here that holds white space only.
    fn is_blank_line(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.bytes.get(before));
        if !matches!(before, Some(b'\n' | b'\r')) {
            return false;
        }
        let line = self.rest();
        let line = line.get(..line.find(['\n', '\r']).unwrap_or(line.len())).unwrap_or("");
        line.trim().is_empty()
    }

    /// Takes one token, or a part of one that has others in it.
    fn step(&mut self) -> Option<()> {
        match self.open.last() {
            Some(Inside::Template) => self.template(),
            Some(Inside::Children) => self.children(),
            Some(Inside::Tag { end }) => self.tag(*end),
            _ => self.code(),
        }
    }

    fn template(&mut self) -> Option<()> {
        match self.byte(0)? {
            b'\\' => self.at += 2,
            b'`' => {
                self.at += 1;
                self.leave(Inside::Template)?;
                self.value_may_begin = false;
            }
            b'$' if self.byte(1) == Some(b'{') => {
                self.at += 2;
                self.enter(Inside::Brace)?;
            }
            _ => self.at += 1,
        }
        Some(())
    }

    fn children(&mut self) -> Option<()> {
        match self.byte(0)? {
            b'{' => {
                self.at += 1;
                self.enter(Inside::Brace)
            }
            b'<' => self.open_tag(),
            _ => {
                self.at += 1;
                Some(())
            }
        }
    }

    /// At the `<` of a tag.
    fn open_tag(&mut self) -> Option<()> {
        self.at += 1;
        self.skip_blanks();
        let end = self.byte(0)? == b'/';
        if end {
            self.at += 1;
            self.skip_blanks();
        }
        let begins_name = |c: char| c.is_alphabetic() || matches!(c, '_' | '$' | '>');
        self.rest().starts_with(begins_name).then_some(())?;
        self.enter(Inside::Tag { end })
    }

    fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn tag(&mut self, end: bool) -> Option<()> {
        match self.byte(0)? {
            quote @ (b'"' | b'\'') => {
                // A value in quotes has no escapes and may hold line endings.
                let length = self.text.get(self.at + 1..)?.find(char::from(quote))?;
                self.at += length + 2;
            }
            b'{' => {
                self.at += 1;
                self.enter(Inside::Brace)?;
            }
            b'>' => {
                let self_closing = self.at.checked_sub(1).and_then(|at| self.bytes.get(at)) == Some(&b'/');
                self.at += 1;
                self.leave(Inside::Tag { end })?;
                if end {
                    // Inside other code, an end tag ends the children of its element.
                    if self.open.last() == Some(&Inside::Children) {
                        self.leave(Inside::Children)?;
                    }
                    self.value_may_begin = false;
                } else if self_closing {
                    self.value_may_begin = false;
                } else {
                    self.enter(Inside::Children)?;
                }
            }
            b'/' if matches!(self.byte(1), Some(b'/' | b'*')) => self.comment()?,
            b'<' => return None,
            _ => self.at += 1,
        }
        Some(())
    }

    fn code(&mut self) -> Option<()> {
        let byte = self.byte(0)?;
        match byte {
            b'{' | b'(' | b'[' => {
                self.at += 1;
                return self.enter(bracket(byte));
            }
            b'}' | b')' | b']' => {
                self.at += 1;
                let inside = bracket(byte);
                self.leave(inside)?;
                self.value_may_begin = inside == Inside::Brace;
            }
            b'`' => {
                self.at += 1;
                return self.enter(Inside::Template);
            }
            b'"' | b'\'' => self.string(byte)?,
            b'/' if matches!(self.byte(1), Some(b'/' | b'*')) => self.comment()?,
            b'/' if self.value_may_begin => self.regular_expression()?,
            b'<' if self.value_may_begin && self.begins_element() => return self.open_tag(),
            _ if byte.is_ascii_whitespace() => self.at += 1,
            _ if is_word(byte) => self.word(),
            _ => {
                self.at += 1;
                self.value_may_begin = true;
            }
        }
        Some(())
    }

    fn begins_element(&self) -> bool {
        self.byte(1).is_some_and(|next| is_word(next) || next == b'>')
    }

    fn word(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_word(**byte)).count();
        let word = self.text.get(self.at..self.at + length).unwrap_or("");
        self.value_may_begin =
            matches!(word, "return" | "typeof" | "case" | "default" | "in" | "of" | "await" | "yield");
        self.at += length.max(1);
    }

    /// A string on one line.
    fn string(&mut self, quote: u8) -> Option<()> {
        self.at += 1;
        loop {
            match self.byte(0)? {
                b'\\' => self.at += 2,
                b'\n' | b'\r' => return None,
                byte => {
                    self.at += 1;
                    if byte == quote {
                        break;
                    }
                }
            }
        }
        self.value_may_begin = false;
        Some(())
    }

    fn comment(&mut self) -> Option<()> {
        let rest = self.rest();
        self.at += if rest.starts_with("//") {
            rest.find(['\n', '\r']).unwrap_or(rest.len())
        } else {
            rest.find("*/")? + "*/".len()
        };
        Some(())
    }

    /// A regular expression on one line.
    fn regular_expression(&mut self) -> Option<()> {
        self.at += 1;
        let mut in_class = false;
        loop {
            match self.byte(0)? {
                b'\\' => self.at += 1,
                b'\n' | b'\r' => return None,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => break,
                _ => {}
            }
            self.at += 1;
        }
        self.at += 1;
        self.value_may_begin = false;
        Some(())
    }
}

fn bracket(byte: u8) -> Inside {
    match byte {
        b'(' | b')' => Inside::Parenthesis,
        b'[' | b']' => Inside::Bracket,
        _ => Inside::Brace,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(end: impl Fn(&str, usize) -> Option<usize>, text: &str, ended: Option<&str>) {
        assert_eq!(end(text, 0).and_then(|end| text.get(..end)), ended, "{text:?}");
    }

    #[test]
    fn expressions_end_at_their_own_brace() {
        for (text, ended) in [
            ("{a} b}", Some("{a}")),
            ("{'}'} b", Some("{'}'}")),
            ("{`}${'`}'}\n\n`}", Some("{`}${'`}'}\n\n`}")),
            ("{/* } */ a // }\n}", Some("{/* } */ a // }\n}")),
            ("{x.replace(/[}/]\\//g, '')}", Some("{x.replace(/[}/]\\//g, '')}")),
            ("{a / b / c}", Some("{a / b / c}")),
            ("{ok && <b>it's {'}'} <i/></b>} x", Some("{ok && <b>it's {'}'} <i/></b>}")),
            ("{a.map((x) => <><li a={x}>}</li></>)}", Some("{a.map((x) => <><li a={x}>}</li></>)}")),
            ("{a < b}", Some("{a < b}")),
            ("{a", None),
            ("{'a\n'}", None),
            ("{(a}", None),
        ] {
            check(expression_end, text, ended);
        }
        assert_eq!(expression_end(&"{".repeat(10_000), 0), None);
    }

    #[test]
    fn tags_end_at_their_own_bracket() {
        for (text, ended) in [
            ("<A b>c", Some("<A b>")),
            ("</A> b", Some("</A>")),
            ("<A b='>' c={x > `>`}/>", Some("<A b='>' c={x > `>`}/>")),
            ("<A\n  b=\"x\n\ny\"\n>z", Some("<A\n  b=\"x\n\ny\"\n>")),
            ("<>a</>", Some("<>")),
            ("<a.b.c /> d", Some("<a.b.c />")),
            ("< 3", None),
            ("<- x>", None),
            ("<A b", None),
        ] {
            check(tag_end, text, ended);
        }
    }

    #[test]
    fn modules_end_at_a_blank_line_outside_brackets() {
        for (text, ended) in [
            ("import A from 'a'\n\nb", Some("import A from 'a'\n")),
            ("export const a = [\n\n`\n\nb`,\n]\n \nc", Some("export const a = [\n\n`\n\nb`,\n]\n")),
            ("export default (p) => <b>\n\nc</b>", Some("export default (p) => <b>\n\nc</b>")),
            ("export const a = {", None),
        ] {
            check(module_end, text, ended);
        }
    }
}
