return {
  cmd = { 'pdlc', 'lsp' },
  filetypes = { 'platform-pdl' },
  root_markers = { 'platform.pdl', '.git' },
}
