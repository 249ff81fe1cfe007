//! Every message of the language: a function a problem, a file a family.
//!
//! A function takes the facts and gives the whole [`crate::diagnostic::Diagnostic`], so that code, message, labels and
//! help of a problem stand together.

pub(crate) mod bootstrap;
pub(crate) mod calendar;
pub(crate) mod clusters;
pub(crate) mod components;
pub(crate) mod delivery;
pub(crate) mod dependencies;
pub(crate) mod files;
pub(crate) mod kinds;
pub(crate) mod manifests;
pub(crate) mod milestones;
pub(crate) mod names;
pub(crate) mod needs;
pub(crate) mod objects;
pub(crate) mod outputs;
pub(crate) mod proof;
pub(crate) mod secrets;
pub(crate) mod sought;
pub(crate) mod source;
pub(crate) mod syntax;
pub(crate) mod types;
pub(crate) mod workloads;
