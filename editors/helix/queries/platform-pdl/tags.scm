(statement
  .
  keyword: (word)
  .
  argument: (name) @name) @definition.class
