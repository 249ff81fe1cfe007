--- Lists the nodes that the tree-sitter grammar finds in the files named on the standard input, one a line, for
--- `compiler/tests/editors/trees.rs`. Run as `nvim --clean -l ci/neovim/trees.lua PARSER`.

local LANGUAGE = 'platform_pdl'
assert(vim.treesitter.language.add(LANGUAGE, { path = arg[1] }))

--- What the compiler calls the nodes that both have.
local NAMES = { entry = 'Field' }
for _, name in ipairs({
  'Statement', 'Block', 'Field', 'Chain', 'Group', 'Alternative', 'Path', 'Object', 'Range', 'List', 'Map',
}) do
  NAMES[name:lower()] = name
end
NAMES.ERROR = 'Error'

local function list(node)
  local name = node:named() and NAMES[node:type()] or node:missing() and 'Missing'
  if name then
    local _, _, first = node:start()
    local _, _, last = node:end_()
    io.stdout:write(('  %s %d..%d\n'):format(name, first, last))
  end
  -- To the compiler, a string is one token.
  if node:type() ~= 'string' and node:type() ~= 'text' then
    for child in node:iter_children() do
      list(child)
    end
  end
end

for path in io.lines() do
  local file = assert(io.open(path, 'rb'))
  io.stdout:write(path, '\n')
  list(vim.treesitter.get_string_parser(file:read('a'), LANGUAGE):parse()[1]:root())
  file:close()
end
