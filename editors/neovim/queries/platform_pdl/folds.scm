[
  (block)
  (map)
  (list)
  (group)
  (text)
] @fold

((doc_comment)+ @fold)
