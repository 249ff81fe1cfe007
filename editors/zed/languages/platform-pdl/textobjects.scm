(statement
  body: (block
    "{"
    (_)* @class.inside
    "}")?) @class.around

(comment)+ @comment.around

(doc_comment)+ @comment.around
