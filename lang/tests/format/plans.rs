//! Plans out of thin air: right in their syntax, and laid out in every way that the grammar allows.

const NAMES: [&str; 6] = ["a", "B-1", "story", "lb-pool", "NET-CILIUM-CLUSTERMESH", "_x"];
const LITERALS: [&str; 12] = [
    "42",
    "-7",
    "0.5",
    "true",
    "2025-10-21",
    "1h30m",
    "10.25.11.1",
    "10.244.0.0/16",
    "\"a string\"",
    "\"${a.b} → … ü\\n\"",
    "\"\"\"\n\n\t  one\n    ${a} two  \n\t\n\"\"\"",
    "\"a string of some more words, so that lines come to their end here and there\"",
];
const TIGHT: [&str; 3] = ["", " ", "\t "];
const GAPS: [&str; 9] = [
    "",
    " ",
    "\n",
    " \n\n\n",
    " // behind  \n",
    "\n// above\n",
    "\n\n/// doc\n",
    "\r\n",
    " /// c\n\n//d\n",
];
const SEPARATORS: [&str; 8] =
    ["\n", ", ", "\n\n\n", ",\n", " // behind\n", ", // behind\n\n", "\n, ,", "\r\n/// doc\r\n"];

/// A plan that the bytes choose.
pub(crate) fn plan(entropy: &[u8]) -> String {
    let mut writer = Writer { entropy, out: String::new(), depth: 0 };
    while !writer.entropy.is_empty() {
        writer.item();
        writer.pick(&SEPARATORS);
    }
    writer.out
}

struct Writer<'e> {
    entropy: &'e [u8],
    out: String,
    depth: usize,
}

impl Writer<'_> {
    /// A number below `limit`; nought once the bytes are used up.
    fn choose(&mut self, limit: usize) -> usize {
        let Some((first, rest)) = self.entropy.split_first() else { return 0 };
        self.entropy = rest;
        usize::from(*first) % limit
    }

    fn pick(&mut self, choices: &[&str]) {
        let choice = self.choose(choices.len());
        self.out.push_str(choices[choice]);
    }

    fn gap(&mut self) {
        // Most gaps are plain, as they are in real plans.
        if self.choose(4) == 1 { self.pick(&GAPS) } else { self.out.push(' ') }
    }

    fn item(&mut self) {
        match self.choose(4) {
            0 => self.statement(),
            1 => self.chain(),
            _ => self.field(),
        }
    }

    fn statement(&mut self) {
        self.pick(&NAMES);
        let arguments = self.choose(4);
        for _ in 0..arguments {
            self.out.push(' ');
            self.operand();
        }
        // Behind a field and a comma, a word alone would be the second entry of a list without brackets.
        if arguments == 0 || self.choose(2) == 1 {
            self.gap();
            self.bracket("{", "}", Self::item);
        }
    }

    fn field(&mut self) {
        self.pick(&NAMES);
        self.gap();
        self.out.push(':');
        self.gap();
        self.value();
    }

    fn chain(&mut self) {
        self.series();
        if self.choose(3) == 1 {
            self.gap();
            self.pick(&LITERALS[8..]);
        }
    }

    /// At least one arrow, so that a chain is one.
    fn series(&mut self) {
        self.group();
        for _ in 0..=self.choose(4) {
            self.gap();
            self.pick(&["->", "~>", "→"]);
            self.gap();
            self.group();
        }
    }

    fn group(&mut self) {
        if self.depth > 6 || self.choose(3) != 1 {
            return self.path();
        }
        self.depth += 1;
        self.out.push('(');
        for count in 0..=self.choose(3) {
            if count > 0 {
                self.gap();
                self.out.push('|');
            }
            self.gap();
            if self.choose(2) == 1 { self.series() } else { self.group() }
        }
        self.gap();
        self.out.push(')');
        self.depth -= 1;
    }

    fn path(&mut self) {
        self.pick(&NAMES);
        if self.choose(6) == 1 {
            self.gap();
            self.out.push('.');
            self.pick(&TIGHT);
            self.pick(&NAMES);
        }
    }

    /// A literal, a path, an object or a range.
    fn operand(&mut self) {
        match self.choose(6) {
            0 => self.path(),
            1 => {
                self.path();
                self.gap();
                self.out.push('/');
                self.out.push(' ');
                self.pick(&NAMES);
            }
            2 => {
                self.pick(&LITERALS[..8]);
                self.gap();
                self.out.push_str("..");
                self.pick(&TIGHT);
                self.pick(&LITERALS);
            }
            _ => self.pick(&LITERALS),
        }
    }

    fn value(&mut self) {
        match self.choose(5) {
            1 => self.bracket("{", "}", Self::field),
            2 => self.list(),
            _ => self.operand(),
        }
    }

    fn bracket(&mut self, open: &str, close: &str, item: impl Fn(&mut Self)) {
        self.out.push_str(open);
        self.depth += 1;
        for _ in 0..self.choose(if self.depth > 6 { 1 } else { 4 }) {
            self.gap();
            item(self);
            self.pick(&SEPARATORS);
        }
        self.depth -= 1;
        self.gap();
        self.out.push_str(close);
    }

    fn list(&mut self) {
        self.out.push('[');
        self.depth += 1;
        for _ in 0..self.choose(if self.depth > 6 { 1 } else { 4 }) {
            self.gap();
            self.value();
            self.gap();
            self.out.push(',');
        }
        self.depth -= 1;
        self.gap();
        // The last comma may go.
        if self.choose(2) == 1 && self.out.trim_end().ends_with(',') {
            let kept = self.out.trim_end().len() - 1;
            self.out.truncate(kept);
        }
        self.out.push(']');
    }
}
