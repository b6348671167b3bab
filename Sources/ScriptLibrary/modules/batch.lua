-- ampsh.batch: does one thing to many items, several at once, and says what became of each.
--
-- Each item has a line: the words of what is done, then how it went. A dry run has the same words. A line is told as
-- soon as its item ends, so that what was done is known whatever ends the run. An item that fails does not stop the
-- others; failures in a row do, and so does an error that would meet every item (a bad key, a read-only session,
-- Ctrl-C).
--
-- writes: nothing

local cli = require "ampsh.cli"
local format = require "ampsh.format"

local batch = {}

local hopeless = {auth = true, refused = true, interrupted = true}

-- How many failures stop a run whatever --stop-after says: more than these, and more than this share of all items.
local most_failures, most_share = 5, 0.02

-- What became of items, in the order of the summary. What is not in order is counted in the exit code.
local outcomes = {
  {name = "done", words = "done", dry = "would be done", in_order = true},
  {name = "skipped", words = "left as they are", in_order = true},
  {name = "conflict", words = "in conflict"},
  {name = "failed", words = "failed"},
  {name = "unknown", words = "unknown (may have been applied)"},
  {name = "not_tried", words = "not tried"},
}

local function summary(counts, total, dry_run)
  local parts = {}
  for _, outcome in ipairs(outcomes) do
    local number = counts[outcome.name]
    if number > 0 then parts[#parts + 1] = ("%d %s"):format(number, dry_run and outcome.dry or outcome.words) end
  end
  return ("%s: %s%s"):format(
    format.count(total, "item"), #parts > 0 and table.concat(parts, ", ") or "nothing to do",
    dry_run and " (dry run, nothing was written)" or "")
end

-- An error in words, also one that is a table without words of its own.
local function description(problem)
  if type(problem) == "table" and not getmetatable(problem) then
    return tostring(problem.message or problem.kind or problem)
  end
  return tostring(problem)
end

local function is_unknown(problem)
  return type(problem) == "table" and (problem.outcome == "unknown" or problem.kind == "unknown")
end

local function with(words, more)
  return more and words .. ", " .. more or words
end

-- What becomes of an item, and the words for it. Raises what its functions raise.
local function attempt(task, item)
  local seen = task.look and task.look(item)
  local against = task.conflict and task.conflict(item)
  if against then return "conflict", against end
  local reason = task.skip and task.skip(item)
  if reason then return "skipped", reason end
  if task.dry_run then return "done", with("would be done", seen) end
  return "done", with("done", task.act(item))
end

-- Why a run that has come to this stops, or nil.
local function reason_to_stop(counts, in_a_row, total, stop_after)
  if in_a_row >= stop_after then return ("%d failures in a row"):format(in_a_row) end
  local bad = counts.failed + counts.unknown
  if bad > most_failures and bad > total * most_share then return ("%d of %d items failed"):format(bad, total) end
end

--- Works through `task.items`, at most `task.concurrency` at once (8).
---
--- `task.words(item)` says what is done: "deactivate search-ranker (26460)". Then, where they are given, come
--- `task.look(item)`, which reads what has to be known; `task.conflict(item)`, which returns why an item is left
--- though it is not as it should be; and `task.skip(item)`, why it is left and all is well. These three run in a dry
--- run, too. `task.act(item)` does it; what it returns, if anything, is told after "done". With `task.dry_run` it is
--- not called, and what `task.look` returns is told.
---
--- After `task.stop_after` (5) failures in a row, or when more than 5 and more than 2 % of all items failed, no further
--- item is begun. Returns the number of items that are not in order: in conflict, failed, unknown or not tried; and the
--- numbers of each.
function batch.run(task)
  local items = task.items
  local stop_after = task.stop_after or 5
  local counts = {done = 0, skipped = 0, conflict = 0, failed = 0, unknown = 0, not_tried = #items}
  local in_a_row = 0
  local stop = {}
  cli.show_each_line()

  local function settle(words, outcome, text)
    counts[outcome], counts.not_tried = counts[outcome] + 1, counts.not_tried - 1
    cli.tell(("%s: %s"):format(words, text))
  end

  local function work(index)
    local item = items[index]
    -- Before anything is done: without words it could not be told.
    local words = task.words(item)
    local ok, result, text = pcall(attempt, task, item)
    if ok then
      if result == "done" then in_a_row = 0 end
      return settle(words, result, text)
    end
    -- A key that may do nothing is told by the first answers; once something was done, it is that item's failure.
    local ends_all = type(result) == "table"
      and (hopeless[result.kind] or result.kind == "forbidden" and counts.done == 0)
    if is_unknown(result) then
      settle(words, "unknown", "unknown, may have been applied: " .. description(result))
    else
      settle(words, "failed", "failed: " .. description(result))
    end
    if ends_all then error(result, 0) end
    in_a_row = in_a_row + 1
    stop.reason = stop.reason or reason_to_stop(counts, in_a_row, #items, stop_after)
    if stop.reason then error(stop, 0) end
  end

  local indexes = {}
  for index = 1, #items do indexes[index] = index end
  local ok, problem = pcall(parallel, indexes, work, {concurrency = task.concurrency or 8})
  if stop.reason then cli.say("stopped: %s", stop.reason) end
  cli.say("%s", summary(counts, #items, task.dry_run))
  if not ok and problem ~= stop then error(problem, 0) end

  local not_in_order = 0
  for _, outcome in ipairs(outcomes) do
    if not outcome.in_order then not_in_order = not_in_order + counts[outcome.name] end
  end
  return not_in_order, counts
end

--- Ends the script with the code for items that are not in order, where there are any.
function batch.finish(not_in_order)
  if not_in_order > 0 then cli.stop(cli.exit.items_failed) end
end

return batch
