if vim.treesitter.language.register then
  vim.treesitter.language.register('platform_pdl', 'platform-pdl')
end

if vim.lsp.config then
  vim.lsp.enable('pdlc')
end
