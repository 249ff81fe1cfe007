//! How documents point to each other and to the manifests.
//!
//! Links are relative. Where the program sends documents elsewhere, the way from there to the Flux trees is not known
//! from the output folder, which is an argument of the build; then the `path` of the platform's `source` says where the
//! trees stand in the repository, and `out/flux` where it says nothing.

use pdl_lang::model::{Plan, Spanned};
use pdl_lang::paths::tidy;

use super::super::markdown::destination;

/// Where documents and manifests stand, from the folder of the root file.
pub(in crate::emit) struct Links {
    schedule: Folder,
    ordering: Folder,
    /// Where the trees stand in the repository.
    flux: String,
    /// Where they stand beside what the output folder holds.
    beside: String,
}

/// Where documents go.
struct Folder {
    path: String,
    /// Whether that is the output folder.
    is_out: bool,
}

/// Something to point to.
#[derive(Clone, Copy, Debug)]
pub(in crate::emit) enum Page<'n> {
    /// A file of the schedule documents, by its path there.
    Schedule(&'n str),
    /// A file of the ordering documents, by its path there.
    Ordering(&'n str),
    /// A file or folder of the Flux trees, by its path there.
    Flux(&'n str),
}

impl Links {
    pub(super) fn new(plan: &Plan) -> Self {
        let source = plan.platform.source.as_ref().and_then(|source| source.path.as_ref());
        let source = source.map(|path| tidy(&path.value));
        let is_below = |path: &String| {
            !path.is_empty() && !path.starts_with('/') && path.split('/').all(|it| it != "..")
        };
        let flux = source.filter(is_below).unwrap_or_else(|| "out/flux".to_owned());
        let out = match flux.rsplit_once('/') {
            Some((out, "flux")) => out,
            _ if flux == "flux" => "",
            _ => "out",
        };
        let below = |own: &str| format!("{out}/{own}").trim_start_matches('/').to_owned();
        let folder = |named: &Option<Spanned<String>>, own: &str| {
            let path = named.as_ref().map_or_else(|| below(own), |named| tidy(&named.value));
            Folder { path, is_out: named.is_none() }
        };
        let outputs = &plan.outputs;
        Self {
            schedule: folder(&outputs.schedule, "schedule"),
            ordering: folder(&outputs.ordering, "ordering"),
            beside: below("flux"),
            flux,
        }
    }

    /// The way from one page to another.
    pub(in crate::emit) fn way(&self, from: Page<'_>, to: Page<'_>) -> String {
        let is_out = self.is_out(from);
        let (from, to) = (self.path(from, is_out), self.path(to, is_out));
        let shared = from.split_inclusive('/').zip(to.split_inclusive('/'));
        let shared = shared.take_while(|(one, two)| one == two && one.ends_with('/'));
        let shared: usize = shared.map(|(folder, _)| folder.len()).sum();
        let up = from[shared..].matches('/').count();
        "../".repeat(up) + &destination(&to[shared..])
    }

    /// Whether a page is written into the output folder, where the trees are.
    fn is_out(&self, page: Page<'_>) -> bool {
        match page {
            Page::Schedule(_) => self.schedule.is_out,
            Page::Ordering(_) => self.ordering.is_out,
            Page::Flux(_) => true,
        }
    }

    /// The path of a page, as one sees it from the output folder or from elsewhere in the repository.
    fn path(&self, page: Page<'_>, from_out: bool) -> String {
        let (folder, path) = match page {
            Page::Schedule(path) => (&self.schedule.path, path),
            Page::Ordering(path) => (&self.ordering.path, path),
            Page::Flux(path) if from_out => (&self.beside, path),
            Page::Flux(path) => (&self.flux, path),
        };
        if folder.is_empty() { path.to_owned() } else { [folder, "/", path].concat() }
    }
}

#[cfg(test)]
mod tests {
    use pdl_lang::{Options, Program, analyze};

    use super::{Links, Page};

    #[track_caller]
    fn check(program: &str, from: Page<'_>, to: Page<'_>, expected: &str) {
        let analysis = analyze(Program::of_text("platform.pdl", program), &Options::default());
        assert_eq!(Links::new(&analysis.plan).way(from, to), expected, "{program}");
    }

    #[test]
    fn documents_of_one_folder_find_each_other_wherever_it_is() {
        let story = Page::Schedule("stories/A.md");
        check("", story, Page::Schedule("schedule.md"), "../schedule.md");
        check("", story, Page::Schedule("stories/B.md"), "B.md");
        check("", story, Page::Flux("one/a.yaml"), "../../flux/one/a.yaml");
        let out = "platform p { source { git: \"https://g/r\", path: \"flux\" } }";
        check(out, story, Page::Flux("one/a.yaml"), "../../flux/one/a.yaml");
        let elsewhere = "platform p { source { git: \"https://g/r\", path: \"deploy\" } }";
        check(elsewhere, story, Page::Flux("one/a.yaml"), "../../flux/one/a.yaml");
    }

    #[test]
    fn documents_that_are_sent_elsewhere_find_the_trees_where_flux_does() {
        let outputs = "outputs { schedule: \"docs/plan\" }";
        let page = Page::Schedule("schedule.md");
        check(outputs, page, Page::Ordering("ordering.md"), "../../out/ordering/ordering.md");
        check(outputs, page, Page::Flux("one/a.yaml"), "../../out/flux/one/a.yaml");
        let source = "platform p { source { git: \"https://g/r\", path: \"./gen/flux\" } }";
        let both = format!("{source}\n{outputs}");
        check(&both, page, Page::Ordering("ordering.md"), "../../gen/ordering/ordering.md");
        check(&both, page, Page::Flux("one/a.yaml"), "../../gen/flux/one/a.yaml");
        let source = "platform p { source { git: \"https://g/r\", path: \"deploy\" } }";
        let both = format!("{source}\n{outputs}");
        check(&both, page, Page::Flux("one/a.yaml"), "../../deploy/one/a.yaml");
    }
}
