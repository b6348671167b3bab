-- Goes over all pages and keeps nothing.
local count = 0
for _ in experiments.each{} do count = count + 1 end
print(count)
