//! `--deny`, `--warn`, `--allow`: what becomes of warnings.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use pdl_lang::LintLevel;
use pdl_lang::diagnostic::{Code, Severity};

use super::super::explain;

/// The warnings that an option names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lint {
    /// Every warning.
    All,
    /// One of them.
    One(Code),
}

/// The levels that were asked for: those of all warnings first, else in the order of the command line.
#[derive(Clone, Debug, Default)]
pub(super) struct Levels(Vec<(Lint, LintLevel)>);

const OPTIONS: [(&str, LintLevel, &str); 3] = [
    ("deny", LintLevel::Deny, "Treat a warning as an error"),
    ("warn", LintLevel::Warn, "Report a warning that the program denies or allows"),
    ("allow", LintLevel::Allow, "Do not report a warning"),
];

impl Levels {
    /// The level of each code; the later wins.
    pub(super) fn rules(&self) -> Vec<(Code, LintLevel)> {
        let mut rules = Vec::new();
        for (lint, level) in &self.0 {
            match lint {
                Lint::One(code) => rules.push((*code, *level)),
                Lint::All => {
                    let all = Code::ALL.iter().filter(|it| it.severity() == Severity::Warning);
                    rules.extend(all.map(|code| (*code, *level)));
                }
            }
        }
        rules
    }
}

impl Args for Levels {
    fn augment_args(command: Command) -> Command {
        OPTIONS.iter().fold(command, |command, (name, _, help)| {
            let option = Arg::new(*name).long(*name).value_name("CODE").action(ArgAction::Append);
            let help = format!("{help}: its code, its name, or `warnings` for all; repeatable");
            command.arg(option.value_parser(lint).help(help))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Levels {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut found = Vec::new();
        for (name, level, _) in &OPTIONS {
            let values = matches.get_many::<Lint>(name).into_iter().flatten();
            let places = matches.indices_of(name).into_iter().flatten();
            found.extend(places.zip(values).map(|(place, lint)| (place, *lint, *level)));
        }
        found.sort_by_key(|(place, lint, _)| (*lint != Lint::All, *place));
        Ok(Self(found.into_iter().map(|(_, lint, level)| (lint, level)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn lint(text: &str) -> Result<Lint, String> {
    if text == "warnings" {
        return Ok(Lint::All);
    }
    let code = explain::find(text).ok_or_else(|| match explain::nearest_to(text) {
        Some(near) => format!("there is no such warning; did you mean `{near}`?"),
        None => "there is no such warning; `pdlc explain` lists them".to_owned(),
    })?;
    match code.severity() {
        Severity::Warning => Ok(Lint::One(code)),
        Severity::Error => Err(format!("`{}` is an error, which stays one", code.slug())),
    }
}
