//! Outputs that nobody should trust: nothing outside the folder is looked at, whatever they say.

use std::fs;

use expect_test::expect;
use pdl_compiler::verify::verify;

use super::{Replace, built, check, told};

const SETTINGS: &str = "flux/one/settings.yaml";
const LIST: &str = "flux/one/components/settings/kustomization.yaml";

/// The findings of a tree beside which there is a folder with something that is no YAML.
fn beside_a_secret(edits: &[super::Edit<'_>]) -> String {
    let (folder, roots) = built(edits);
    let secret = folder.path().join("secret");
    fs::create_dir(&secret).expect("it can be made");
    fs::write(secret.join("key.yaml"), "{ password").expect("it can be written");
    told(&verify(&roots).expect("it can be read"))
}

#[test]
fn paths_do_not_lead_out() {
    for path in [
        "./out/flux/../../secret",
        "../secret",
        "./out/flux/one/components/settings/../../../../../secret",
        "/../secret",
    ] {
        let told =
            beside_a_secret(&[Replace(SETTINGS, "./out/flux/one/components/settings", path)]);
        assert!(told.contains("flux/one/settings.yaml:10: paths:"), "{path}: {told}");
        assert!(!told.contains("password") && !told.contains("key.yaml"), "{path}: {told}");
    }
}

#[test]
fn a_way_back_is_a_way() {
    let path = "./out/flux/one/components/app/../settings/.";
    check(&[Replace(SETTINGS, "./out/flux/one/components/settings", path)], &expect![""]);
}

#[test]
fn lists_do_not_lead_out() {
    for entry in ["../../../../../secret/key.yaml", "../../../../../secret", "/secret/key.yaml"] {
        let told = beside_a_secret(&[Replace(LIST, "configmap.yaml", entry)]);
        assert!(told.contains(&format!("`{entry}` is listed and not there")), "{told}");
        assert!(!told.contains("password"), "{entry}: {told}");
    }
}

#[test]
fn lists_that_name_each_other_come_to_an_end() {
    let twice = "../settings\n  - ../settings\n  - ../app\n  - ../app";
    let told = beside_a_secret(&[Replace(LIST, "configmap.yaml", twice)]);
    assert!(told.contains("`../settings` is listed twice"), "{told}");
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let edit = Replace(LIST, "configmap.yaml", "more/key.yaml\n  - key.yaml");
    let (folder, roots) = built(&[edit]);
    let secret = folder.path().join("secret");
    fs::create_dir(&secret).expect("it can be made");
    fs::write(secret.join("key.yaml"), "{ password").expect("it can be written");
    let component = roots.out.join("flux/one/components/settings");
    symlink(&secret, component.join("more")).expect("links work");
    symlink(secret.join("key.yaml"), component.join("key.yaml")).expect("links work");
    let told = told(&verify(&roots).expect("it can be read"));
    assert!(told.contains("`more/key.yaml` is listed and not there"), "{told}");
    assert!(told.contains("`key.yaml` is listed and not there"), "{told}");
    assert!(!told.contains("password"), "{told}");
}

#[cfg(unix)]
#[test]
fn components_behind_a_link_are_not_there() {
    use std::os::unix::fs::symlink;
    let (folder, roots) = built(&[]);
    let components = roots.out.join("flux/one/components");
    let moved = folder.path().join("moved");
    fs::rename(&components, &moved).expect("it can be moved");
    symlink(&moved, &components).expect("links work");
    let told = told(&verify(&roots).expect("it can be read"));
    assert!(told.contains("flux/one/settings.yaml:10: paths:"), "{told}");
}
