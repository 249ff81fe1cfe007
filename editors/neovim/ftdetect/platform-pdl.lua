-- `.pdl` belongs to others, too: packet descriptions say their byte order first.
local function unless_packets(_, buffer)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, 200, false)) do
    if line:match('^%s*little_endian_packets') or line:match('^%s*big_endian_packets') then
      return 'pdl'
    end
  end
  return 'platform-pdl'
end

vim.filetype.add({
  extension = { pdl = unless_packets },
  filename = { ['platform.pdl'] = 'platform-pdl' },
  pattern = { ['.*%.platform%.pdl'] = 'platform-pdl' },
})
