//! Expressions that were read, and what evaluating them may cost.

use cel::common::ast::{EntryExpr, Expr, operators};
use cel::parser::{Expression, PrattParser};

use super::equality;
use super::guard::guarded;

/// The longest expression, in bytes. The parser limits its brackets, and nothing else that it recurses for.
const LENGTH: usize = 8 << 10;

/// How many choices `a ? b : c` an expression may have, each of which may stand inside the one before.
const CHOICES: usize = 256;

/// How deep an expression may nest. Evaluation recurses once a level, and takes much of a thread's stack for each.
const DEPTH: usize = 40;

/// An expression that can be evaluated any number of times.
#[derive(Debug)]
pub(crate) struct Compiled {
    tree: Expression,
    /// How many parts it has.
    size: usize,
    /// How deep its loops over lists and maps nest.
    loops: u32,
    /// Whether it goes on where a value cannot be looked into: what is optional is then taken for missing.
    is_lenient: bool,
}

impl Compiled {
    /// Reads an expression; `None` for one that cannot be read, or that is out of bounds.
    pub(crate) fn new(text: &str) -> Option<Self> {
        if text.len() > LENGTH || text.matches('?').count() > CHOICES {
            return None;
        }
        let parse = || PrattParser::new().enable_optional_syntax(true).parse(text).ok();
        let mut tree = guarded(parse)?;
        let mut shape = Shape { size: 0, depth: 0, is_lenient: false };
        let loops = shape.of(&mut tree)?;
        Some(Self { tree, size: shape.size, loops, is_lenient: shape.is_lenient })
    }

    pub(super) fn tree(&self) -> &Expression {
        &self.tree
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    /// The most steps that an evaluation takes whose lists, maps and texts are no longer than a number.
    pub(super) fn steps(&self, width: usize) -> usize {
        let width = width.max(self.size);
        width.saturating_pow(self.loops).saturating_mul(self.size)
    }
}

/// Measures an expression, and gives the operators that Kubernetes changes the names under which ours are called.
struct Shape {
    size: usize,
    depth: usize,
    is_lenient: bool,
}

impl Shape {
    /// How deep the loops of an expression nest; `None` when it is too deep itself.
    fn of(&mut self, at: &mut Expression) -> Option<u32> {
        self.size += 1;
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let loops = match &mut at.expr {
            Expr::Unspecified => return None,
            Expr::Ident(_) | Expr::Literal(_) => 0,
            Expr::Select(it) => self.of(&mut it.operand)?,
            Expr::Call(it) => {
                if it.target.is_none()
                    && let Some(ours) = renamed(&it.func_name)
                {
                    ours.clone_into(&mut it.func_name);
                }
                let name = it.func_name.as_str();
                self.is_lenient |=
                    matches!(name, operators::OPT_SELECT | operators::OPT_INDEX | "type");
                let own = u32::from(matches!(name, "split" | "findAll"));
                let target = match &mut it.target {
                    Some(target) => self.of(target)?,
                    None => 0,
                };
                own + self.most(&mut it.args)?.max(target)
            }
            Expr::List(it) => self.most(&mut it.elements)?,
            Expr::Map(it) => self.entries(&mut it.entries)?,
            Expr::Struct(it) => self.entries(&mut it.entries)?,
            Expr::Comprehension(it) => {
                let range = self.of(&mut it.iter_range)?;
                let parts =
                    [&mut it.accu_init, &mut it.loop_cond, &mut it.loop_step, &mut it.result];
                let mut inner = 0;
                for part in parts {
                    inner = inner.max(self.of(part)?);
                }
                (1 + inner).max(range)
            }
        };
        self.depth -= 1;
        Some(loops)
    }

    fn most(&mut self, all: &mut [Expression]) -> Option<u32> {
        all.iter_mut().try_fold(0, |most, it| Some(self.of(it)?.max(most)))
    }

    fn entries(&mut self, all: &mut [cel::common::ast::IdedEntryExpr]) -> Option<u32> {
        let mut most = 0;
        for entry in all {
            match &mut entry.expr {
                EntryExpr::StructField(it) => most = most.max(self.of(&mut it.value)?),
                EntryExpr::MapEntry(it) => {
                    most = most.max(self.of(&mut it.key)?).max(self.of(&mut it.value)?);
                }
            }
        }
        Some(most)
    }
}

fn renamed(operator: &str) -> Option<&'static str> {
    match operator {
        operators::EQUALS => Some(equality::EQUAL),
        operators::NOT_EQUALS => Some(equality::UNEQUAL),
        operators::IN => Some(equality::WITHIN),
        _ => None,
    }
}
