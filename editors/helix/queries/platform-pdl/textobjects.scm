(statement
  body: (block)? @class.inside) @class.around

(field
  value: (_) @entry.inside) @entry.around

(entry
  value: (_) @entry.inside) @entry.around

(list
  (value) @entry.inside @entry.around)

(statement
  argument: (_) @parameter.inside @parameter.around)

(comment) @comment.inside

(comment)+ @comment.around

(doc_comment)+ @comment.around
