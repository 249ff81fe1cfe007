//! The functions of Kubernetes that the library lacks: a subject a file.

mod addresses;
mod lists;
pub(super) mod quantities;
pub(super) mod time;
mod urls;

use cel::{DeclarationError, Env, extensions};

use super::equality;

/// Declares all of them.
pub(super) fn declare(env: &mut Env) -> Result<(), DeclarationError> {
    extensions::strings(env)?;
    equality::declare(env)?;
    lists::declare(env)?;
    quantities::declare(env)?;
    addresses::declare(env)?;
    urls::declare(env)?;
    time::declare(env)
}

/// A value of Kubernetes that has parts and can be compared, and nothing more.
macro_rules! plain_value {
    ($ty:ident, $type:ident, $name:literal) => {
        static $type: cel::common::types::Type =
            cel::common::types::Type::new_unspecified_type($name);

        impl cel::common::value::Val for $ty {
            $crate::expressions::values::common!($ty, $type);

            fn equals(&self, other: &dyn cel::common::value::Val) -> bool {
                other.downcast_ref::<$ty>() == Some(self)
            }
        }

        impl cel::common::value::StaticVal for $ty {}
    };
}
use plain_value;
