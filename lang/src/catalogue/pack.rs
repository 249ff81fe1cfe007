//! Reads the packed schemas. `tools/catalogue` writes them; both sides of the format stand in
//! `docs/decisions/`.
//!
//! A pack is a list of blocks, each compressed on its own, so that a kind costs no more than its block.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::schema::{Choice, Field, Form, List, Node, NodeId, Object, Rules, Schema};

/// What a pack begins with; the digit is the version of the format.
const MAGIC: &[u8] = b"PDLCAT1\n";

/// More than any block holds, so that a broken pack cannot fill the memory.
const BLOCK_BYTES: usize = 16 << 20;

/// A family of kinds that share schemas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The nodes of all its kinds.
    pub schema: Schema,
    /// The roots, by `group/version/Kind`.
    pub roots: BTreeMap<String, NodeId>,
}

/// The blocks of a pack, still compressed, each with its name; `None` when it is none.
#[must_use]
pub fn blocks(pack: &[u8]) -> Option<Vec<(&str, &[u8])>> {
    let mut reader = Reader { bytes: pack.strip_prefix(MAGIC)? };
    let count = reader.number()?;
    let mut found = Vec::new();
    for _ in 0..count {
        let name = reader.str()?;
        let length = reader.number()?;
        found.push((name, reader.take(length)?));
    }
    reader.bytes.is_empty().then_some(found)
}

/// Unpacks a block; `None` when it is broken.
#[must_use]
pub fn unpack(block: &[u8]) -> Option<Block> {
    let bytes = miniz_oxide::inflate::decompress_to_vec_with_limit(block, BLOCK_BYTES).ok()?;
    let mut reader = Reader { bytes: &bytes };
    let count = reader.number()?;
    let strings: Vec<SmolStr> =
        (0..count).map(|_| reader.str().map(SmolStr::new)).collect::<Option<_>>()?;
    let mut schema = Schema::default();
    let nodes = reader.number()?;
    for _ in 0..nodes {
        let node = reader.node(&strings, nodes)?;
        schema.add(node);
    }
    let mut roots = BTreeMap::new();
    for _ in 0..reader.number()? {
        let name = reader.string(&strings)?;
        roots.insert(name.to_string(), reader.id(nodes)?);
    }
    reader.bytes.is_empty().then_some(Block { schema, roots })
}

struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    /// Seven bits a byte, the lowest first; the eighth says that there is more.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn str(&mut self) -> Option<&'b str> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn string(&mut self, strings: &[SmolStr]) -> Option<SmolStr> {
        strings.get(self.number()?).cloned()
    }

    fn strings(&mut self, strings: &[SmolStr]) -> Option<Vec<SmolStr>> {
        let count = self.number()?;
        (0..count).map(|_| self.string(strings)).collect()
    }

    fn id(&mut self, nodes: usize) -> Option<NodeId> {
        let id = self.number()?;
        (id < nodes).then_some(NodeId(u32::try_from(id).ok()?))
    }

    /// A node: its type in the low bits of the first byte, and whether rules follow in the highest.
    fn node(&mut self, strings: &[SmolStr], nodes: usize) -> Option<Node> {
        let head = self.byte()?;
        let form = match head & 0x0f {
            0 => Form::Any,
            1 => Form::Bool,
            2 => Form::Integer,
            3 => Form::Number,
            4 => Form::Text,
            5 => Form::IntOrString,
            6 => Form::Quantity,
            7 => Form::Metadata,
            8 => Form::List(List {
                item: self.id(nodes)?,
                keys: self.strings(strings)?,
                is_set: head & 0x10 != 0,
            }),
            9 => Form::Map(self.id(nodes)?),
            10 => Form::Object(self.object(head, strings, nodes)?),
            _ => return None,
        };
        let rules = if head & 0x80 == 0 { None } else { Some(Box::new(self.rules(strings)?)) };
        Some(Node { form, is_nullable: false, rules })
    }

    fn object(&mut self, head: u8, strings: &[SmolStr], nodes: usize) -> Option<Object> {
        let mut fields = Vec::new();
        for _ in 0..self.number()? {
            let name = self.number()?;
            let (name, is_required) = (strings.get(name >> 1)?.clone(), name & 1 == 1);
            fields.push(Field { name, node: self.id(nodes)?, is_required, has_default: false });
        }
        let is_sorted = fields.is_sorted_by(|a, b| a.name < b.name);
        let (is_open, is_embedded) = (head & 0x10 != 0, head & 0x20 != 0);
        is_sorted.then_some(Object { fields, is_open, is_embedded })
    }

    /// Rules: the allowed strings, and where a bit of the first byte says so, a format, a least and a greatest number.
    fn rules(&mut self, strings: &[SmolStr]) -> Option<Rules> {
        let mut rules = Rules::default();
        let head = self.byte()?;
        rules.choices = self.strings(strings)?.into_iter().map(Choice::Text).collect();
        if head & 1 != 0 {
            rules.format = Some(self.string(strings)?);
        }
        if head & 2 != 0 {
            rules.minimum = Some(f64::from(u32::try_from(self.number()?).ok()?));
        }
        if head & 4 != 0 {
            rules.maximum = Some(f64::from(u32::try_from(self.number()?).ok()?));
        }
        Some(rules)
    }
}
