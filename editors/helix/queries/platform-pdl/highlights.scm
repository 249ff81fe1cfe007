; No place is matched by two of these: Helix changed which of them wins.

; The next line is written by compiler/tests/editors.rs: statements
((statement keyword: (word) @keyword) (#any-of? @keyword "platform" "source" "flux" "lints" "calendar" "holiday" "freeze" "sprint" "backlog" "story" "lane" "order" "milestone" "include" "cluster" "settings" "component" "helm" "resource" "kustomize" "on" "inventory" "outputs"))

; The next line is written by compiler/tests/editors.rs: words
([(field value: (name) @constant) (field value: (list (name) @constant)) (range (name) @constant)] (#any-of? @constant "active" "all" "allow" "blocked" "concerns" "create" "create-replace" "deferred" "deny" "done" "draft" "end" "fail" "fri" "mon" "on" "pass" "planned" "sat" "skip" "started" "sun" "thu" "tue" "waived" "warn" "wed"))

(path
  .
  (name) @variable)

(path
  (name)
  (name) @variable.other.member)

(object
  (name) @type)

(statement
  argument: (name) @type)

(chain
  (name) @type)

(alternative
  (name) @type)

(field
  name: (word) @variable.other.member)

(entry
  key: [
    (word)
    (string)
  ] @variable.other.member)

(field
  value: (string) @string)

(entry
  value: (string) @string)

(list
  (string) @string)

(statement
  argument: (string) @string)

(object
  (string) @string)

(chain
  reason: (_) @string)

(text) @string

(escape_sequence) @constant.character.escape

(integer) @constant.numeric.integer

(float) @constant.numeric.float

[
  (date)
  (duration)
  (address)
  (network)
] @string.special

(boolean) @constant.builtin.boolean

(null) @constant.builtin

[
  (arrow)
  (soft_arrow)
  ".."
  "–"
  "|"
] @operator

(block
  [
    "{"
    "}"
  ] @punctuation.bracket)

(map
  [
    "{"
    "}"
  ] @punctuation.bracket)

[
  "["
  "]"
  "("
  ")"
] @punctuation.bracket

[
  ":"
  ","
  "."
  "/"
] @punctuation.delimiter

(interpolation
  [
    "${"
    "}"
  ] @punctuation.special)

(comment) @comment.line

(doc_comment) @comment.line.documentation
