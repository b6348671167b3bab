-- ampsh.strict: a module in which a misspelt name is an error, not nil: a reader that is nil would read nothing.
--
-- writes: nothing

local nearest = require "ampsh.nearest"

--- Makes a module strict, and returns it.
return function(module, name)
  return setmetatable(module, {__index = function(_, field)
    local hint = type(field) == "string" and nearest(field, module)
    error(("%s has no %s%s"):format(name, tostring(field), hint and "; did you mean " .. hint .. "?" or ""), 2)
  end})
end
