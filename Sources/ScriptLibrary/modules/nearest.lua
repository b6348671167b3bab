-- ampsh.nearest: the word that was meant, for messages about one that is not known.
--
-- writes: nothing

-- How many single changes (a letter put in, left out or put in another's place) lie between two words.
local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      diagonal, row[j] = row[j], math.min(row[j] + 1, row[j - 1] + 1, diagonal + cost)
    end
  end
  return row[#b]
end

--- The key of a table that is nearest to a word, or nil where none is near.
return function(word, known)
  local best, least = nil, 3
  for candidate in pairs(known) do
    local changes = distance(word, candidate)
    if changes < least or changes == least and best and candidate < best then best, least = candidate, changes end
  end
  return best
end
