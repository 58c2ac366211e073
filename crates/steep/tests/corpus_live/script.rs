//! What is added to a text so that a file which it writes can be seen.

/// The file that a text writes its output to.
fn file_of(text: &str) -> Option<&str> {
    text.rsplit_once("> ").map(|(_, file)| file.trim()).filter(|file| file.starts_with("$TMPDIR/"))
}

/// The text after what makes the folder of the file that it writes.
pub(crate) fn with_folder(text: &str) -> String {
    let folder = file_of(text).map(|file| format!("mkdir -p \"$(dirname \"{file}\")\"\n")).unwrap_or_default();
    format!("{folder}{text}")
}

/// The text to run: what it writes to a file is printed in the end.
pub(crate) fn printing(text: &str) -> String {
    let shown = file_of(text).map(|file| format!("\nstatus=$?\ncat \"{file}\"\nexit $status")).unwrap_or_default();
    format!("{}{shown}\n", with_folder(text))
}
