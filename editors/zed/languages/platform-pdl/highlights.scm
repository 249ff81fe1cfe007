; No place is matched by two of these, so that no order of them matters.

; The next line is written by compiler/tests/editors.rs: statements
((statement keyword: (word) @keyword) (#any-of? @keyword "platform" "source" "flux" "lints" "calendar" "holiday" "freeze" "sprint" "backlog" "story" "lane" "order" "milestone" "include" "cluster" "settings" "component" "helm" "resource" "kustomize" "on" "inventory" "outputs"))

; The next line is written by compiler/tests/editors.rs: words
([(field value: (name) @constant) (field value: (list (name) @constant)) (range (name) @constant)] (#any-of? @constant "active" "all" "allow" "blocked" "concerns" "create" "create-replace" "deferred" "deny" "done" "draft" "end" "fail" "fri" "mon" "on" "pass" "planned" "sat" "skip" "started" "sun" "thu" "tue" "waived" "warn" "wed"))

(path
  .
  (name) @variable)

(path
  (name)
  (name) @property)

(object
  (name) @type)

(statement
  argument: (name) @type)

(chain
  (name) @type)

(alternative
  (name) @type)

(field
  name: (word) @property)

(entry
  key: [
    (word)
    (string)
  ] @property)

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

(escape_sequence) @string.escape

(integer) @number

(float) @number

[
  (date)
  (duration)
  (address)
  (network)
] @string.special

(boolean) @boolean

(null) @constant

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

(comment) @comment

(doc_comment) @comment.doc
