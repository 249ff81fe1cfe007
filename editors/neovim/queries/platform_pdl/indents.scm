[
  (block)
  (map)
  (list)
  (group)
] @indent.begin

(chain) @indent.begin

[
  "}"
  "]"
  ")"
] @indent.end @indent.branch

(text) @indent.ignore

[
  (comment)
  (doc_comment)
] @indent.auto
