/// Ways in which a script may try to send a change that it does not declare. `W` stands for a call that writes; each way lets
/// its refusal out, or has nobody to hear it.
enum HiddenWrites {
    /// In the text of a script.
    static let code =
        calls + chunks + files + coroutines + items + metamethods + moreMetamethods + callbacks + hooks + targets + ends

    private static let calls = [
        "experiments.activate('1')", "experiments.deactivate('1')",
        "experiments.set_rollout_weights('1', {control = 1})", "experiments.create{projectId = '5', key = 'new'}",
        "request('POST', '/experiments/1/activate')", "request('DELETE', '/x')", "request('PUT', '/x')",
        "request('PATCH', '/x', {body = {a = 1}})", "request('HEAD', '/x')", "request('post', '/x')",
        "require 'ampsh'.experiments.activate('1')", "require 'ampsh'.request('POST', '/x')",
        "package.loaded.ampsh.experiments.activate('1')", "_G.experiments.activate('1')",
        "_ENV['experiments']['activate']('1')", "rawget(rawget(_G, 'experiments'), 'activate')('1')",
        "local kept = experiments.activate experiments = nil kept('1')",
        "for name, f in pairs(experiments) do if name == 'activate' then f('1') end end",
        "experiments.activate(setmetatable({id = '1'}, {}))",
        "local holder = {run = experiments.activate} holder.run({id = '1'})",
        "local function deep(n) if n == 0 then W else deep(n - 1) end end deep(100)",
        "local ok, e = pcall(experiments.activate, '1') error(e, 0)",
        "local ok, e = pcall(pcall, experiments.activate, '1') local _, inner = pcall(experiments.activate, '1') error(inner, 0)",
    ]

    private static let chunks = [
        "load(\"W\")()", "assert(load('return experiments.activate'))()('1')",
        "load(string.dump(function() W end))()", "load(string.dump(function() W end, true), 'x', 'b')()",
        "load(\"-- writes: experiments.activate\\n W\")()",
        "load(\"-- writes: experiments.activate\\n W\", '@other.lua')()",
        "load('experiments.activate(...)', '=x', 't', _G)('1')",
        "load('f()', '=x', 't', {f = function() W end})()",
        "local parts = {'experiments.', 'activate', '(\"1\")'} local n = 0 load(function() n = n + 1 return parts[n] end)()",
        "local n = 0 assert(load(function() n = n + 1 if n == 1 then W end end))",
        "(loadstring or load)(\"W\")()", "load(([[W]]):reverse():reverse())()",
        "goto there ::there:: local f <const> = function() W end f()",
    ]

    private static let files = [
        "dofile 'writes.lua'", "loadfile 'writes.lua'()", "shell.load 'writes.lua'", "shell.load 'declares.lua'",
        "shell.run 'named'", "shell.run 'named_declares'", "require 'writes'", "require 'declares'",
        "require 'quiet'.write()", "require 'inlib'", "require 'deep.module'",
        "local function late() return require 'writes' end late()",
        "package.preload.made = function() W end require 'made'",
        "table.insert(package.searchers, 1, function() return function() W end end) require 'anything'",
        "table.insert(package.searchers, 1, function() W end) require 'anything'",
        "package.path = './elsewhere/?.lua' require 'writer'",
        "local f = io.open 'writes.lua' local text = f:read 'a' f:close() load(text)()",
        "for line in io.lines 'writes.lua' do load(line)() end", "shell.load('arguments.lua', 'activate')",
    ]

    private static let coroutines = [
        "coroutine.wrap(function() W end)()", "coroutine.wrap(experiments.activate)('1')",
        "local ok, e = coroutine.resume(coroutine.create(function() W end)) error(e, 0)",
        "coroutine.wrap(function() coroutine.wrap(function() W end)() end)()",
        "local co = coroutine.wrap(function() coroutine.yield() W end) co() co()",
        "for x in coroutine.wrap(function() coroutine.yield(1) W end) do end",
        "local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() W end}) coroutine.yield() end) "
            + "coroutine.resume(co) local ok, e = coroutine.close(co) error(e, 0)",
        "local co = coroutine.wrap(function() local ok, e = pcall(coroutine.yield) W end) co() co()",
        "local main = coroutine.running() coroutine.wrap(function() if coroutine.running() ~= main then W end end)()",
    ]

    private static let items = [
        "parallel({'1'}, experiments.activate)", "parallel({1, 2, 3}, function() W end)",
        "parallel({1}, function() parallel({1}, function() W end) end)",
        "parallel({1}, function() sleep(0.01) W end)",
        "parallel({1}, function() coroutine.wrap(function() W end)() end)",
        "parallel(function() W end, function() end)",
        "coroutine.wrap(function() parallel({1}, function() W end) end)()",
        "local all = parallel({1}, function() return experiments.activate end) all[1]('1')",
        "parallel({1}, function() load(\"W\")() end, {concurrency = 1})",
    ]

    private static let metamethods = [
        "local x = setmetatable({}, {__index = function() W end}).y",
        "setmetatable({}, {__newindex = function() W end}).y = 1", "setmetatable({}, {__call = function() W end})()",
        "local x = setmetatable({}, {__add = function() W end}) + 1",
        "local x = 1 - setmetatable({}, {__sub = function() W end})",
        "local x = setmetatable({}, {__mul = function() W end}) * 1",
        "local x = setmetatable({}, {__div = function() W end}) / 1",
        "local x = setmetatable({}, {__mod = function() W end}) % 1",
        "local x = setmetatable({}, {__pow = function() W end}) ^ 1",
        "local x = -setmetatable({}, {__unm = function() W end})",
        "local x = setmetatable({}, {__idiv = function() W end}) // 1",
        "local x = setmetatable({}, {__band = function() W end}) & 1",
        "local x = ~setmetatable({}, {__bnot = function() W end})",
        "local x = setmetatable({}, {__shl = function() W end}) << 1",
        "local x = setmetatable({}, {__concat = function() W end}) .. ''",
        "local x = #setmetatable({}, {__len = function() W end})",
        "local m = {__eq = function() W end} local x = setmetatable({}, m) == setmetatable({}, m)",
        "local m = {__lt = function() W end} local x = setmetatable({}, m) < setmetatable({}, m)",
        "local m = {__le = function() W end} local x = setmetatable({}, m) <= setmetatable({}, m)",
        "do local x <close> = setmetatable({}, {__close = function() W end}) end",
        "for _ in next, {}, nil, setmetatable({}, {__close = function() W end}) do end",
    ]

    private static let moreMetamethods = [
        "print(setmetatable({}, {__tostring = function() W end}))",
        "tostring(setmetatable({}, {__tostring = function() W end}))",
        "string.format('%s', setmetatable({}, {__tostring = function() W end}))",
        "for _ in pairs(setmetatable({}, {__pairs = function() W end})) do end",
        "for _ in ipairs(setmetatable({}, {__index = function() W end})) do end",
        "table.unpack(setmetatable({}, {__len = function() W end}))",
        "table.concat(setmetatable({}, {__len = function() W end}))",
        "table.insert(setmetatable({}, {__newindex = function() W end}), 1)",
        "table.move({1}, 1, 1, 1, setmetatable({}, {__newindex = function() W end}))",
        "setmetatable(_G, {__index = function() W end}) local x = undefined",
        "setmetatable(_G, {__newindex = function() W end}) undefined = 1",
        "getmetatable('').__index = function() W end local x = ('x').y",
        "getmetatable('').__call = function() W end ('x')()",
        "debug.setmetatable(0, {__call = function() W end}) (1)()",
        "debug.setmetatable(nil, {__index = function() W end}) local x = (nil).y",
        "debug.setmetatable(print, {__index = function() W end}) local x = print.y",
        "setmetatable({}, {__gc = function() W end}) collectgarbage()", "setmetatable({}, {__gc = function() W end})",
        "KEPT = setmetatable({}, {__gc = function() W end})",
        "local function again() setmetatable({}, {__gc = function() again() pcall(function() W end) end}) end again() collectgarbage()",
        "setmetatable({}, {__gc = function() local ok = pcall(function() W end) end}) collectgarbage()",
        "local t = setmetatable({}, {__mode = 'k'}) t[setmetatable({}, {__gc = function() W end})] = 1 collectgarbage()",
        "coroutine.wrap(function() setmetatable({}, {__gc = function() W end}) end)() collectgarbage()",
    ]

    private static let callbacks = [
        "table.sort({1, 2, 3}, function() W end)",
        "local m = {__lt = function() W end} table.sort({setmetatable({}, m), setmetatable({}, m)})",
        "string.gsub('x', '.', function() W end)",
        "string.gsub('x', '.', setmetatable({}, {__index = function() W end}))",
        "local _, e = xpcall(error, function() local _, e = pcall(function() W end) return e end) error(e, 0)",
        "local _, e = xpcall(function() W end, function(e) return e end) error(e, 0)",
        "local ok, e = xpcall(experiments.activate, debug.traceback, '1') error(e, 0)",
        "local old = print print = function() W end print()", "shell.watch(0.1, function() W end)",
        "for _ in function() W end do end", "local t = {} t[1], t[2] = (function() W end)(), 1",
        "local f = setmetatable({}, {__index = function(_, name) return experiments[name] end}) f.activate('1')",
    ]

    private static let hooks = [
        "debug.sethook(function() debug.sethook() W end, 'l')\nlocal x = 1",
        "debug.sethook(function() debug.sethook() W end, 'c') print()",
        "debug.sethook(function() debug.sethook() W end, 'r') tostring(1)",
        "debug.sethook(function() debug.sethook() W end, '', 1)\nlocal x = 1",
        "local co = coroutine.create(function()\nlocal x = 1 end) debug.sethook(co, function() debug.sethook() W end, 'l') "
            + "local ok, e = coroutine.resume(co) error(e, 0)",
    ]

    private static let targets = [
        "connect{sandbox = ':memory:'}.experiments.activate('31238')",
        "connect{sandbox = 'other.sqlite'}.experiments.activate('31238')",
        "connect{sandbox = ':memory:', api = 'v1'}.experiments.edit('31238', {enabled = true})",
        "connect{sandbox = ':memory:', api = 'v1'}.flags.archive('24105')",
        "connect{sandbox = ':memory:'}.request('POST', '/experiments/31238/activate')",
        "local there = connect{sandbox = ':memory:'} parallel({'31238'}, there.experiments.activate)",
    ]

    private static let ends = [
        "local x <close> = setmetatable({}, {__close = function() W end}) os.exit(0, true)",
        "KEPT = setmetatable({}, {__gc = function() W end}) os.exit(0, true)",
        "KEPT = setmetatable({}, {__gc = function() pcall(function() W end) end}) os.exit(true, true)",
        "coroutine.wrap(function() KEPT = setmetatable({}, {__gc = function() W end}) os.exit(0, true) end)()",
        "setmetatable({}, {__gc = function() W end}) collectgarbage() os.exit(0)",
        "KEPT = setmetatable({}, {__gc = function() pcall(function() W end) os.exit(0) end}) os.exit(0, true)",
        "parallel({1}, function() KEPT = setmetatable({}, {__gc = function() W end}) end)",
    ]

    /// In v1, where some calls are made of others: what may be called by a declaration, and the call that is not.
    static let composed = [
        ("experiments.edit", "experiments.activate('1')"), ("experiments.edit", "experiments.archive('1')"),
        ("experiments.archive", "experiments.edit('1', {archive = true})"),
        ("experiments.activate", "experiments.edit('1', {enabled = true})"),
        ("experiments.activate", "experiments.deactivate('1')"), ("flags.edit", "flags.restore('1')"),
        ("flags.restore", "flags.edit('1', {archive = false})"),
        ("experiments.edit", "flags.edit('1', {enabled = true})"),
        ("experiments.variants.edit", "experiments.set_rollout_weights('1', {control = 1})"),
        ("experiments.set_rollout_weights", "experiments.variants.edit('1', 'control', {rolloutWeight = 1})"),
        ("flags.edit", "flags.tags.add('1', {'x'})"), ("flags.tags.add", "flags.edit('1', {tags = {'x'}})"),
        ("flags.tags.add", "flags.tags.remove('1', {'x'})"),
        ("flags.variants.users.remove", "flags.variants.users.bulk_remove('1', 'on', {'x'})"),
        ("request", "flags.edit('1', {enabled = true})"),
        ("flags.edit", "request('PATCH', '/api/1/flags/1', {body = {enabled = true}})"),
    ]
}
