-- pure.lua NAME: seconds of processor time of a program that calls nothing of the host. Runs in stock Lua too.
local programs = {}

function programs.fib()
  local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
  return fib(32)
end

function programs.strings()
  local length = 0
  for i = 1, 60 do
    local parts = {}
    for j = 1, 10000 do parts[j] = "part " .. j .. " of " .. i end
    length = length + #table.concat(parts, ",")
  end
  return length
end

function programs.sort()
  local state, values = 42, {}
  for i = 1, 300000 do
    state = (state * 1103515245 + 12345) % 2147483648
    values[i] = state
  end
  table.sort(values)
  return values[1]
end

function programs.nbody()
  local bodies = {}
  for i = 1, 5 do bodies[i] = {x = i, y = i * 2, z = i * 3, vx = 0, vy = 0, vz = 0, mass = 1 / i} end
  for _ = 1, 120000 do
    for i = 1, #bodies do
      local a = bodies[i]
      for j = i + 1, #bodies do
        local b = bodies[j]
        local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
        local d = 0.001 / (dx * dx + dy * dy + dz * dz) ^ 1.5
        a.vx, a.vy, a.vz = a.vx - dx * b.mass * d, a.vy - dy * b.mass * d, a.vz - dz * b.mass * d
        b.vx, b.vy, b.vz = b.vx + dx * a.mass * d, b.vy + dy * a.mass * d, b.vz + dz * a.mass * d
      end
    end
    for i = 1, #bodies do
      local a = bodies[i]
      a.x, a.y, a.z = a.x + 0.001 * a.vx, a.y + 0.001 * a.vy, a.z + 0.001 * a.vz
    end
  end
  return bodies[1].x
end

local start = os.clock()
programs[arg[1]]()
print(os.clock() - start)
