//! Writes the pack that `lang/src/catalogue/pack.rs` reads. `docs/decisions/0007-schema-pack.md` has the format.

use std::collections::BTreeMap;

use crate::schema::{Form, Node, Schemas};

const MAGIC: &[u8] = b"PDLCAT1\n";

/// The pack of blocks by name.
pub fn pack(blocks: &BTreeMap<String, Schemas>) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    number(&mut out, blocks.len());
    for (name, block) in blocks {
        let bytes = miniz_oxide::deflate::compress_to_vec(&encode(&block.without_orphans()), 10);
        text(&mut out, name);
        number(&mut out, bytes.len());
        out.extend(bytes);
    }
    out
}

fn encode(block: &Schemas) -> Vec<u8> {
    let mut strings = Strings::default();
    let mut body = Vec::new();
    number(&mut body, block.nodes.len());
    for node in &block.nodes {
        encode_node(&mut body, node, &mut strings);
    }
    number(&mut body, block.roots.len());
    for (name, id) in &block.roots {
        number(&mut body, strings.place(name));
        number(&mut body, *id);
    }
    let mut out = Vec::new();
    number(&mut out, strings.list.len());
    for string in &strings.list {
        text(&mut out, string);
    }
    out.extend(body);
    out
}

fn encode_node(out: &mut Vec<u8>, node: &Node, strings: &mut Strings) {
    let head = match &node.form {
        Form::Any => 0,
        Form::Bool => 1,
        Form::Integer => 2,
        Form::Number => 3,
        Form::Text => 4,
        Form::IntOrString => 5,
        Form::Quantity => 6,
        Form::Metadata => 7,
        Form::List { is_set, .. } => 8 | if *is_set { 0x10 } else { 0 },
        Form::Map(_) => 9,
        Form::Object { is_embedded, .. } => 10 | if *is_embedded { 0x20 } else { 0 },
    };
    out.push(head | if node.has_rules() { 0x80 } else { 0 });
    match &node.form {
        Form::List { item, keys, .. } => {
            number(out, *item);
            strings.list(out, keys);
        }
        Form::Map(value) => number(out, *value),
        Form::Object { fields, .. } => {
            number(out, fields.len());
            for (name, (id, is_required)) in fields {
                number(out, strings.place(name) << 1 | usize::from(*is_required));
                number(out, *id);
            }
        }
        _ => {}
    }
    if node.has_rules() {
        encode_rules(out, node, strings);
    }
}

fn encode_rules(out: &mut Vec<u8>, node: &Node, strings: &mut Strings) {
    let bit = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
    out.push(bit(node.format.is_some(), 1) | bit(node.minimum.is_some(), 2) | bit(node.maximum.is_some(), 4));
    strings.list(out, &node.choices);
    if let Some(format) = &node.format {
        number(out, strings.place(format));
    }
    for bound in [node.minimum, node.maximum].into_iter().flatten() {
        number(out, bound as usize);
    }
}

/// Every string once, in the order of its first use.
#[derive(Default)]
struct Strings {
    list: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Strings {
    fn place(&mut self, string: &str) -> usize {
        if let Some(place) = self.places.get(string) {
            return *place;
        }
        self.list.push(string.to_owned());
        self.places.insert(string.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    fn list(&mut self, out: &mut Vec<u8>, strings: &[String]) {
        number(out, strings.len());
        for string in strings {
            number(out, self.place(string));
        }
    }
}

fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7f).expect("seven bits") | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).expect("seven bits"));
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend(text.as_bytes());
}
