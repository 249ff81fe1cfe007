//! The types of arguments and fields.

/// What a value must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Type {
    /// A new name in a namespace.
    Name(Namespace),
    /// A name that something declares.
    Ref(Namespace),
    /// A string without references.
    Text,
    /// A glob of files, relative to the file that says it.
    Glob,
    /// One of some bare words.
    Word(&'static [Choice]),
    /// `true` or `false`.
    Bool,
    /// An integer from the first to the second bound; both belong to it.
    Integer(i64, i64),
    /// A number that is not negative.
    Number,
    /// A date.
    Date,
    /// Two dates; both belong to it.
    DateRange,
    /// Days of the week: a range or a list.
    Weekdays,
    /// A length of time of the clock, such as `10m`.
    Duration,
    /// Working days (`3d`, `1w`), or three such figures: best, likely, worst.
    Estimate,
    /// `end SPRINT` or `on DATE`.
    When,
    /// Host and port in a string.
    HostPort,
    /// An IPv4 network.
    Network,
    /// `Kind/name` or `Kind/namespace/name` of an object.
    Object,
    /// What a component may provide: an API group in quotes, or an object.
    Provision,
    /// A kind of Kubernetes object, qualified or not.
    Kind,
    /// A string or a reference, resolved for each cluster.
    Expression,
    /// A name that Kubernetes or Helm reads: a word or a string, or a reference of two words or more.
    ObjectName,
    /// Any value, resolved for each cluster.
    Any,
    /// A map of any values, resolved for each cluster.
    Map,
    /// A map from items of a secret store to lists of their properties.
    Items,
    /// A list of what the inner type says.
    List(&'static Type),
}

impl Type {
    /// The words that it gives to choose from, also inside a list; none for most types.
    #[must_use]
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::Word(choices) => choices,
            Self::List(inner) => inner.choices(),
            _ => &[],
        }
    }

    /// How messages and the documentation call it.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Name(_) | Self::ObjectName => "a name".to_owned(),
            Self::Ref(namespace) => namespace.noun_with_article().to_owned(),
            Self::Text => "a string".to_owned(),
            Self::Glob => "a glob of files in quotes".to_owned(),
            Self::Word(choices) => {
                let words: Vec<&str> = choices.iter().map(|choice| choice.word).collect();
                format!("one of {}", words.join(", "))
            }
            Self::Bool => "`true` or `false`".to_owned(),
            Self::Integer(i64::MIN, i64::MAX) => "an integer".to_owned(),
            Self::Integer(least, most) => format!("an integer from {least} to {most}"),
            Self::Number => "a number from 0".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::DateRange => "two dates with `..` between them".to_owned(),
            Self::Weekdays => "days such as `mon..fri`, or a list of days".to_owned(),
            Self::Duration => "a duration such as `10m`".to_owned(),
            Self::Estimate => {
                "working days such as `3d`, or a list of three: best, likely, worst".to_owned()
            }
            Self::When => "`end` and a sprint, or `on` and a date".to_owned(),
            Self::HostPort => {
                "host and port in quotes, such as `\"infra.example.org:6443\"`".to_owned()
            }
            Self::Network => "a network such as `10.244.0.0/16` or `\"fd00:1::/48\"`".to_owned(),
            Self::Object => "an object such as `Deployment/coredns`".to_owned(),
            Self::Provision => {
                "an API group in quotes or an object such as `StorageClass/fast`".to_owned()
            }
            Self::Kind => "a kind such as `ConfigMap`".to_owned(),
            Self::Expression => "a string or a reference".to_owned(),
            Self::Any => "any value".to_owned(),
            Self::Map => "a map".to_owned(),
            Self::Items => "a map of items to lists of properties".to_owned(),
            Self::List(Self::Ref(namespace)) => format!("a list of {}", namespace.plural()),
            Self::List(Self::Text | Self::Glob) => "a list of strings".to_owned(),
            Self::List(Self::Object) => "a list of objects".to_owned(),
            Self::List(Self::Provision) => "a list of API groups in quotes and objects".to_owned(),
            Self::List(inner) => format!("a list, each {}", inner.describe()),
        }
    }
}

/// A bare word of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The word.
    pub word: &'static str,
    /// What it says.
    pub doc: &'static str,
}

/// What names are names of; each has names of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Namespace {
    /// The platform.
    Platform,
    /// Sprints.
    Sprint,
    /// Stories.
    Story,
    /// Lanes.
    Lane,
    /// Milestones.
    Milestone,
    /// Clusters.
    Cluster,
    /// Components.
    Component,
    /// Secret stores.
    Store,
}

impl Namespace {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Platform,
        Self::Sprint,
        Self::Story,
        Self::Lane,
        Self::Milestone,
        Self::Cluster,
        Self::Component,
        Self::Store,
    ];

    /// The statement that declares such names.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Sprint => "sprint",
            Self::Story => "story",
            Self::Lane => "lane",
            Self::Milestone => "milestone",
            Self::Cluster => "cluster",
            Self::Component => "component",
            Self::Store => "inventory",
        }
    }

    /// `a story`
    #[must_use]
    pub fn noun_with_article(self) -> &'static str {
        match self {
            Self::Platform => "a platform",
            Self::Sprint => "a sprint",
            Self::Story => "a story",
            Self::Lane => "a lane",
            Self::Milestone => "a milestone",
            Self::Cluster => "a cluster",
            Self::Component => "a component",
            Self::Store => "a secret store",
        }
    }

    /// `stories`
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Platform => "platforms",
            Self::Sprint => "sprints",
            Self::Story => "stories",
            Self::Lane => "lanes",
            Self::Milestone => "milestones",
            Self::Cluster => "clusters",
            Self::Component => "components",
            Self::Store => "secret stores",
        }
    }
}
