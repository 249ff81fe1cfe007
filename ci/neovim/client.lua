--- Neovim as a real client of `pdlc lsp`: opens the platform, breaks it in three ways, looks at what is said, mends it
--- and leaves clean files. Run by `.ci/editors` in a copy of the platform, with `editors/neovim` as a plugin.

local WAIT = 60000 -- milliseconds; a bound for what never comes, nothing takes that long
local passed, failed = 0, 0

local function judge(what, holds, seen)
  if holds then
    passed = passed + 1
  else
    failed = failed + 1
    io.stdout:write(what, '\n  seen: ', vim.inspect(seen), '\n')
  end
end

--- Waits until `get` gives something, and returns it.
local function eventually(what, get)
  local value
  vim.wait(WAIT, function()
    value = get()
    return value
  end, 20)
  judge(what, value, vim.diagnostic.get())
  return value
end

--- Opens a file in a window of its own: Neovim asks for the diagnostics of what is seen, and edits are made where the
--- cursor is.
local function open(path)
  vim.cmd.split(path)
  return vim.api.nvim_get_current_buf()
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

local function text(buffer)
  return table.concat(lines(buffer), '\n')
end

--- The line and column, from zero, where `word` stands first in or after the first line that has `before` in it.
local function place(buffer, word, before)
  local begun = before == nil
  for row, line in ipairs(lines(buffer)) do
    begun = begun or line:find(before, 1, true) ~= nil
    local column = begun and line:find(word, 1, true)
    if column then
      return row - 1, column - 1
    end
  end
  error(('`%s` is not in %s'):format(word, vim.api.nvim_buf_get_name(buffer)))
end

local function show(buffer, row, column)
  vim.api.nvim_set_current_win(vim.fn.bufwinid(buffer))
  vim.api.nvim_win_set_cursor(0, { row + 1, column })
end

local function go(buffer, word, before)
  local row, column = place(buffer, word, before)
  show(buffer, row, column)
end

local function replace(buffer, word, with, before)
  go(buffer, word, before)
  local row, column = place(buffer, word, before)
  vim.api.nvim_buf_set_text(buffer, row, column, row, column + #word, vim.split(with, '\n'))
end

--- The first diagnostic of a code.
local function diagnostic(buffer, code)
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    if found.code == code then
      return found
    end
  end
end

local function covered(found)
  local range = vim.api.nvim_buf_get_text(found.bufnr, found.lnum, found.col, found.end_lnum, found.end_col, {})
  return table.concat(range, '\n')
end

local function errors()
  return vim.diagnostic.get(nil, { severity = vim.diagnostic.severity.ERROR })
end

local function clean(what)
  eventually(what, function()
    return #errors() == 0
  end)
end

--- Asks the server about the place of the cursor.
local function ask(method, more)
  local params = vim.lsp.util.make_position_params(0, 'utf-16')
  local answers = vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', params, more or {}), WAIT)
  local _, answer = next(answers or {})
  return answer and answer.result
end

--- Applies the first quick fix at the cursor whose title has `title` in it.
local function fix(buffer, title)
  local before = text(buffer)
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find(title, 1, true) ~= nil
    end,
  })
  eventually(('the fix "%s" changes the text'):format(title), function()
    return text(buffer) ~= before
  end)
end

local plan = open('platform.pdl')
local networking = open('platform/networking.pdl')
local originals = { [plan] = text(plan), [networking] = text(networking) }

judge('the file type', vim.bo[plan].filetype == 'platform-pdl', vim.bo[plan].filetype)
judge('tree-sitter colours', vim.treesitter.highlighter.active[plan] ~= nil)
eventually('a sprint folds', function()
  return vim.api.nvim_win_call(vim.fn.bufwinid(plan), function()
    return vim.fn.foldlevel(place(plan, 'story BOOT-CORE') + 1) == 1
  end)
end)
local client = eventually('the server attaches', function()
  local clients = vim.lsp.get_clients({ bufnr = plan, name = 'pdlc' })
  return clients[1] and clients[1].initialized and clients[1]
end)
if not client then
  vim.cmd('cquit 1')
end
judge('one server for both files', #vim.lsp.get_clients() == 1, #vim.lsp.get_clients())
judge('the language id', client.get_language_id(plan, 'platform-pdl') == 'platform-pdl')

-- A cycle: the last story of a chain before its first.
replace(plan, 'order {', 'order {\n  NET-CILIUM-CORE-GITOPS -> BOOT-CRDS')
local cycle = eventually('the cycle is found', function()
  return diagnostic(plan, 'PDL4001')
end)
if cycle then
  judge('the cycle stands at one of its stories', covered(cycle):match('^[%u-]+$'), covered(cycle))
  judge('every edge of the cycle is named', #cycle.user_data.lsp.relatedInformation >= 2, cycle)
  judge('the page is linked', (cycle.user_data.lsp.codeDescription or {}).href ~= nil, cycle)
end
local row = place(plan, 'NET-CILIUM-CORE-GITOPS -> BOOT-CRDS')
vim.api.nvim_buf_set_lines(plan, row, row + 1, false, {})
clean('without the cycle all is well')

-- A typo in a field of a resource, mended by its quick fix.
replace(networking, 'localASN', 'localASM')
local typo = eventually('the typo is found', function()
  return diagnostic(networking, 'PDL6101')
end)
if typo then
  judge('the typo stands at the field', covered(typo) == 'localASM', covered(typo))
  judge('the typo names its neighbour', typo.message:find('localASN', 1, true), typo.message)
  go(networking, 'localASM')
  fix(networking, 'localASN')
end
clean('after the fix all is well')
judge('the fix is the original', text(networking) == originals[networking])

-- A story in the wrong sprint, moved to where it works.
local story = '  story NET-SPEGEL-REGISTRY-MIRROR { lane: networking, note: "after OpenEBS is available" }'
local from = place(plan, story)
vim.api.nvim_buf_set_lines(plan, from, from + 1, false, {})
local second = 'sprint S2 2025-11-10..2025-11-21 "Sprint 2" {'
replace(plan, second, second .. '\n' .. story)
local early = eventually('the story in the wrong sprint is found', function()
  return diagnostic(plan, 'PDL4002')
end)
if early then
  judge('it stands at the story in the order', covered(early) == 'NET-SPEGEL-REGISTRY-MIRROR', covered(early))
  show(plan, early.lnum, early.col)
  fix(plan, 'Move')
  clean('where it was moved to all is well')
  local sprint, moved = place(plan, 'sprint S3'), place(plan, story)
  local after = place(plan, 'sprint S4')
  judge('it was moved to the first sprint that works', sprint < moved and moved < after, moved)
end
vim.api.nvim_buf_set_lines(plan, 0, -1, false, vim.split(originals[plan], '\n'))
clean('back in its sprint all is well')

-- Hover, completion, references.
go(plan, 'NET-CILIUM-BGP')
local hover = ask('textDocument/hover')
judge('a hover tells of the story', hover and hover.contents.value:find('NET-CILIUM-BGP', 1, true), hover)
go(networking, 'localASN')
hover = ask('textDocument/hover')
judge('a hover tells of the field', hover and hover.contents.value:find('localASN', 1, true), hover)

replace(plan, 'status: done', 'status: ', 'BOOT-CRDS')
local at, column = place(plan, 'status: ', 'BOOT-CRDS')
show(plan, at, column + #'status: ')
local offered = ask('textDocument/completion') or {}
local labels = vim.tbl_map(function(item)
  return item.label
end, offered.items or offered)
judge('completion offers the words of a status', vim.list_contains(labels, 'blocked'), labels)
replace(plan, 'status: ', 'status: done', 'BOOT-CRDS')

go(plan, 'NET-CILIUM-BGP')
local references = ask('textDocument/references', { context = { includeDeclaration = true } }) or {}
local files = {}
for _, reference in ipairs(references) do
  files[reference.uri] = true
end
judge('references are in both files', #references == 3 and vim.tbl_count(files) == 2, references)

-- A new name over all files, and the old one again.
local function rename(old, new)
  go(plan, old)
  vim.lsp.buf.rename(new)
  eventually(('%s becomes %s in both files'):format(old, new), function()
    return not text(plan):find(old, 1, true) and text(networking):find('story: ' .. new, 1, true)
  end)
end
rename('NET-CILIUM-BGP', 'NET-PEERING')
clean('under the new name all is well')
rename('NET-PEERING', 'NET-CILIUM-BGP')

-- Formatting.
replace(plan, '  story BOOT-CORE ', '        story   BOOT-CORE   ')
go(plan, 'BOOT-CORE')
vim.lsp.buf.format({ timeout_ms = WAIT })

for buffer, original in pairs(originals) do
  local name = vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
  local difference = vim.diff(original, text(buffer))
  judge(name .. ' is as it was', difference == '', difference)
end
clean('at the end all is well')

client:stop()
eventually('the server ends when it is told to', function()
  return client:is_stopped()
end)
io.stdout:write(('%d passed, %d failed\n'):format(passed, failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit 1')
