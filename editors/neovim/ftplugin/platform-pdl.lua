vim.bo.commentstring = '// %s'
vim.bo.comments = ':///,://'
vim.bo.shiftwidth = 2
vim.bo.expandtab = true
vim.bo.smartindent = true
-- Dashes belong to names.
vim.opt_local.iskeyword:append('-')

-- With the parser installed, Neovim's own tree-sitter colours and folds; without it, the server's tokens colour.
if pcall(vim.treesitter.start, 0, 'platform_pdl') then
  vim.opt_local.foldmethod = 'expr'
  vim.opt_local.foldexpr = 'v:lua.vim.treesitter.foldexpr()'
  vim.opt_local.foldlevel = 99
end

-- From Neovim 0.11 on, `lsp/pdlc.lua` says what the server is, and `plugin/platform-pdl.lua` enables it.
if not vim.lsp.config then
  local path = vim.api.nvim_buf_get_name(0)
  local marker = vim.fs.find({ 'platform.pdl', '.git' }, { path = vim.fs.dirname(path), upward = true })[1]
  vim.lsp.start({
    name = 'pdlc',
    cmd = { 'pdlc', 'lsp' },
    root_dir = vim.fs.dirname(marker or path),
  })
end
