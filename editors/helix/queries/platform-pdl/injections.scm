((doc_comment) @injection.content
  (#set! injection.language "markdown.inline"))
