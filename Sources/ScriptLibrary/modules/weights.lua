-- ampsh.weights: the split of an experiment's users over its variants.
--
-- Weights are whole numbers, and only their ratios count: 3 and 1 give 75 % and 25 %. As text they are
-- `control=3,treatment=1`; what would be misread in a variant's key is written %XX.
--
-- writes: nothing

local strict = require "ampsh.strict"
local text = require "ampsh.text"

local weights = strict({}, "ampsh.weights")

-- Up to here every program that reads JSON has whole numbers exactly.
local exact_everywhere = 2 ^ 53

--- The variants' keys in order, with their weights: an array of {key =, weight =}. A variant without one has 0.
function weights.of(experiment)
  local list = {}
  local given = experiment.rolloutWeights or {}
  for index, variant in ipairs(experiment.variants or {}) do
    list[index] = {key = variant.key, weight = given[variant.key] or 0}
  end
  return list
end

--- The sum of all weights, as a float: a sum of large whole numbers would wrap around.
function weights.total(experiment)
  local total = 0.0
  for _, item in ipairs(weights.of(experiment)) do total = total + item.weight end
  return total
end

--- A variant's share, from 0 to 1.
function weights.share(experiment, variant)
  local total = weights.total(experiment)
  return total > 0 and (experiment.rolloutWeights[variant] or 0) / total or 0
end

local function percent_text(share)
  local percent = share * 100
  if percent > 0 and percent < 0.05 then return "<0.1" end
  return (("%.1f"):format(percent):gsub("%.0$", ""))
end

--- "50 %", "33.3 %", "<0.1 %".
function weights.percent(share)
  return percent_text(share) .. " %"
end

local function describe(experiment, unit)
  local parts = {}
  for index, item in ipairs(weights.of(experiment)) do
    parts[index] = ("%s %s%s"):format(item.key, percent_text(weights.share(experiment, item.key)), unit)
  end
  return #parts > 0 and table.concat(parts, ", ") or "no variants"
end

--- "control 50 %, treatment 50 %".
function weights.describe(experiment)
  return describe(experiment, " %")
end

--- "control 50, treatment 50", for a column that says that it is percents.
function weights.shares(experiment)
  return describe(experiment, "")
end

local function escape(key)
  return (key:gsub("[%%=,:%s%c]", function(character) return ("%%%02X"):format(character:byte()) end))
end

local function unescape(key)
  return (key:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

--- All weights of an experiment as text.
function weights.text(experiment)
  local parts = {}
  for index, item in ipairs(weights.of(experiment)) do
    parts[index] = ("%s=%s"):format(escape(item.key), math.tointeger(item.weight) or item.weight)
  end
  return table.concat(parts, ",")
end

--- The map that a text stands for; nil and what was expected. For cli.parse.
function weights.parse(list)
  local expected = "weights such as control=9,treatment=1"
  local map = {}
  for part in (list .. ","):gmatch "([^,]*)," do
    local key, digits = part:match "^([^=]+)=([^=]*)$"
    key, digits = text.trim(key or ""), text.trim(digits or "")
    local weight = digits:find "^%d+$" and math.tointeger(tonumber(digits))
    if not weight or key == "" or map[unescape(key)] then return nil, expected end
    map[unescape(key)] = weight
  end
  return map
end

--- Whether an experiment has exactly these weights; variants that the map leaves out do not count.
function weights.are(experiment, map)
  for key, weight in pairs(map) do
    if (experiment.rolloutWeights or {})[key] ~= weight then return false end
  end
  return true
end

--- The first key of a map that is no variant of the experiment, or nil.
function weights.stranger(experiment, map)
  local known = {}
  for _, variant in ipairs(experiment.variants or {}) do known[variant.key] = true end
  local strangers = {}
  for key in pairs(map) do
    if not known[key] then strangers[#strangers + 1] = key end
  end
  table.sort(strangers)
  return strangers[1]
end

local function divisor(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

-- The others in smaller numbers and nearly the same ratio, for sums that are too large to be multiplied. Nobody who has
-- something is left with nothing.
local function scaled(others, most)
  local sum = 0.0
  for _, item in ipairs(others) do sum = sum + item.weight end
  local smaller, total = {}, 0
  for index, item in ipairs(others) do
    local weight = item.weight > 0 and math.max(1, math.floor(item.weight / sum * (most - #others))) or 0
    smaller[index], total = {key = item.key, weight = math.tointeger(weight)}, total + math.tointeger(weight)
  end
  return smaller, total
end

-- The others in the smallest numbers of exactly their ratio, and their sum; the sum is a float where it is too large.
local function reduced(others)
  local common, sum = 0, 0.0
  for _, item in ipairs(others) do common = divisor(item.weight, common) end
  local smaller, total = {}, 0
  for index, item in ipairs(others) do
    local weight = item.weight // common
    smaller[index] = {key = item.key, weight = weight}
    sum, total = sum + weight, total + weight
  end
  return smaller, sum < 2 ^ 62 and total or sum
end

--- The map that gives a variant exactly `percent` of the users, and the others what is left in the ratio they have.
--- Where they have nothing, the first of them takes it. `percent` has at most two decimals. Where whole numbers of 64
--- bits cannot say the others' ratio together with the percentage, the ratio is the nearest that they can.
function weights.with(experiment, variant, percent)
  local others, has_some, are_whole = {}, false, true
  for _, item in ipairs(weights.of(experiment)) do
    if item.key ~= variant then
      others[#others + 1] = item
      has_some, are_whole = has_some or item.weight > 0, are_whole and math.tointeger(item.weight) ~= nil
    end
  end
  if not has_some then others[1].weight = 1 end
  for _, item in ipairs(others) do
    item.weight = math.tointeger(item.weight) and are_whole and math.tointeger(item.weight)
      or math.floor(item.weight * 1e6 + 0.5)
  end
  local sum
  others, sum = reduced(others)

  local hundredths = math.floor(percent * 100 + 0.5)
  -- Percents where they fit, for people; else the smallest numbers of the same ratio.
  local scale = divisor(hundredths, 100)
  if sum * (10000.0 // scale) > exact_everywhere then scale = divisor(hundredths, 10000) end
  local whole, part = 10000 // scale, hundredths // scale
  if math.type(sum) == "float" or sum * (whole + 0.0) >= 2 ^ 63 then
    others, sum = scaled(others, exact_everywhere // whole)
  end
  local map = {[variant] = part * sum}
  for _, item in ipairs(others) do map[item.key] = (whole - part) * item.weight end
  return map
end

return weights
