//! The statements of the schedule half.

use super::types::{Choice, Namespace, Type};
use super::{ArgumentDef, FieldDef, OpenDef, StatementDef};

pub(super) const NONE: StatementDef = StatementDef {
    word: "",
    doc: "",
    arguments: &[],
    fields: &[],
    statements: &[],
    open: None,
    chains: false,
    once: false,
    shown: false,
    example: "",
};

pub(super) const fn argument(name: &'static str, ty: Type, doc: &'static str) -> ArgumentDef {
    ArgumentDef { name, ty, required: true, doc }
}

pub(super) const fn optional(name: &'static str, ty: Type, doc: &'static str) -> ArgumentDef {
    ArgumentDef { name, ty, required: false, doc }
}

pub(super) const fn field(
    name: &'static str,
    ty: Type,
    default: &'static str,
    doc: &'static str,
) -> FieldDef {
    FieldDef { name, ty, required: false, default, doc }
}

pub(super) const fn required(name: &'static str, ty: Type, doc: &'static str) -> FieldDef {
    FieldDef { name, ty, required: true, default: "", doc }
}

const fn choice(word: &'static str, doc: &'static str) -> Choice {
    Choice { word, doc }
}

pub(super) static PLATFORM: StatementDef = StatementDef {
    word: "platform",
    doc: "The platform as a whole: what documents are headed, and the defaults of everything below.",
    arguments: &[argument("name", Type::Name(Namespace::Platform), "its name")],
    fields: &[
        field("title", Type::Text, "its name", "What documents are headed."),
        field("owner", Type::Text, "none", "Who answers for the plan."),
        field("date", Type::Date, "none", "The date of the plan."),
        field(
            "status",
            Type::Word(&[
                choice("draft", "being written"),
                choice("planned", "agreed"),
                choice("active", "being delivered"),
                choice("done", "delivered"),
            ]),
            "`planned`",
            "How far the plan is.",
        ),
        field(
            "story-prefix",
            Type::Text,
            "`\"\"`",
            "What documents print before a story's id; sources stay short.",
        ),
        field(
            "wire",
            Type::Word(&[
                choice("all", "every scheduled story"),
                choice("started", "stories that have begun or are done"),
                choice("done", "stories that are done"),
            ]),
            "`all`",
            "Which stories are emitted.",
        ),
        field(
            "schemas",
            Type::List(&Type::Glob),
            "none",
            "CRD files that extend the built-in schema catalogue and win over it.",
        ),
        field(
            "assume",
            Type::List(&Type::Provision),
            "none",
            "API groups and objects that exist on every cluster without the plan.",
        ),
    ],
    statements: &["source", "flux", "lints"],
    once: true,
    shown: true,
    example: "platform shop { title: \"Shop\", owner: \"Product Owner\" }",
    ..NONE
};

pub(super) static LINTS: StatementDef = StatementDef {
    word: "lints",
    doc: "The levels of warnings: in `platform` for the whole program, in another block for what is found inside it.",
    open: Some(OpenDef {
        noun: "lint",
        ty: Type::Word(&[
            choice("allow", "say nothing"),
            choice("warn", "warn"),
            choice("deny", "refuse to build"),
        ]),
        doc: "A lint by its slug, such as `implied-edge`, and its level.",
    }),
    once: true,
    example: "platform shop { lints { implied-edge: deny } }",
    ..NONE
};

pub(super) static CALENDAR: StatementDef = StatementDef {
    word: "calendar",
    doc: "Which days are worked.",
    fields: &[field(
        "workdays",
        Type::Weekdays,
        "`mon..fri`",
        "The days of the week that are worked.",
    )],
    statements: &["holiday", "freeze", "lints"],
    once: true,
    example: "calendar { workdays: mon..fri, holiday 2025-11-27 \"Thanksgiving\" }",
    ..NONE
};

pub(super) static HOLIDAY: StatementDef = StatementDef {
    word: "holiday",
    doc: "A day on which nobody works.",
    arguments: &[
        argument("date", Type::Date, "the day"),
        optional("name", Type::Text, "what it is called"),
    ],
    shown: true,
    example: "calendar { holiday 2025-11-27 \"Thanksgiving\" }",
    ..NONE
};

pub(super) static FREEZE: StatementDef = StatementDef {
    word: "freeze",
    doc: "Days on which nothing is delivered; they are no working days.",
    arguments: &[
        argument("dates", Type::DateRange, "the first and the last day"),
        optional("name", Type::Text, "what it is called"),
    ],
    shown: true,
    example: "calendar { freeze 2025-12-20..2026-01-04 \"Holiday change freeze\" }",
    ..NONE
};

pub(super) static SPRINT: StatementDef = StatementDef {
    word: "sprint",
    doc: "A span of the calendar and the stories planned for it.",
    arguments: &[
        argument("name", Type::Name(Namespace::Sprint), "its name"),
        argument("dates", Type::DateRange, "the first and the last day"),
        optional("title", Type::Text, "what documents call it"),
    ],
    fields: &[
        field("goal", Type::Text, "none", "What the sprint is for, in a sentence."),
        field("capacity", Type::Number, "not limited", "How many points the sprint can hold."),
    ],
    statements: &["story", "lints"],
    shown: true,
    example: "sprint S0 2025-10-21..2025-10-24 { goal: \"Flux manages the core\" }",
    ..NONE
};

pub(super) static BACKLOG: StatementDef = StatementDef {
    word: "backlog",
    doc: "Stories that are known and not scheduled; they are never emitted.",
    statements: &["story", "lints"],
    example: "backlog { story NET-SPIRE \"Mutual authentication\" }",
    ..NONE
};

pub(super) static STORY: StatementDef = StatementDef {
    word: "story",
    doc: "One piece of delivery. It stands in exactly one sprint, or in the backlog.",
    arguments: &[
        argument("id", Type::Name(Namespace::Story), "its id, without the platform's prefix"),
        optional("title", Type::Text, "what it delivers"),
    ],
    fields: &[
        field(
            "status",
            Type::Word(&[
                choice("draft", "being written"),
                choice("planned", "agreed, not begun"),
                choice("active", "begun"),
                choice("done", "delivered"),
                choice("blocked", "unable to go on"),
                choice("deferred", "put off"),
            ]),
            "`planned`",
            "How far it is.",
        ),
        field(
            "clusters",
            Type::List(&Type::Ref(Namespace::Cluster)),
            "all",
            "The clusters it is delivered on.",
        ),
        field("lane", Type::Ref(Namespace::Lane), "none", "The stream of work it belongs to."),
        field("owner", Type::Text, "its lane's", "Who does it."),
        field("points", Type::Number, "none", "Its size, counted against the sprint's capacity."),
        field(
            "estimate",
            Type::Estimate,
            "none",
            "How many working days it takes: one figure, or best, likely and worst.",
        ),
        field("started", Type::Date, "none", "The day it was begun."),
        field("finished", Type::Date, "none", "The day it was finished."),
        field(
            "gate",
            Type::Word(&[
                choice("pass", "as agreed"),
                choice("concerns", "delivered, with remarks"),
                choice("fail", "not as agreed"),
                choice("waived", "not as agreed, and accepted"),
            ]),
            "none",
            "What the review at its end said.",
        ),
        field("accept", Type::List(&Type::Text), "none", "What must hold for it to be done."),
        field("docs", Type::Text, "none", "A link to more."),
        field("note", Type::Text, "none", "A remark."),
    ],
    statements: &["lints"],
    shown: true,
    example: "sprint S0 2025-10-21..2025-10-24 { story NET-BGP \"Announce addresses\" { points: 5 } }",
    ..NONE
};

pub(super) static LANE: StatementDef = StatementDef {
    word: "lane",
    doc: "A stream of work that stories belong to.",
    arguments: &[
        argument("name", Type::Name(Namespace::Lane), "its name"),
        optional("title", Type::Text, "what documents call it"),
    ],
    fields: &[field("owner", Type::Text, "none", "Who leads it.")],
    shown: true,
    example: "lane networking \"Networking\" { owner: \"Network team\" }",
    ..NONE
};

pub(super) static ORDER: StatementDef = StatementDef {
    word: "order",
    doc: "Which story waits for which. `A -> B` orders the plan and Flux, `A ~> B` the plan alone; a string at the end of \
          a chain says why.",
    statements: &["lints"],
    chains: true,
    shown: true,
    example: "sprint S0 2025-10-20..2025-10-31 {\n  story A\n  story B\n}\n\norder { A -> B \"B builds on A\" }",
    ..NONE
};

pub(super) static MILESTONE: StatementDef = StatementDef {
    word: "milestone",
    doc: "What must be delivered by when.",
    arguments: &[
        argument("name", Type::Name(Namespace::Milestone), "its name"),
        argument("date", Type::When, "`end` and a sprint, or `on` and a date"),
        argument("title", Type::Text, "what it stands for"),
    ],
    fields: &[
        field(
            "requires",
            Type::List(&Type::Ref(Namespace::Story)),
            "with `end`: every story scheduled up to that sprint",
            "The stories that must be done.",
        ),
        field("gate", Type::List(&Type::Text), "none", "Criteria for go or no-go."),
    ],
    statements: &["lints"],
    shown: true,
    example: "milestone GA on 2026-01-30 \"General availability\" { gate: [\"No open incident\"] }",
    ..NONE
};

pub(super) static INCLUDE: StatementDef = StatementDef {
    word: "include",
    doc: "Further files of the program. Matches are sorted by name; a file that is named twice is read once.",
    arguments: &[argument("files", Type::Glob, "a path or glob, relative to this file")],
    example: "",
    ..NONE
};
