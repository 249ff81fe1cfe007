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
    Built { code: Code::BrokenYaml, name: "open flow map", at: "a.yaml", files: broken_yaml },
    Built { code: Code::DuplicateYamlKey, name: "key twice", at: "a.yaml", files: key_twice },
    Built { code: Code::UnfitYaml, name: "disputed key", at: "a.yaml", files: disputed_key },
    Built { code: Code::UnfitYaml, name: "infinity", at: "a.yaml", files: infinity },
    Built { code: Code::UnfitYaml, name: "tag", at: "a.yaml", files: foreign_tag },
    Built { code: Code::UnfitYaml, name: "circle", at: "a.yaml", files: circle },
    Built { code: Code::UnfitYaml, name: "many aliases", at: "a.yaml", files: aliases },
    Built { code: Code::UnfitYaml, name: "deep", at: "a.yaml", files: deep },
    Built { code: Code::NotAnObject, name: "no version", at: "a.yaml", files: no_version },
    Built { code: Code::NotAnObject, name: "no name", at: "a.yaml", files: no_name },
    Built { code: Code::NotAnObject, name: "for kustomize", at: "a.yaml", files: for_kustomize },
    Built { code: Code::NotAnObject, name: "empty", at: "platform.pdl", files: empty_yaml },
    Built { code: Code::ObjectValueRange, name: "large data", at: "a.yaml", files: large_data },
    Built {
        code: Code::ObjectValueRange,
        name: "large annotations",
        at: "a.yaml",
        files: large_annotations,
    },
    Built { code: Code::NotUtf8, name: "latin-1 YAML", at: "a.yaml", files: latin_1_yaml },
];

fn root(bytes: impl Into<Vec<u8>>) -> MemoryFiles {
    let mut files = MemoryFiles::default();
    files.put("platform.pdl", bytes);
    files
}

/// A component of one YAML file.
fn yaml(text: impl Into<Vec<u8>>) -> MemoryFiles {
    let component = "component a { story: A, namespace: a, manifests: [\"a.yaml\"] }";
    let mut files = root(format!("sprint S0 2025-10-20..2025-10-31 {{ story A }}\n{component}\n"));
    files.put("a.yaml", text);
    files
}

/// A `ConfigMap` with more behind its name.
fn config_map(more: &str) -> MemoryFiles {
    yaml(format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{ name: a }}\n{more}\n"))
}

fn broken_yaml() -> MemoryFiles {
    config_map("data: { a: b")
}

fn key_twice() -> MemoryFiles {
    config_map("data: { a: b, 'a': c }")
}

fn disputed_key() -> MemoryFiles {
    config_map("data: { on: b }")
}

fn infinity() -> MemoryFiles {
    config_map("data: [.inf]")
}

fn foreign_tag() -> MemoryFiles {
    config_map("data: !vault a")
}

fn circle() -> MemoryFiles {
    config_map("data: &a { b: *a }")
}

fn aliases() -> MemoryFiles {
    let levels = (1..30).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]", level - 1));
    let levels: Vec<String> = levels.collect();
    config_map(&format!("a0: &a0 x\n{}", levels.join("\n")))
}

fn deep() -> MemoryFiles {
    config_map(&format!("data: {}{}", "[".repeat(150), "]".repeat(150)))
}

fn no_version() -> MemoryFiles {
    yaml("kind: ConfigMap\nmetadata: { name: a }\n")
}

fn no_name() -> MemoryFiles {
    yaml("apiVersion: v1\nkind: ConfigMap\nmetadata: { generateName: a- }\n")
}

/// A `ConfigMap` on a cluster, of a text so long.
fn on_cluster(path: &str, length: usize) -> MemoryFiles {
    let text = "a".repeat(length);
    let object = format!("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n{path} {text}\n");
    let mut files = yaml(object);
    let component = "component a { story: A, namespace: a, manifests: [\"a.yaml\"] }";
    let plan = "cluster x\nsprint S0 2025-10-20..2025-10-31 { story A }\n";
    files.put("platform.pdl", format!("{plan}{component}\n"));
    files
}

fn large_data() -> MemoryFiles {
    on_cluster("data:\n  a:", (1 << 20) + 1)
}

fn large_annotations() -> MemoryFiles {
    // The key counts, too.
    on_cluster("  annotations:\n    a:", 256 << 10)
}

fn for_kustomize() -> MemoryFiles {
    yaml("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n")
}

fn empty_yaml() -> MemoryFiles {
    yaml("# nothing\n---\n")
}

fn latin_1_yaml() -> MemoryFiles {
    yaml(*b"# f\xfcr\n")
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
