vim.bo.commentstring = '// %s'
vim.bo.comments = ':///,://'
vim.bo.shiftwidth = 2
vim.bo.expandtab = true
-- Dashes belong to names.
vim.opt_local.iskeyword:append('-')

-- With the parser installed, Neovim's own tree-sitter colours and folds; without it, the server's tokens colour.
if pcall(vim.treesitter.start, 0, 'platform_pdl') then
  vim.wo[0][0].foldmethod = 'expr'
  vim.wo[0][0].foldexpr = 'v:lua.vim.treesitter.foldexpr()'
  vim.wo[0][0].foldlevel = 99
end

-- Before Neovim 0.11 there is no `vim.lsp.config`; from then on `vim.lsp.enable('pdlc')` in `plugin/` does this.
if not vim.lsp.config then
  vim.lsp.start(require('platform_pdl').server(vim.api.nvim_buf_get_name(0)))
end
