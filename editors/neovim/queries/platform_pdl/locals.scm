[
  (document)
  (block)
] @local.scope

(statement
  .
  keyword: (word)
  .
  argument: (name) @local.definition.type)

(chain
  (name) @local.reference)

(alternative
  (name) @local.reference)

(field
  value: (name) @local.reference)
