--- What Neovim before 0.11 needs to know of the server; newer ones read `lsp/pdlc.lua`.
local M = {}

--- The configuration of the server for a file: its root is the folder of the nearest `platform.pdl`.
function M.server(path)
  local found = vim.fs.find({ 'platform.pdl', '.git' }, { path = vim.fs.dirname(path), upward = true })
  return {
    name = 'pdlc',
    cmd = { 'pdlc', 'lsp' },
    root_dir = found[1] and vim.fs.dirname(found[1]) or vim.fs.dirname(path),
  }
end

return M
