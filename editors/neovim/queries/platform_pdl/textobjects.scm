; For nvim-treesitter-textobjects: a statement is what other languages call a class, a field an assignment.

(statement) @class.outer

(statement
  body: (block) @class.inner)

(block) @block.outer

(field
  name: (word) @assignment.lhs
  value: (_) @assignment.rhs @assignment.inner) @assignment.outer

(entry
  key: (_) @assignment.lhs
  value: (_) @assignment.rhs @assignment.inner) @assignment.outer

(statement
  argument: (_) @parameter.inner @parameter.outer)

(list
  (value) @parameter.inner @parameter.outer)

(chain) @statement.outer

[
  (comment)
  (doc_comment)
] @comment.outer

[
  (integer)
  (float)
] @number.inner
