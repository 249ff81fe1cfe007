//! The platform of this repository.

use std::path::PathBuf;

use pdl_compiler::output::Roots;
use pdl_compiler::verify::verify;

use super::told;

#[test]
fn the_output_of_this_repository_is_sound() {
    let program = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let report = verify(&Roots { out: program.join("out"), program }).expect("it can be read");
    assert!(report.is_sound(), "{}", told(&report));
    assert_eq!(report.unseen, 0, "the documents are verified, too");
    for cluster in &report.clusters {
        assert_eq!(cluster.applied, cluster.objects, "{}", cluster.cluster);
    }
}
