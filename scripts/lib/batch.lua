-- batch.lua: does one thing to many items, several at once, and says what became of each.
--
-- Each item has a line: the words of what is done, then how it went. A dry run has the same words. Lines come in the
-- order of the items, each as soon as it and all before it are done. An item that fails does not stop the others; an
-- error that would meet every item (a bad key, a read-only session, Ctrl-C) does.
--
-- writes: nothing

local cli = require "lib.cli"
local format = require "lib.format"

local batch = {}

local hopeless = {auth = true, refused = true, interrupted = true}

local function tell_ready(lines, from, through)
  while lines[from] or from < through do
    if lines[from] then cli.tell(lines[from]) end
    from = from + 1
  end
  return from
end

local function summary(counts, total, dry_run)
  local parts = {}
  local function add(number, word)
    if number > 0 then parts[#parts + 1] = ("%d %s"):format(number, word) end
  end
  add(counts.done, dry_run and "would be done" or "done")
  add(counts.skipped, "left as they are")
  add(counts.failed, "failed")
  add(total - counts.done - counts.skipped - counts.failed, "not tried")
  return ("%s: %s%s"):format(
    format.count(total, "item"), #parts > 0 and table.concat(parts, ", ") or "nothing to do",
    dry_run and " (dry run, nothing was written)" or "")
end

--- Works through `task.items`, at most `task.concurrency` at once (8).
---
--- `task.words(item)` says what is done: "deactivate search-ranker (26460)". `task.skip(item)`, where it is given,
--- answers why an item is left as it is, or nil. `task.act(item)` does it; what it answers, if anything, is told after
--- "done". With `task.dry_run` it is not called. Answers the number of items that failed.
function batch.run(task)
  local items = task.items
  local lines, next_line = {}, 1
  local counts = {done = 0, skipped = 0, failed = 0}

  local function settle(index, outcome, text)
    counts[outcome] = counts[outcome] + 1
    lines[index] = ("%s: %s"):format(task.words(items[index]), text)
    next_line = tell_ready(lines, next_line, 0)
  end

  local function work(index)
    local item = items[index]
    local reason = task.skip and task.skip(item)
    if reason then return settle(index, "skipped", reason) end
    if task.dry_run then return settle(index, "done", "would be done") end
    local ok, result = pcall(task.act, item)
    if ok then return settle(index, "done", result and "done, " .. result or "done") end
    if type(result) == "table" and hopeless[result.kind] then error(result, 0) end
    settle(index, "failed", "failed: " .. tostring(result))
  end

  local indexes = {}
  for index = 1, #items do indexes[index] = index end
  local ok, problem = pcall(parallel, indexes, work, {concurrency = task.concurrency or 8})
  tell_ready(lines, next_line, #items + 1)
  cli.say(summary(counts, #items, task.dry_run))
  if not ok then error(problem, 0) end
  return counts.failed
end

--- Ends the script with the code for failed items, where there are any.
function batch.finish(failed)
  if failed > 0 then os.exit(cli.exit.items_failed, true) end
end

return batch
