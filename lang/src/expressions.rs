//! The rules of custom resources' definitions: the Common Expression Language with what Kubernetes adds to it.
//!
//! A library reads and evaluates; here stand the limits it works within, the values it sees, and the functions that
//! Kubernetes has and it has not. Whatever cannot be evaluated for certain has no answer: nobody is warned wrongly.

mod compiled;
mod equality;
mod functions;
mod guard;
mod patterns;
mod values;

use std::sync::Arc;

use cel::common::types::{CelBool, CelString};
use cel::common::value::Val;
use cel::{Context, Env, Value};

pub(crate) use compiled::Compiled;
pub(crate) use functions::quantities::amount;
pub use guard::is_guarded;
pub(crate) use values::{
    Likeness, Subject, bool, double, int, list, moment, null, record, span, text, unknown,
};

/// How many steps an evaluation may come to.
const STEPS: usize = 2_000_000;

/// Evaluates expressions; what they may call is set up once.
pub(crate) struct Machine {
    context: Context<'static, 'static>,
}

impl Machine {
    /// With everything that rules of Kubernetes may call.
    pub(crate) fn new() -> Self {
        let mut env = Env::stdlib();
        // A name that is declared twice would be a mistake of ours, and is missing then.
        let declared = functions::declare(&mut env);
        let mut context = Context::with_env(Arc::new(env));
        let added = patterns::add(&mut context);
        debug_assert_eq!((declared, added), (Ok(()), Ok(())));
        Self { context }
    }

    /// Whether a rule holds of a value; `None` when that cannot be told.
    pub(crate) fn holds(&self, rule: &Compiled, subject: &Subject) -> Option<bool> {
        self.evaluate(rule, subject, |it| it.downcast_ref::<CelBool>().map(|it| *it.inner()))
    }

    /// The text that an expression gives; `None` when it gives none.
    pub(crate) fn text(&self, expression: &Compiled, subject: &Subject) -> Option<String> {
        self.evaluate(expression, subject, |it| {
            it.downcast_ref::<CelString<'_>>().map(|it| it.inner().to_owned())
        })
    }

    fn evaluate<T>(
        &self,
        expression: &Compiled,
        subject: &Subject,
        read: impl Fn(&dyn Val) -> Option<T>,
    ) -> Option<T> {
        let is_guessed = expression.is_lenient() && subject.is_veiled();
        if is_guessed || expression.steps(subject.width()) > STEPS {
            return None;
        }
        let evaluate = || {
            let mut scope = self.context.new_inner_scope();
            scope.add_variable_as_val("self", subject.value());
            let found = Value::resolve_val(expression.tree(), &scope).ok()?;
            read(found.as_ref())
        };
        guard::guarded(evaluate)
    }
}

#[cfg(test)]
mod tests;
