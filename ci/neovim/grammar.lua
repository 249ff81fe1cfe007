--- Parses every file that is named on the standard input with the tree-sitter grammar, and asks the queries of all
--- editors what they make of it. Run by `.ci/editors` as `nvim -l ci/neovim/grammar.lua PARSER`.

local LANGUAGE = 'platform_pdl'
assert(vim.treesitter.language.add(LANGUAGE, { path = arg[1] }))

local passed, failed = 0, 0

local function judge(what, found)
  if #found == 0 then
    passed = passed + 1
  else
    failed = failed + 1
    io.stdout:write(what, ':\n  ', table.concat(found, '\n  '), '\n')
  end
end

local function read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  return text
end

--- The places of error nodes and of tokens that the parser made up.
local function errors(node, found)
  if node:type() == 'ERROR' or node:missing() then
    local row, column = node:start()
    table.insert(found, ('%d:%d: %s'):format(row + 1, column + 1, node:type()))
    return found
  end
  for child in node:iter_children() do
    errors(child, found)
  end
  return found
end

--- What each dialect may call things, by editor and query; `*` stands for the rest of a name.
local CAPTURES = {
  neovim = {
    highlights = 'boolean comment comment.documentation constant constant.builtin keyword keyword.modifier number '
      .. 'number.float operator property punctuation.bracket punctuation.delimiter punctuation.special spell string '
      .. 'string.escape string.special type variable variable.builtin variable.member',
    folds = 'fold',
    indents = 'indent.begin indent.branch indent.end indent.auto indent.ignore',
    injections = 'injection.content',
    locals = 'local.scope local.definition.type local.reference',
    textobjects = 'assignment.outer assignment.inner assignment.lhs assignment.rhs block.outer class.outer class.inner '
      .. 'comment.outer number.inner parameter.inner parameter.outer statement.outer',
  },
  helix = {
    highlights = 'comment.line comment.line.documentation constant constant.builtin constant.builtin.boolean '
      .. 'constant.character.escape constant.numeric.float constant.numeric.integer keyword operator '
      .. 'punctuation.bracket punctuation.delimiter punctuation.special string string.special type variable '
      .. 'variable.other.member',
    indents = 'indent outdent',
    injections = 'injection.content',
    tags = 'definition.class name',
    textobjects = 'class.around class.inside comment.around comment.inside entry.around entry.inside parameter.around '
      .. 'parameter.inside',
  },
  zed = {
    highlights = 'boolean comment comment.doc constant keyword number operator property punctuation.bracket '
      .. 'punctuation.delimiter punctuation.special string string.escape string.special type variable',
    brackets = 'open close',
    indents = 'indent end',
    injections = 'injection.content',
    outline = 'annotation context item name',
    textobjects = 'class.around class.inside comment.around',
  },
}

local FOLDERS = {
  neovim = 'editors/neovim/queries/platform_pdl',
  helix = 'editors/helix/queries/platform-pdl',
  zed = 'editors/zed/languages/platform-pdl',
}

--- The queries of an editor by name. Each must be understood, and use the names of its editor, all of them.
local function queries(editor)
  local read_queries = {}
  for name, captures in pairs(CAPTURES[editor]) do
    local path = ('%s/%s.scm'):format(FOLDERS[editor], name)
    local understood, query = pcall(vim.treesitter.query.parse, LANGUAGE, read(path))
    local found = {}
    if understood then
      read_queries[name] = query
      local known = vim.split(captures, ' ')
      for _, capture in ipairs(query.captures) do
        if not vim.list_contains(known, capture) and capture:sub(1, 1) ~= '_' then
          table.insert(found, ('`@%s` is no name of %s'):format(capture, editor))
        end
      end
      for _, capture in ipairs(known) do
        if not vim.list_contains(query.captures, capture) then
          table.insert(found, ('`@%s` is not used'):format(capture))
        end
      end
    else
      table.insert(found, query)
    end
    judge(path, found)
  end
  return read_queries
end

--- The nodes that a query captures in a text, by their ids.
local function captured(query, root, text)
  local nodes = {}
  for _, node in query:iter_captures(root, text) do
    nodes[node:id()] = true
  end
  return nodes
end

--- The leaves of a tree that have no colour, neither of their own nor of a node around them. `plain` are those that
--- may have none.
local function colourless(root, colours, plain)
  local found = {}
  local function visit(node)
    if colours[node:id()] or node:type() == plain then
      return
    end
    if node:child_count() == 0 and node:type():match('%S') then
      local row, column = node:start()
      table.insert(found, ('%d:%d: `%s` has no colour'):format(row + 1, column + 1, node:type()))
    end
    for child in node:iter_children() do
      visit(child)
    end
  end
  visit(root)
  return found
end

local by_editor = {}
for _, editor in ipairs({ 'neovim', 'helix', 'zed' }) do
  by_editor[editor] = queries(editor)
end

for path in io.lines() do
  local text = read(path)
  local root = vim.treesitter.get_string_parser(text, LANGUAGE):parse()[1]:root()
  judge(path, errors(root, {}))
end

--- The platform itself is right, so that all its words have colours; it folds and has things to select.
for _, path in ipairs({ 'platform.pdl', 'platform/networking.pdl' }) do
  local text = read(path)
  local root = vim.treesitter.get_string_parser(text, LANGUAGE):parse()[1]:root()
  for editor, read_queries in pairs(by_editor) do
    for name, query in pairs(read_queries) do
      local found = next(captured(query, root, text)) == nil and name ~= 'injections' and { 'matches nothing' } or {}
      judge(('%s: %s of %s'):format(path, name, editor), found)
    end
    local colours = captured(read_queries.highlights, root, text)
    -- Where no two patterns may match one place, a reference has the colour of text.
    local plain = editor ~= 'neovim' and 'name' or nil
    judge(('%s: colours of %s'):format(path, editor), colourless(root, colours, plain))
  end
end

io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
os.exit(failed == 0 and 0 or 1)
