//! Strings that nobody chose, and that are the same on every run.

/// A generator of numbers (`SplitMix64`), so that no library's next version changes the strings.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("it fits");
        usize::try_from(self.next() % end).expect("it is below what fits")
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// Pieces that numbers, dates and times are made of.
const NUMERIC: &[&str] = &[
    "0", "1", "7", "8", "9", "00", "12", "59", "2025", "_", ".", "-", "+", ":", "e", "E", "x", "o",
    "b", "f", "/", "T", "Z", " ", ",",
];

/// Pieces that mean something to a reader of YAML.
const SYNTAX: &[&str] = &[
    "a", "b", "key", " ", "  ", "\n", "\t", "\r", ":", ": ", "-", "- ", "?", "? ", "#", " #", "'",
    "\"", "\\", "|", ">", "%", "@", "`", "!", "!!", "&", "*", "{", "}", "[", "]", ",", "=", "<<",
    "---", "...", "~", "on", "no", "y", "null", "true", "\u{85}", "\u{2028}", "\u{feff}", "é",
    "😀",
];

/// Pieces of scripts and configuration: text of several lines.
const LINES: &[&str] = &[
    "a",
    "b: c",
    "- d",
    "# e",
    "if x; then",
    "  indented",
    "\ttabbed",
    "",
    "",
    " ",
    "end ",
    "---",
    "...",
    "${HOME}",
    "{{ .x }}",
    "'q'",
    "\"q\"",
    "é",
    "漢字",
    "😀",
    "%YAML 1.2",
    "? f",
    ": g",
    "|",
    ">-",
    "=",
    "\u{a0}",
    "\u{85}",
];

/// Draws so many strings, of all kinds in turn.
pub(super) fn strings(count: usize) -> Vec<String> {
    let mut numbers = Numbers(0x5eed);
    (0..count).map(|at| draw(&mut numbers, at % 5)).collect()
}

fn draw(numbers: &mut Numbers, kind: usize) -> String {
    let length = 1 + numbers.below(12);
    match kind {
        0 => (0..length).map(|_| numbers.pick(NUMERIC)).collect(),
        1 => (0..length).map(|_| numbers.pick(SYNTAX)).collect(),
        2 => {
            let lines: Vec<&str> = (0..length).map(|_| numbers.pick(LINES)).collect();
            lines.join("\n") + numbers.pick(&["", "\n", "\n\n"])
        }
        3 => (0..2 * length).map(|_| printable(numbers)).collect(),
        _ => (0..length).map(|_| any(numbers)).collect(),
    }
}

fn printable(numbers: &mut Numbers) -> char {
    let code = u8::try_from(0x20 + numbers.below(0x5f)).expect("it is ASCII");
    char::from(code)
}

/// Any character at all; half of them from where the odd ones are close together.
fn any(numbers: &mut Numbers) -> char {
    let ends = [0x100, 0x3000, 0x1_0000, 0x11_0000];
    let end = ends[numbers.below(ends.len())];
    let code = u32::try_from(numbers.below(end)).expect("it fits");
    char::from_u32(code).unwrap_or('\u{fffd}')
}
