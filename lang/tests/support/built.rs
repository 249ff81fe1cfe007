//! Programs that cannot be written down as a case: bytes that are no text, and files beyond a limit.

use pdl_lang::diagnostic::Code;
use pdl_lang::limits;

use super::memory::MemoryFiles;

/// A program whose root is `platform.pdl`, and the code it must give, alone.
pub(crate) struct Built {
    pub(crate) code: Code,
    pub(crate) name: &'static str,
    /// The file of the primary label.
    pub(crate) at: &'static str,
    pub(crate) files: fn() -> MemoryFiles,
}

/// Every such program.
pub(crate) const ALL: &[Built] = &[
    Built { code: Code::NotUtf8, name: "latin-1", at: "platform.pdl", files: latin_1 },
    Built {
        code: Code::NotUtf8,
        name: "included latin-1",
        at: "more.pdl",
        files: included_latin_1,
    },
    Built { code: Code::NulByte, name: "nul", at: "platform.pdl", files: nul },
    Built { code: Code::NotUtf8, name: "utf-16", at: "platform.pdl", files: utf_16 },
    Built { code: Code::FileTooLarge, name: "large root", at: "platform.pdl", files: large_root },
    Built {
        code: Code::FileTooLarge,
        name: "large file",
        at: "platform.pdl",
        files: large_include,
    },
    Built { code: Code::TooManyFiles, name: "many files", at: "platform.pdl", files: many },
    Built { code: Code::ChainTooWide, name: "wide chain", at: "platform.pdl", files: wide_chain },
    Built { code: Code::TooMuchOutput, name: "output", at: "platform.pdl", files: much_output },
    Built { code: Code::UnreadableInclude, name: "folder", at: "platform.pdl", files: folder },
];

fn root(bytes: impl Into<Vec<u8>>) -> MemoryFiles {
    let mut files = MemoryFiles::default();
    files.put("platform.pdl", bytes);
    files
}

fn latin_1() -> MemoryFiles {
    root(*b"platform shop { owner: \"J\xfcrgen\" }\n")
}

fn included_latin_1() -> MemoryFiles {
    // What the included file declares is unknown, and so is whether `net` is one of its lanes.
    let mut files = root("include \"more.pdl\"\nbacklog { story A { lane: net } }\n");
    files.put("more.pdl", *b"lane net \"Netz f\xfcr alle\"\n");
    files
}

fn nul() -> MemoryFiles {
    root(*b"platform shop {\0}\n")
}

fn utf_16() -> MemoryFiles {
    let text = "\u{feff}platform shop { }\n";
    root(text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
}

fn large_root() -> MemoryFiles {
    root(vec![b' '; limits::FILE_BYTES])
}

fn large_include() -> MemoryFiles {
    let mut files = root("include \"large.pdl\"\n");
    files.put("large.pdl", vec![b' '; limits::FILE_BYTES]);
    files
}

fn many() -> MemoryFiles {
    let mut files = root("include \"parts/*.pdl\"\ninclude \"others/*.pdl\"\n");
    for number in 0..=limits::FILES {
        files.put(&format!("parts/{number}.pdl"), "");
        files.put(&format!("others/{number}.pdl"), "");
    }
    files
}

fn wide_chain() -> MemoryFiles {
    let side = |name: &str| {
        let names = (0..400).map(|number| format!("{name}{number}"));
        names.collect::<Vec<String>>()
    };
    let (before, after) = (side("A"), side("B"));
    let stories = before.iter().chain(&after).map(|name| format!("story {name}"));
    let stories = stories.collect::<Vec<String>>().join("\n");
    let chain = format!("({}) -> ({})", before.join(" | "), after.join(" | "));
    root(format!("backlog {{\n{stories}\n}}\norder {{ {chain} }}\n"))
}

fn folder() -> MemoryFiles {
    let mut files = root("include \"platform/*\"\nbacklog { story A { lane: net } }\n");
    files.put("platform/a.pdl", "lane dns \"DNS\"\n");
    files.0.insert("platform/networking".to_owned(), Err("is a folder"));
    files
}

/// Settings that multiply, used by more components than a build can hold.
fn much_output() -> MemoryFiles {
    let component = |number: usize| {
        format!(
            "component c{number} {{ story: A, namespace: c{number}\n\
             helm {{ chart: \"oci://r/c\", version: \"1.0.0\", values: {{ x: s5 }} }} }}\n"
        )
    };
    let nine = |of: &str| [of; 9].join(", ");
    let settings: Vec<String> =
        (1..6).map(|step| format!("s{step}: [{}]", nine(&format!("s{}", step - 1)))).collect();
    let components: String = (0..8).map(component).collect();
    root(format!(
        "cluster one {{}}\nsprint S 2025-10-20..2025-10-24 {{ story A }}\n\
         settings {{ s0: [{}], {} }}\n{components}",
        nine("1"),
        settings.join(", ")
    ))
}
