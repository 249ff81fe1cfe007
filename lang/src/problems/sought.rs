//! `PDL6201`, `PDL8003`: what objects find by what it is, and do not find.

use crate::diagnostic::{Code, Diagnostic};
use crate::rollout::{Lack, Sought};
use crate::wording::list;

/// The number of places that still help a reader.
const MANY: usize = 8;

/// Something that is looked for and is not there on some clusters.
pub(crate) fn lack(lack: &Lack, clusters: &[&str]) -> Diagnostic {
    let (object, on) = (&lack.object, list(clusters.iter().copied()));
    match &lack.sought {
        Sought::Address(address, true) => {
            let message = format!(
                "`{object}` asks for {address}, and the pool on {on} that holds it serves others"
            );
            let found = found(lack, Code::UndeliveredReference, message, "held for others");
            found.with_help(
                "Give it the labels that the pool's `serviceSelector` asks for, or widen that.",
            )
        }
        Sought::Address(address, false) if lack.others.is_empty() => {
            let message = format!(
                "`{object}` asks for {address}, and nothing delivers a pool of addresses on {on}"
            );
            let found = found(lack, Code::UndeliveredReference, message, "an address of no pool");
            found.with_help(
                "Deliver a `CiliumLoadBalancerIPPool` that holds it, or say `assume` if there is one already.",
            )
        }
        Sought::Address(address, false) => {
            let message = format!("`{object}` asks for {address}, which no pool on {on} holds");
            let found = found(lack, Code::AddressOutsidePool, message, "outside every pool");
            found.with_help("Choose an address that a pool holds, or widen a pool.")
        }
        Sought::AnyAddress => {
            let message = format!("`{object}` needs an address, and no pool on {on} serves it");
            let found = found(lack, Code::UndeliveredReference, message, "gets no address");
            found.with_help("Give it the labels that a pool's `serviceSelector` asks for, or deliver a pool without one.")
        }
        Sought::Labels { kind, selector, near } => {
            let kind = kind.rsplit('/').next().unwrap_or(kind);
            let message =
                format!("`{object}` selects `{selector}`, and no `{kind}` on {on} has that");
            let found = found(lack, Code::UndeliveredReference, message, "selects nothing");
            match near {
                Some((key, value, at)) => {
                    found.with_label(*at, format!("this has `{key}: {value}`")).with_help(format!(
                        "Write `{value}` if that is meant, or give a `{kind}` these labels."
                    ))
                }
                None => found.with_help(format!(
                    "Give a `{kind}` these labels, or say `assume` if one is there that has them."
                )),
            }
        }
    }
}

fn found(lack: &Lack, code: Code, message: String, label: &str) -> Diagnostic {
    let found = lack.spot.report(code, message, label);
    let others = lack.others.iter().take(MANY);
    others.fold(found, |found, (what, at)| found.with_label(*at, what.clone()))
}
