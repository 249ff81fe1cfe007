//! JSON as the documents have it: what people compare stands on lines of its own, what belongs together on one.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

/// How many objects and lists may stand in each other with an entry a line: a document's stories, a story's
/// predecessors. What is inside those is short.
const OPEN: usize = 4;

/// Writes a document, with a line break at its end.
pub(super) fn print(document: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Lines::default());
    document.serialize(&mut serializer).expect("every key is text");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is text")
}

/// Breaks lines as far as [`OPEN`] says.
#[derive(Default)]
struct Lines {
    depth: usize,
    /// Whether something was written since the last bracket opened.
    has_value: bool,
}

impl Lines {
    fn open(&mut self, out: &mut (impl Write + ?Sized), bracket: u8) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        out.write_all(&[bracket])
    }

    fn close(&mut self, out: &mut (impl Write + ?Sized), bracket: u8) -> io::Result<()> {
        let is_open = self.depth <= OPEN;
        self.depth -= 1;
        if self.has_value && is_open {
            self.indent(out)?;
        }
        self.has_value = true;
        out.write_all(&[bracket])
    }

    /// What stands before an entry.
    fn begin(&mut self, out: &mut (impl Write + ?Sized), is_first: bool) -> io::Result<()> {
        if !is_first {
            out.write_all(b",")?;
        }
        if self.depth <= OPEN {
            self.indent(out)
        } else if is_first {
            Ok(())
        } else {
            out.write_all(b" ")
        }
    }

    fn indent(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        const BLANKS: [u8; 2 * OPEN] = [b' '; 2 * OPEN];
        out.write_all(b"\n")?;
        out.write_all(&BLANKS[..2 * self.depth])
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b'[')
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b']')
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.begin(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b'{')
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b'}')
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.begin(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    #[test]
    fn entries_stand_on_lines_of_their_own_until_they_are_deep() {
        let document = json!({
            "none": {}, "nothing": [],
            "stories": [{ "after": [{ "at": { "file": "a", "line": 1 }, "of": [1, 2] }, {}] }],
        });
        let text = super::print(&document);
        let back: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(back, document);
        expect![[r#"
            {
              "none": {},
              "nothing": [],
              "stories": [
                {
                  "after": [
                    {"at": {"file": "a", "line": 1}, "of": [1, 2]},
                    {}
                  ]
                }
              ]
            }
        "#]]
        .assert_eq(&text);
    }
}
