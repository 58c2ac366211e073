//! The escapes of `$'…'` (bash manual, ANSI-C quoting).

/// The text that the inside of `$'…'` stands for; `None` when it is not UTF-8 or holds a NUL byte, which would end the
/// text for bash.
pub(super) fn decode(inside: &str) -> Option<String> {
    let mut out = Vec::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at_checked(at)?;
        out.extend_from_slice(before.as_bytes());
        rest = decode_one(escape.strip_prefix('\\')?, &mut out)?;
    }
    out.extend_from_slice(rest.as_bytes());
    String::from_utf8(out).ok().filter(|text| !text.contains('\0'))
}

/// Decodes one escape, whose backslash is in front of `rest`, and gives what follows it.
fn decode_one<'t>(rest: &'t str, out: &mut Vec<u8>) -> Option<&'t str> {
    let mut chars = rest.chars();
    let Some(kind) = chars.next() else {
        out.push(b'\\');
        return Some("");
    };
    let after = chars.as_str();
    let simple = match kind {
        'a' => 0x07,
        'b' => 0x08,
        'e' | 'E' => 0x1b,
        'f' => 0x0c,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0b,
        '\\' | '\'' | '"' | '?' => u8::try_from(kind).ok()?,
        '0'..='7' => {
            let (value, after) = number(rest, 8, 3);
            out.push(u8::try_from(value? & 0xff).ok()?);
            return Some(after);
        }
        'x' => {
            let (value, after) = number(after, 16, 2);
            match value {
                Some(value) => out.push(u8::try_from(value).ok()?),
                None => out.extend_from_slice(b"\\x"),
            }
            return Some(after);
        }
        'u' | 'U' => {
            let (value, after) = number(after, 16, if kind == 'u' { 4 } else { 8 });
            match value {
                Some(value) => push(char::from_u32(value)?, out),
                None => {
                    out.push(b'\\');
                    push(kind, out);
                }
            }
            return Some(after);
        }
        'c' => {
            let control = after.chars().next()?;
            out.push(u8::try_from(control.to_ascii_uppercase()).ok()? & 0x1f);
            return after.get(control.len_utf8()..);
        }
        other => {
            out.push(b'\\');
            push(other, out);
            return Some(after);
        }
    };
    out.push(simple);
    Some(after)
}

fn push(c: char, out: &mut Vec<u8>) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The number of at most `most` digits at the start of `text`, and what follows.
fn number(text: &str, radix: u32, most: usize) -> (Option<u32>, &str) {
    let length = text.bytes().take(most).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let (digits, after) = text.split_at_checked(length).unwrap_or(("", text));
    (u32::from_str_radix(digits, radix).ok(), after)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn escapes_are_decoded_as_bash_does() {
        let cases = [
            ("a", Some("a")),
            (r"a\nb", Some("a\nb")),
            (r"it\'s", Some("it's")),
            (r"\x41\102\u00e9\U1F600", Some("AB\u{e9}\u{1F600}")),
            (r"\q\xg", Some(r"\q\xg")),
            (r"\xff", None),
            (r"a\0b", None),
            (r"\cA", Some("\u{1}")),
        ];
        for (given, text) in cases {
            assert_eq!(decode(given).as_deref(), text, "{given}");
        }
    }
}
