//! The table of diagnostic codes. Numbers are never reused.

use std::fmt;

use super::Severity::{self, Error, Warning};

/// The groups of codes, by their first digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// `PDL1xxx`: what the grammar refuses, and files that cannot be sources.
    Syntax,
    /// `PDL2xxx`: names and types.
    Names,
    /// `PDL3xxx`: the calendar.
    Calendar,
    /// `PDL4xxx`: dependencies.
    Dependencies,
    /// `PDL5xxx`: milestones.
    Milestones,
    /// `PDL6xxx`: components.
    Components,
    /// `PDL7xxx`: the plan against the manifests.
    Proof,
    /// `PDL8xxx`: clusters.
    Clusters,
    /// `PDL9xxx`: outputs.
    Outputs,
}

macro_rules! codes {
    ($($number:literal $name:ident $slug:literal $severity:ident $title:literal;)*) => {
        /// A stable code of a diagnostic.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Code {
            $(#[doc = $title] $name = $number,)*
        }

        impl Code {
            /// Every code, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name used in `lints {}` and by `pdlc explain`.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// The severity unless `lints {}` or the command line say otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => $severity,)* }
            }

            /// What the code stands for, in a few words.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The page of the code: Markdown, from `docs/errors/`.
            #[must_use]
            pub fn page(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!(
                        env!("CARGO_MANIFEST_DIR"),
                        "/../docs/errors/PDL",
                        stringify!($number),
                        ".md"
                    )),)*
                }
            }
        }
    };
}

codes! {
    1001 UnexpectedToken "unexpected-token" Error "something that cannot stand here";
    1002 UnclosedBracket "unclosed-bracket" Error "a bracket that is never closed";
    1003 StrayBracket "stray-bracket" Error "a closing bracket that nothing opened";
    1004 NestingTooDeep "nesting-too-deep" Error "brackets nested too deeply";
    1005 UnterminatedString "unterminated-string" Error "a string that does not end on its line";
    1006 UnknownEscape "unknown-escape" Error "a backslash before something that needs none";
    1007 UnknownCharacter "unknown-character" Error "a character that PDL does not use";
    1008 MissingSeparator "missing-separator" Error "two items on one line without a comma";
    1009 MissingValue "missing-value" Error "a field without a value";
    1010 MalformedNumber "malformed-number" Error "something that begins like a number but is none";
    1011 NumberOutOfRange "number-out-of-range" Error "a number that JSON and Kubernetes cannot carry exactly";
    1012 ImpossibleDate "impossible-date" Error "a date that is in no calendar";
    1013 MalformedDuration "malformed-duration" Error "a duration that cannot be read";
    1014 MalformedAddress "malformed-address" Error "an address that cannot exist";
    1015 HostBitsSet "host-bits-set" Error "a network written with host bits";
    1016 MalformedInterpolation "malformed-interpolation" Error "an interpolation without a path";
    1017 MalformedText "malformed-text" Error "a text block that is not on its own lines";
    1018 DanglingDoc "dangling-doc" Warning "a doc comment that documents nothing";
    1019 IncludeNotFound "include-not-found" Error "an include that matches no file";
    1020 IncludeCycle "include-cycle" Error "files that include each other";
    1021 NotUtf8 "not-utf8" Error "a file that is not UTF-8";
    1022 NulByte "nul-byte" Error "a file with a NUL byte";
    1023 FileTooLarge "file-too-large" Error "a file over the size limit";
    1024 TooManyFiles "too-many-files" Error "a program of too many files";
    1025 PacketDescription "packet-description" Error "a packet description, which is another language";
    1026 UnreadableInclude "unreadable-include" Error "an included file that cannot be read";
    1027 MissingArrow "missing-arrow" Error "a chain with a gap";
    1028 BrokenYaml "broken-yaml" Error "YAML that cannot be read";
    1029 DuplicateYamlKey "duplicate-yaml-key" Error "a key twice in one map of a YAML file";
    1030 UnfitYaml "unfit-yaml" Error "YAML that Kubernetes cannot take";

    2001 UnknownStatement "unknown-statement" Error "a statement that PDL does not have";
    2002 UnknownField "unknown-field" Error "a field that its statement does not have";
    2003 Misplaced "misplaced" Error "a statement, field or chain in the wrong place";
    2004 DuplicateStatement "duplicate-statement" Error "a statement that may stand only once";
    2005 DuplicateField "duplicate-field" Error "a field given twice";
    2006 DuplicateName "duplicate-name" Error "two declarations of one name";
    2007 UnknownName "unknown-name" Error "a name that nothing declares";
    2008 WrongType "wrong-type" Error "a value of another type";
    2009 MissingArgument "missing-argument" Error "a statement without an argument it needs";
    2010 MissingField "missing-field" Error "a statement without a field it needs";
    2011 ExtraArgument "extra-argument" Error "an argument too many";
    2012 UnknownWord "unknown-word" Error "a word that is not one of the choices";
    2013 OutOfBounds "out-of-bounds" Error "a value outside its bounds";
    2014 ReversedRange "reversed-range" Error "a range that ends before it starts";
    2015 UnknownReference "unknown-reference" Error "a reference to nothing";
    2016 ReferenceCycle "reference-cycle" Error "settings that refer to each other in a circle";
    2017 UnknownLint "unknown-lint" Error "a lint that does not exist or cannot be changed";
    2018 UnreachedCluster "unreached-cluster" Error "an override for a cluster the component never reaches";
    2019 RepeatedEntry "repeated-entry" Warning "an entry that a list already has";
    2020 AfterOtherStory "after-other-story" Error "`after` across stories";
    2021 NotPrintable "not-printable" Error "a list or map inside a string";
    2022 ReservedName "reserved-name" Error "a setting with a name that means something else";

    3001 SprintEndsBeforeStart "sprint-ends-before-start" Error "a sprint that ends before it starts";
    3002 SprintsOverlap "sprints-overlap" Error "two sprints at the same time";
    3003 SprintsOutOfOrder "sprints-out-of-order" Warning "sprints not written in the order of their dates";
    3004 SprintOffWorkday "sprint-off-workday" Warning "a sprint that starts or ends on a day off";
    3005 SprintInFreeze "sprint-in-freeze" Warning "a sprint that runs into a freeze";
    3006 SprintWithoutWorkdays "sprint-without-workdays" Error "a sprint with no working day";
    3007 MilestoneInFreeze "milestone-in-freeze" Warning "a milestone on a day of a freeze";
    3008 UnplannedWorkdays "unplanned-workdays" Warning "working days that nobody plans";
    3009 SprintOverCapacity "sprint-over-capacity" Warning "more points than a sprint can hold";
    3010 FinishedBeforeStarted "finished-before-started" Error "a story that finished before it started";
    3011 DateInFuture "date-in-future" Error "a fact from the future";
    3012 EstimateOutOfOrder "estimate-out-of-order" Error "a best case worse than the worst";
    3013 StatusContradictsDates "status-contradicts-dates" Warning "a status that the dates contradict";
    3014 UselessHoliday "useless-holiday" Warning "a holiday on a day that is off anyway";

    4001 DependencyCycle "dependency-cycle" Error "stories that wait for each other";
    4002 ScheduledBeforeDependency "scheduled-before-dependency" Error "a story scheduled before something it waits for";
    4003 DependsOnBacklog "depends-on-backlog" Error "a scheduled story that waits for the backlog";
    4004 DependsOnDeferred "depends-on-deferred" Error "a story that waits for a deferred one";
    4005 DoneBeforePredecessor "done-before-predecessor" Error "a done story whose predecessor is not done";
    4006 ImpliedEdge "implied-edge" Warning "an order that others imply";
    4007 ChainTooLong "chain-too-long" Warning "a chain too long for its sprint";
    4008 SerialSprint "serial-sprint" Warning "a serial chain that fills its sprint";
    4009 CrossClusterOrder "cross-cluster-order" Warning "an order across clusters that Flux cannot enforce";
    4010 OpenEnd "open-end" Warning "a story nothing waits for and no milestone needs";
    4011 OpenStart "open-start" Warning "a later story that waits for nothing";
    4012 Island "island" Warning "a story outside the order of the plan";
    4013 PlannedLate "planned-late" Warning "a story planned long after it could start";
    4014 RepeatedEdge "repeated-edge" Warning "an order written twice";
    4015 ChainTooWide "chain-too-wide" Error "a chain of too many edges";

    5001 MilestoneBeforeStory "milestone-before-story" Error "a milestone before a story it requires";
    5002 EmptyMilestone "empty-milestone" Warning "a milestone that requires nothing";
    5003 DuplicateMilestone "duplicate-milestone" Error "two milestones of one name";
    5004 MilestoneNeverReached "milestone-never-reached" Error "a milestone that requires a story nobody delivers";

    6001 UnknownKind "unknown-kind" Error "a kind that nobody knows";
    6002 AmbiguousKind "ambiguous-kind" Error "a kind that several groups have";
    6003 NoNamespace "no-namespace" Error "an object without a namespace";
    6004 UselessNamespace "useless-namespace" Error "a namespace for an object that lives in none";
    6005 BesideItsDefinition "beside-its-definition" Error "a custom resource beside its definition";
    6006 SaidTwice "said-twice" Error "a field that the statement says already";
    6008 DuplicateKey "duplicate-key" Error "keys that come to the same";
    6009 ChartSource "chart-source" Error "a chart from nowhere";
    6010 ChartWithoutName "chart-without-name" Error "a repository without the name of a chart";
    6011 InexactVersion "inexact-version" Error "a chart without an exact version";
    6012 DuplicateObject "duplicate-object" Error "an object that is delivered twice";
    6013 DuplicateRelease "duplicate-release" Error "a Helm release with two owners";
    6014 ComponentOfBacklog "component-of-backlog" Error "a component of a story in the backlog";
    6015 ComponentOfDeferred "component-of-deferred" Warning "a component of a deferred story";
    6016 PlaintextSecret "plaintext-secret" Error "a Secret that is written out";
    6017 WaitBesideReady "wait-beside-ready" Error "`wait` beside `ready`";
    6018 UnusableDuration "unusable-duration" Error "a length of time that Flux does not take";
    6020 UntoldNeed "untold-need" Error "a need that nobody can follow";
    6021 RemoteSource "remote-source" Error "a kustomization from nowhere";
    6022 InexactRevision "inexact-revision" Error "a kustomization without an exact revision";
    6023 RemotePath "remote-path" Error "a path that leaves its source";
    6024 TwoSources "two-sources" Error "a kustomization beside other objects";
    6025 UnusableSource "unusable-source" Error "a source that Flux does not pull from";
    6026 UselessSourceField "useless-source-field" Error "a field of a source that means nothing";
    6027 InstanceElsewhere "instance-elsewhere" Error "a FluxInstance that leads to another tree";
    6028 RootElsewhere "root-elsewhere" Error "a source or root of the tree that leads elsewhere";
    6030 ManifestNotFound "manifest-not-found" Error "a manifest that is not there";
    6031 NotAnObject "not-an-object" Error "a manifest that is no Kubernetes object";
    6101 UnknownObjectField "unknown-object-field" Error "a field that a kind does not have";
    6102 ObjectFieldType "object-field-type" Error "a value of another type than a kind's field";
    6103 MissingObjectField "missing-object-field" Error "a field that a kind requires";
    6104 ValueNotAllowed "value-not-allowed" Error "a value that a kind's field does not allow";
    6105 ObjectValueForm "object-value-form" Error "a string of another form than its field takes";
    6106 ObjectValueRange "object-value-range" Error "a value outside the bounds of its field";
    6107 DuplicateObjectItem "duplicate-object-item" Error "two list items that should differ";
    6108 ObjectAlternatives "object-alternatives" Error "an object that fits none, or several, of its alternatives";
    6109 WrittenStatus "written-status" Warning "a status that is written by hand";
    6110 NumberLosesZero "number-loses-zero" Warning "a number that loses its last zero";
    6111 RemovedVersion "removed-version" Error "a version of a kind that was removed";
    6112 DeprecatedVersion "deprecated-version" Warning "a version of a kind that is deprecated";
    6113 UnknownVersion "unknown-version" Error "a version that a kind does not have";
    6114 UncheckedObject "unchecked-object" Warning "an object that nothing describes";
    6115 UnusableSchemas "unusable-schemas" Error "files of schemas that cannot be used";
    6116 BrokenRule "broken-rule" Warning "a rule of a definition that an object breaks";
    6119 RefusedCharacter "refused-character" Error "a character that `kustomize build` refuses";
    6120 SelectsOthers "selects-others" Error "a workload that does not select its own pods";
    6121 UnknownVolume "unknown-volume" Error "a volume that a pod does not have";
    6122 AboveLimit "above-limit" Error "a request above its limit";
    6123 WrongRestarts "wrong-restarts" Error "pods that start again, or not, where their kind needs the other";
    6124 OutsideBlock "outside-block" Error "an exception outside its network";

    6201 UndeliveredReference "undelivered-reference" Error "a reference to something that nothing delivers";
    6202 UnknownSecretItem "unknown-secret-item" Error "an item that a secret store does not hold";
    6203 UnknownSecretProperty "unknown-secret-property" Error "a property that an item does not have";
    6204 TwoBounds "two-bounds" Error "a disruption budget with two bounds";
    6205 LackingKey "lacking-key" Error "a key that a Secret does not have";
    6206 UnknownListener "unknown-listener" Error "a listener that a gateway does not have";
    6207 MisspeltNamespace "misspelt-namespace" Warning "a namespace that is likely misspelt";
    6208 UnknownStore "unknown-store" Warning "an inventory of a store that there is not";
    6209 UngrantedReference "ungranted-reference" Warning "a reference that the other namespace does not grant";
    6210 SelectsNothing "selects-nothing" Warning "a Service that selects no pod";

    7001 ContradictedNeed "contradicted-need" Error "components that wait for one another";
    7002 UndeliveredKind "undelivered-kind" Error "a custom resource whose definition nothing installs";
    7003 DeliveredLater "delivered-later" Error "something that comes after what needs it";
    7004 NeedsUnscheduled "needs-unscheduled" Error "something needed that no scheduled story delivers";
    7005 UnorderedNeed "unordered-need" Warning "a need that the plan does not order";
    7006 DeliveredElsewhere "delivered-elsewhere" Error "something needed that is on another cluster only";
    7007 UselessProvision "useless-provision" Warning "something said to be there that nothing needs";
    7008 LateBootstrap "late-bootstrap" Error "something installed by hand too late, or elsewhere";
    7009 WaitsForSuspended "waits-for-suspended" Warning "a component that waits for a suspended one";

    8001 DuplicateClusterId "duplicate-cluster-id" Error "two clusters with one id";
    8002 OverlappingRanges "overlapping-ranges" Error "address ranges that overlap";
    8003 AddressOutsidePool "address-outside-pool" Error "an address outside its pool";
    8004 DuplicateAddress "duplicate-address" Error "one address given out twice";
    8005 MissingSetting "missing-setting" Error "a setting that one cluster lacks";
    8006 SettingTypeDiffers "setting-type-differs" Error "a setting of another type in one cluster";
    8007 UnusedSetting "unused-setting" Warning "a setting that nothing uses";
    8008 FactOfOtherCluster "fact-of-other-cluster" Error "something that belongs to another cluster";
    8009 SharedNumber "shared-number" Warning "two clusters with one number for BGP";
    8010 WithoutCluster "without-cluster" Warning "a component that goes to no cluster";

    9001 EscapingOutput "escaping-output" Error "documents outside the folder of the program";
    9002 CollidingOutputs "colliding-outputs" Error "outputs that are one on some file systems";
    9003 RefusedName "refused-name" Error "a name that Kubernetes refuses";
    9004 ReservedOutputName "reserved-output-name" Error "a component called like a part of every tree";
    9005 UnportablePath "unportable-path" Error "a name that some file system refuses";
    9006 TooMuchOutput "too-much-output" Error "more than a build may come to";
    9007 DocumentsInTree "documents-in-the-tree" Error "documents in the tree that Flux reads";
}

impl Code {
    /// The number, 1001 and up.
    #[must_use]
    pub fn number(self) -> u16 {
        self as u16
    }

    /// The group the code belongs to.
    #[must_use]
    pub fn family(self) -> Family {
        match self.number() / 1000 {
            1 => Family::Syntax,
            2 => Family::Names,
            3 => Family::Calendar,
            4 => Family::Dependencies,
            5 => Family::Milestones,
            6 => Family::Components,
            7 => Family::Proof,
            8 => Family::Clusters,
            _ => Family::Outputs,
        }
    }

    /// Finds a code by what a user may write: `PDL4001`, `pdl4001` or `dependency-cycle`.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let mut codes = Self::ALL.iter().copied();
        codes.find(|code| code.slug() == text || code.to_string().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PDL{}", self.number())
    }
}
