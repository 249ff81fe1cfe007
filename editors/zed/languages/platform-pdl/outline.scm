(statement
  .
  keyword: (word) @context
  .
  argument: [
    (name)
    (object)
  ] @name) @item

(statement
  .
  keyword: (word) @name
  .
  body: (block)) @item

(doc_comment) @annotation
