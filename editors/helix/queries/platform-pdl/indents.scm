[
  (block)
  (map)
  (list)
  (group)
  (chain)
] @indent

[
  "}"
  "]"
  ")"
] @outdent
