; Names, from what holds most places to what holds few: of two patterns the later one wins.

(name) @variable

(path
  .
  (name) @variable.builtin
  (#any-of? @variable.builtin "cluster" "platform" "component"))

(path
  (name)
  (name) @variable.member)

(object
  (name) @type)

(statement
  argument: (name) @type)

(chain
  (name) @type)

(group
  (alternative
    (name) @type))

; Words of the language; what is misspelt stays without colour.

; The next line is written by compiler/tests/editors.rs: statements
((statement keyword: (word) @keyword) (#any-of? @keyword "platform" "source" "flux" "lints" "calendar" "holiday" "freeze" "sprint" "backlog" "story" "lane" "order" "milestone" "include" "cluster" "settings" "component" "helm" "resource" "kustomize" "on" "inventory" "outputs"))

; The next line is written by compiler/tests/editors.rs: words
([(field value: (name) @constant) (field value: (list (name) @constant)) (range (name) @constant)] (#any-of? @constant "active" "all" "allow" "blocked" "concerns" "create" "create-replace" "deferred" "deny" "done" "draft" "end" "fail" "fri" "mon" "on" "pass" "planned" "sat" "skip" "started" "sun" "thu" "tue" "waived" "warn" "wed"))

((statement
  keyword: (word) @_keyword
  argument: (name) @keyword.modifier)
  (#eq? @_keyword "milestone")
  (#any-of? @keyword.modifier "end" "on"))

(field
  name: (word) @property)

(entry
  key: (word) @property)

(entry
  key: (string) @property)

; Literals

(string) @string

(text) @string

(escape_sequence) @string.escape

(integer) @number

(float) @number.float

[
  (date)
  (duration)
  (address)
  (network)
] @string.special

(boolean) @boolean

(null) @constant.builtin

; Signs

[
  (arrow)
  (soft_arrow)
  ".."
  "–"
  "|"
] @operator

[
  "{"
  "}"
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

(comment) @comment @spell

(doc_comment) @comment.documentation @spell
