//! `PDL2001`–`PDL2007`, `PDL2015`–`PDL2018`: words and names.

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::model::Reference;
use crate::span::FileSpan;
use crate::table::Namespace;
use crate::wording::{choices, excerpt, list};

/// Adds `did you mean`, as help and as a fix.
fn suggest(
    diagnostic: Diagnostic,
    at: FileSpan,
    nearest: Option<&str>,
    otherwise: String,
) -> Diagnostic {
    match nearest {
        Some(nearest) => diagnostic
            .with_help(format!("Write `{nearest}` if that is meant."))
            .with_fix(Fix::replace(format!("Write `{nearest}`"), at, nearest)),
        None if otherwise.is_empty() => diagnostic,
        None => diagnostic.with_help(otherwise),
    }
}

/// Where an item stands: `at the top level`, ``in `sprint` ``.
fn place(parent: &str) -> String {
    if parent.is_empty() { "at the top level".to_owned() } else { format!("in `{parent}`") }
}

/// Where an item should stand: `to the top level`, ``into `sprint` or `backlog` ``.
fn homes_of(homes: &[&str]) -> String {
    let inner: Vec<&str> = homes.iter().copied().filter(|home| !home.is_empty()).collect();
    match (homes.contains(&""), inner.is_empty()) {
        (true, true) => "to the top level".to_owned(),
        (true, false) => format!("to the top level, or into {}", choices(inner)),
        (false, _) => format!("into {}", choices(inner)),
    }
}

pub(crate) fn unknown_statement(
    at: FileSpan,
    word: &str,
    parent: &str,
    known: &[&str],
    has_fields: bool,
    nearest: Option<&str>,
) -> Diagnostic {
    let message = format!("`{word}` is not a statement");
    let label = format!("unknown {}", place(parent));
    let otherwise = match (known.is_empty(), has_fields) {
        (true, _) => "Write a field as `name: value`; no statement stands here.".to_owned(),
        (false, true) => {
            format!("Write a field as `name: value`, or use {}.", choices(known.iter().copied()))
        }
        (false, false) => format!("Use {}.", choices(known.iter().copied())),
    };
    suggest(Diagnostic::new(Code::UnknownStatement, message, at, label), at, nearest, otherwise)
}

/// A name where a `story` statement could stand.
pub(crate) fn story_without_word(at: FileSpan, word: &str, parent: &str) -> Diagnostic {
    let message = format!("`{word}` is not a statement");
    Diagnostic::new(Code::UnknownStatement, message, at, format!("unknown {}", place(parent)))
        .with_help(format!("Write `story {word}` if it is a story."))
        .with_fix(Fix::replace("Write `story` before it", at.before(), "story "))
}

pub(crate) fn misplaced_statement(
    at: FileSpan,
    word: &str,
    parent: &str,
    homes: &[&str],
) -> Diagnostic {
    let message = format!("`{word}` cannot stand {}", place(parent));
    Diagnostic::new(Code::Misplaced, message, at, "in the wrong place")
        .with_help(format!("Move it {}.", homes_of(homes)))
}

pub(crate) fn misplaced_field(at: FileSpan, name: &str, parent: &str) -> Diagnostic {
    let message = format!("the field `{name}` stands {}, where no fields are", place(parent));
    Diagnostic::new(Code::Misplaced, message, at, "in the wrong place")
        .with_help("Move it into the block of the statement that it describes.")
}

pub(crate) fn misplaced_chain(at: FileSpan, parent: &str) -> Diagnostic {
    let message = format!("an order stands {}", place(parent));
    Diagnostic::new(Code::Misplaced, message, at, "in the wrong place")
        .with_help("Move the chain into an `order { … }` block at the top level.")
}

pub(crate) fn field_is_statement(at: FileSpan, word: &str) -> Diagnostic {
    let message = format!("`{word}` is a statement, not a field");
    Diagnostic::new(Code::UnknownField, message, at, "a colon too many")
        .with_help(format!("Write `{word} …` without the colon."))
}

pub(crate) fn statement_is_field(at: FileSpan, word: &str, has_value: bool) -> Diagnostic {
    let message = format!("`{word}` is a field and needs a colon");
    let it = Diagnostic::new(Code::UnknownStatement, message, at, "a colon is missing")
        .with_help(format!("Write `{word}: …`."));
    if has_value {
        it.with_fix(Fix::replace("Add the colon", at.after(), ":").machine_applicable())
    } else {
        it
    }
}

pub(crate) fn unknown_field(
    at: FileSpan,
    name: &str,
    parent: &str,
    known: &[&str],
    nearest: Option<&str>,
    owners: &[&str],
) -> Diagnostic {
    let message = format!("`{parent}` has no field `{name}`");
    let otherwise = if known.is_empty() {
        "Remove it.".to_owned()
    } else if owners.is_empty() {
        format!("Use {}, or remove it.", choices(known.iter().copied()))
    } else {
        format!("Move it into {}, where it belongs.", choices(owners.iter().copied()))
    };
    suggest(
        Diagnostic::new(Code::UnknownField, message, at, "unknown field"),
        at,
        nearest,
        otherwise,
    )
}

pub(crate) fn duplicate_statement(at: FileSpan, first: FileSpan, word: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateStatement, format!("`{word}` stands twice"), at, "the second")
        .with_label(first, "the first")
        .with_help(format!("Keep one `{word}` and move what the other says into it."))
}

pub(crate) fn duplicate_field(at: FileSpan, first: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::new(Code::DuplicateField, format!("`{name}` is given twice"), at, "the second")
        .with_label(first, "the first")
        .with_help("Keep one of them.")
}

pub(crate) fn reserved_name(at: FileSpan, name: &str) -> Diagnostic {
    let message = format!("no setting can be called `{name}`");
    Diagnostic::new(Code::ReservedName, message, at, "means something else")
        .with_help("Rename the setting.")
}

pub(crate) fn duplicate_name(at: FileSpan, first: FileSpan, noun: &str, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateName,
        format!("two {} are called `{name}`", plural(noun)),
        at,
        "the second",
    )
    .with_label(first, "the first")
    .with_help("Rename one of them, or remove it.")
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{noun}s"),
    }
}

pub(crate) fn unknown_name(
    at: FileSpan,
    noun: &str,
    name: &str,
    nearest: Option<&str>,
    declared: FileSpan,
) -> Diagnostic {
    let message = format!("no {noun} is called `{name}`");
    let it = Diagnostic::new(Code::UnknownName, message, at, "unknown name");
    match nearest {
        Some(nearest) => suggest(
            it.with_label(declared, format!("`{nearest}` is declared here")),
            at,
            Some(nearest),
            String::new(),
        ),
        None if name.contains('.') => it.with_help(format!("Write the name of the {noun} alone.")),
        None => it.with_help(format!("Declare it with `{noun} {name} …`, or correct the name.")),
    }
}

/// A name that something else has than what is meant.
pub(crate) fn name_of_another(
    at: FileSpan,
    wanted: Namespace,
    name: &str,
    other: Namespace,
    declared: FileSpan,
) -> Diagnostic {
    let (is, wanted) = (other.noun_with_article(), wanted.noun());
    let message = format!("no {wanted} is called `{name}`, which is {is}");
    Diagnostic::new(Code::UnknownName, message, at, format!("expected a {wanted}"))
        .with_label(declared, format!("`{name}` is declared here"))
        .with_help(format!("Write the name of a {wanted}."))
}

/// What a path that ends too early could go on with.
fn alone(reference: &Reference, of: &str) -> Option<String> {
    let words: Vec<&str> = reference.words.iter().map(|(word, _)| word.as_str()).collect();
    match words.as_slice() {
        ["cluster"] => Some("cluster.name".to_owned()),
        ["platform"] => Some("platform.name".to_owned()),
        ["component"] => Some("component.cilium.namespace".to_owned()),
        ["component", name] if of != "the plan's components" => {
            Some(format!("component.{name}.namespace"))
        }
        _ => None,
    }
}

/// A path in a value that leads nowhere. `step` is the word at which it ends.
pub(crate) fn unknown_reference(
    reference: &Reference,
    step: FileSpan,
    word: &str,
    of: &str,
    nearest: Option<&str>,
    in_string: bool,
) -> Diagnostic {
    if let Some(example) = alone(reference, of) {
        let message = format!("`{reference}` is no value by itself");
        let help = format!("Write what of it is meant, such as `{example}`.");
        return Diagnostic::new(Code::UnknownReference, message, reference.at(), "leads nowhere")
            .with_help(help);
    }
    let message = match of {
        "" => format!("no setting is called `{word}`"),
        "the plan's components" => format!("no component is called `{word}`"),
        of => format!("{of} has no `{word}`"),
    };
    let it = Diagnostic::new(Code::UnknownReference, message, step, "leads nowhere");
    if nearest == Some(word) {
        return it.with_help(format!("Say there what `{word}` is, or correct the path."));
    }
    if let Some(nearest) = nearest {
        return suggest(it, step, Some(nearest), String::new());
    }
    if of == "the plan's components" {
        let help = format!("Declare it with `component {word} …`, or correct the path.");
        return it.with_help(help);
    }
    if in_string && reference.words.len() == 1 {
        return it.with_help(format!(
            "Declare the setting, or write `\\${{{word}}}` for the characters."
        ));
    }
    if reference.words.len() == 1 {
        let fix = Fix::replace(format!("Write `\"{word}\"`"), step, format!("\"{word}\""));
        return it
            .with_help("Put it into quotes if it is text, or declare the setting.")
            .with_fix(fix);
    }
    if of == "the cluster" {
        let help = "Declare the setting in every cluster that uses it, or correct the path.";
        return it.with_help(help);
    }
    it.with_help("Correct the path, or add what it asks for.")
}

pub(crate) fn reference_cycle(at: FileSpan, path: &str, steps: &[FileSpan]) -> Diagnostic {
    let it = Diagnostic::new(
        Code::ReferenceCycle,
        format!("`{path}` refers to itself in the end"),
        at,
        "refers on",
    );
    let labelled = steps.iter().fold(it, |it, step| it.with_label(*step, "refers on"));
    labelled.with_help("Give one of the settings a value of its own.")
}

pub(crate) fn reference_too_deep(at: FileSpan, path: &str) -> Diagnostic {
    let message = format!("`{path}` leads through too many settings");
    Diagnostic::new(Code::ReferenceCycle, message, at, "too many steps")
        .with_help("Give one of the settings on the way a value of its own.")
}

pub(crate) fn reference_too_large(at: FileSpan, path: &str) -> Diagnostic {
    let message = format!("`{path}` comes to too much, written out");
    Diagnostic::new(Code::ReferenceCycle, message, at, "too large")
        .with_help("Refer to less: settings that repeat each other multiply.")
}

pub(crate) fn unknown_lint(at: FileSpan, name: &str, nearest: Option<&str>) -> Diagnostic {
    let it = Diagnostic::new(
        Code::UnknownLint,
        format!("no lint is called `{name}`"),
        at,
        "unknown lint",
    );
    suggest(it, at, nearest, "Use the slug of a warning, such as `implied-edge`.".to_owned())
}

pub(crate) fn lint_is_error(at: FileSpan, name: &str) -> Diagnostic {
    let message = format!("`{name}` is an error and cannot be changed");
    Diagnostic::new(Code::UnknownLint, message, at, "not a warning")
        .with_help("Correct what it reports; only warnings have levels.")
}

pub(crate) fn unreached_cluster(
    at: FileSpan,
    cluster: &str,
    component: &str,
    story: FileSpan,
) -> Diagnostic {
    let message = format!("`{component}` never reaches cluster `{cluster}`");
    Diagnostic::new(Code::UnreachedCluster, message, at, "an override for nothing")
        .with_label(story, "its story leaves the cluster out")
        .with_help("Remove the override, or add the cluster to the story's `clusters`.")
}

pub(crate) fn after_other_story(
    at: FileSpan,
    component: &str,
    story: FileSpan,
    other: FileSpan,
) -> Diagnostic {
    let message = format!("`{component}` belongs to another story");
    Diagnostic::new(Code::AfterOtherStory, message, at, "of another story")
        .with_label(story, "this component's story")
        .with_label(other, "the other's story")
        .with_help("Order the two stories in `order`; `after` is for components of one story.")
}

pub(crate) fn unknown_word(
    at: FileSpan,
    found: &str,
    field: &str,
    words: &[&str],
    nearest: Option<&str>,
) -> Diagnostic {
    let message = format!("`{found}` is no choice for `{field}`");
    let words = || words.iter().copied();
    let it = Diagnostic::new(Code::UnknownWord, message, at, "not one of the choices");
    match nearest {
        Some(nearest) => it
            .with_help(format!(
                "Write `{nearest}` if that is meant; the choices are {}.",
                list(words())
            ))
            .with_fix(Fix::replace(format!("Write `{nearest}`"), at, nearest)),
        None => it.with_help(format!("Write {}.", choices(words()))),
    }
}

/// Arguments that a statement lacks, each with what it is.
pub(crate) fn missing_arguments(
    at: FileSpan,
    word: &str,
    missing: &[(&str, String)],
) -> Diagnostic {
    let names: Vec<String> = missing.iter().map(|(name, _)| format!("no {name}")).collect();
    let message = format!("`{word}` has {}", joined(&names));
    let types: Vec<&str> = missing.iter().map(|(_, ty)| ty.as_str()).collect();
    let (label, help) = match missing {
        [(name, ty)] => (format!("no {name} behind this"), format!("Add behind it: {ty}.")),
        _ => {
            ("nothing behind this".to_owned(), format!("Add in this order: {}.", types.join("; ")))
        }
    };
    Diagnostic::new(Code::MissingArgument, message, at, label).with_help(help)
}

/// `a`, `a and b`, `a, b and c`
fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(crate) fn missing_field(at: FileSpan, parent: &str, name: &str) -> Diagnostic {
    let message = format!("`{parent}` needs the field `{name}`");
    Diagnostic::new(Code::MissingField, message, at, format!("`{name}` is missing"))
        .with_help(format!("Add `{name}: …` to its block."))
}

pub(crate) fn missing_fields(at: FileSpan, parent: &str, names: &[&str]) -> Diagnostic {
    let message = format!("`{parent}` needs the fields {}", list(names.iter().copied()));
    Diagnostic::new(Code::MissingField, message, at, "fields are missing")
        .with_help("Add them to its block.")
}

pub(crate) fn extra_argument(at: FileSpan, word: &str, is_text: bool) -> Diagnostic {
    let message = format!("`{word}` takes no further argument");
    let help = if is_text {
        "Put text of several words into quotes, and fields into a block `{ … }`."
    } else {
        "Remove it, or write it as a field in a block `{ … }`."
    };
    Diagnostic::new(Code::ExtraArgument, message, at, "one too many").with_help(help)
}

/// An item among the arguments of the statement whose block it belongs into.
pub(crate) fn outside_block(at: FileSpan, word: &str, item: &str, has_block: bool) -> Diagnostic {
    let message = format!("`{word}` stands outside the block");
    let it = Diagnostic::new(Code::ExtraArgument, message, at, "belongs into a block");
    let block = format!("{{ {item} }}");
    if has_block {
        return it.with_help(format!("Move it into the block: `{}`.", excerpt(&block)));
    }
    it.with_help(format!("Put it into a block: `{}`.", excerpt(&block))).with_fix(Fix::replace(
        "Put it into a block",
        at,
        block,
    ))
}

pub(crate) fn repeated_entry(at: FileSpan, first: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::new(Code::RepeatedEntry, format!("`{name}` is listed twice"), at, "again")
        .with_label(first, "the first time")
        .with_help("Remove one of them.")
}
