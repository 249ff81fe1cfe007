//! Only the manifest beside this file matters: it lists packages.
