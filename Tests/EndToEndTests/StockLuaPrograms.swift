import Testing

/// Programs that walk through the language and its library and print what they see.
enum StockLuaPrograms {
    struct Program: Sendable, CustomTestStringConvertible {
        let name: String
        let code: String
        var testDescription: String { name }
    }

    static let all = [
        Program(
            name: "numbers",
            code: """
                print(7 // 2, -7 // 2, 7 // -2, 7.0 // 2, -7 % 3, 7 % -3, 5.5 % -2, 1e15, 2^53, 2^63, -0.0)
                print(1 / 0, -1 / 0, 0/0 ~= 0/0, math.maxinteger + 1 == math.mininteger, math.mininteger // -1)
                print(pcall(function() return 1 // 0 end)) print(pcall(function() return 1 % 0 end))
                print(3 | 4, 7 & 2, 5 ~ 1, ~0, 1 << 63, 1 << 64, -1 >> 1, 2^31 | 0, pcall(function() return 1.5 | 0 end))
                print(10 == 10.0, '10' == 10, '10' + 5, '0x10' + 0, 10 .. 20, '3' * '4', pcall(function() return 'a' + 1 end))
                print(math.type(1), math.type(1.0), math.type('1'), math.tointeger(3.0), math.tointeger('8'), math.ult(1, -1))
                print(tonumber('  0x1p4  '), tonumber('1e'), tonumber('z', 36), tonumber('7', 2), tonumber('1' .. ('0'):rep(30)))
                print(9007199254740993, 0x7fffffffffffffff, 0xffffffffffffffff, 1e308 * 10, 123456789012345678901)
                for i = math.maxinteger - 1, math.maxinteger do io.write(i, ' ') end print()
                for i = 1, 0 do print('never') end for i = 3, 1, -1 do io.write(i, ' ') end print(pcall(load 'for i = 1, 2, 0 do end'))
                for x = 0, 1, 0.25 do io.write(x, ' ') end print() print(string.format('%.14g %.17g', 0.1, 0.1), 100000000000000)
                """),
        Program(
            name: "strings",
            code: #"""
                print(('%5d|%-5d|%05d|%+d|%x|%X|%o|%c|%e|%g|%a|%i'):format(42, 42, 42, 42, 255, 255, 8, 65, 1.5, 1e20, 1, 3.0))
                print(('%q'):format('a\n\0\r"\\\200'), ('%q'):format(1/3), ('%q'):format(math.mininteger), ('%s|%10s|%.2s'):format(nil, 'x', 'abc'))
                print(pcall(string.format, '%d', 1.5), pcall(string.format, '%y', 1), pcall(string.format, '%d'))
                print(('hello world'):find('o w'), ('hello'):find('l', 1, true), ('hello'):match('(h)(.)'), ('x'):rep(3, ','))
                print(('key = value'):match('^(%w+)%s*=%s*(%w+)$'), ('THE (quick) fox'):find('%((%a+)%)'), ('abc'):gsub('%w', '%0%0'))
                print(('hello'):gsub('l', {l = 'L'}), ('hello'):gsub('', '-'), ('abc'):gsub('b', function() return nil end), ('%bxy'):len())
                print(('f(a(b)c)d'):match('%b()'), ('THE END'):match('%f[%a]%a+%f[%A]'), pcall(string.find, 'a', '[a'), pcall(string.rep, 'x', 1e10))
                for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do io.write(k, v, ';') end print()
                print(#'\u{7FFFFFFF}', '\x41\65\z
                       \u{20AC}', [[
                long]], [==[ ]] ]==])
                print(('abc'):byte(1, -1), string.char(72, 105), ('abc'):sub(-2), ('abc'):sub(2, 10), ('abc'):reverse(), ('aB'):upper(), ('aB'):lower())
                print(utf8.char(228, 8364, 128512), utf8.len('äö'), utf8.len('\xff'), utf8.codepoint('ä€', 1, -1), utf8.offset('aäb', 3))
                for p, c in utf8.codes('aä€') do io.write(p, ':', c, ' ') end print(pcall(function() for _ in utf8.codes('\xff') do end end))
                print(string.pack('<i4', 100):byte(1, -1)) print(string.unpack('<s1', '\3abc')) print(string.packsize('i4i8'), pcall(string.unpack, 'i4', 'x'))
                print(tostring(nil), tostring(true), tostring(1e100), tostring(-0.0), 'a' < 'b', 'a' < 'B', '' < 'a', pcall(function() return 1 < 'x' end))
                """#),
        Program(
            name: "tables",
            code: """
                local t = {10, 20, 30, nil} print(#t, select('#', table.unpack(t, 1, 4)), table.unpack({1, 2, 3}, 2))
                table.insert(t, 40) table.insert(t, 1, 0) print(table.concat(t, ',')) print(table.remove(t), table.remove(t, 1), table.remove({}), #t)
                print(pcall(table.insert, t, 9, 1), pcall(table.insert, t), pcall(table.concat, {1, {}, 3}))
                table.sort(t, function(a, b) return a > b end) print(table.concat(t, ' ')) print(table.concat(table.move({1, 2, 3}, 1, 3, 2), ','))
                print(pcall(table.sort, {3, 1, 'x'}), table.pack(1, nil, 3).n, next({}), rawlen({1, 2}), rawequal(t, t), rawget(t, 1))
                print(pcall(table.sort, {1, 2, 3, 4, 5, 6, 7, 8}, function() return true end))
                print(pcall(function() t[nil] = 1 end), pcall(function() t[0/0] = 1 end), pcall(next, {}, 'no'))
                local keys = {} for k in pairs({a = 1, b = 2, [1] = 3, [2.0] = 4}) do keys[#keys + 1] = tostring(k) end table.sort(keys) print(table.concat(keys, ' '))
                local u = setmetatable({}, {__index = function(_, k) return k * 2 end, __newindex = function(t, k, v) rawset(t, k, v + 1) end,
                    __call = function(_, a, b) return a, b end, __len = function() return 99 end, __tostring = function() return 'U' end,
                    __concat = function(a, b) return 'cat' end, __unm = function() return 'neg' end, __eq = function() return true end,
                    __lt = function() return true end, __le = function() return false end, __add = function() return 'add' end,
                    __idiv = function() return 'idiv' end, __band = function() return 'band' end, __shl = function() return 'shl' end, __bnot = function() return 'bnot' end,
                    __pairs = function(t) return function(_, k) if not k then return 1, 'only' end end, t, nil end, __name = 'Mine', __metatable = 'locked'})
                u[1] = 1 print(u[1], u[21], u(5, 6), #u, tostring(u), u .. 1, 1 .. u, -u, u == setmetatable({}, getmetatable('')), u < 1, u <= 1, u + 1, u // 1, u & 1, u << 1, ~u)
                for k, v in pairs(u) do print(k, v) end print(getmetatable(u), pcall(setmetatable, u, {}), getmetatable('').__index == string)
                local weak = setmetatable({}, {__mode = 'k'}) weak[{}] = 1 collectgarbage() print(next(weak))
                local log = {} do local a <close> = setmetatable({}, {__close = function(_, e) log[#log + 1] = 'a' .. tostring(e) end})
                    local b <close> = setmetatable({}, {__close = function() log[#log + 1] = 'b' end}) end print(table.concat(log, ' '))
                print(pcall(function() local x <close> = {} end)) print(pcall(function() local a <close> = setmetatable({}, {__close = function(_, e) error('second ' .. e, 0) end}) error('first', 0) end))
                for i, v in ipairs({1, 2, nil, 4}) do io.write(i, '=', v, ' ') end for i, v in ipairs(setmetatable({}, {__index = function(_, i) if i < 4 then return i * i end end})) do io.write(i, '=', v, ' ') end print()
                """),
        Program(
            name: "coroutines",
            code: """
                local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) local d, e = coroutine.yield(c * 2) return d + e end)
                print(coroutine.resume(co, 1, 2)) print(coroutine.resume(co, 10)) print(coroutine.status(co), coroutine.resume(co, 3, 4)) print(coroutine.resume(co), coroutine.status(co))
                local gen = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) print(gen(), gen(), gen(), gen()) print(pcall(gen))
                print(coroutine.isyieldable(), coroutine.running()~= nil, select(2, coroutine.running()), pcall(coroutine.yield))
                print(coroutine.wrap(function() return coroutine.isyieldable(), select(2, coroutine.running()) end)())
                print(select('#', coroutine.resume(coroutine.create(function() return end))), coroutine.resume(coroutine.create(function() error({1}) end)))
                co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() print('closing') end}) coroutine.yield() end)
                coroutine.resume(co) print(coroutine.close(co), coroutine.status(co)) print(coroutine.close(coroutine.create(print)))
                co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() error('bad close', 0) end}) coroutine.yield() end)
                coroutine.resume(co) print(coroutine.close(co)) print(pcall(coroutine.close, coroutine.running()))
                print(coroutine.wrap(function() return pcall(function() coroutine.yield(1) error('after', 0) end) end)())
                co = coroutine.wrap(function() return pcall(pcall, pcall, function() local v = coroutine.yield('in pcall') error(v, 0) end) end) print(co()) print(co('passed'))
                co = coroutine.wrap(function() return select(2, xpcall(function() coroutine.yield() error('x', 0) end, function(m) return m .. m end)) end) co() print(co())
                local mt = setmetatable({}, {__index = function(_, k) return coroutine.yield(k) end, __add = function(a, b) return coroutine.yield('add') end, __call = coroutine.yield})
                co = coroutine.wrap(function() local a = mt.field local b = mt + 1 return a, b end) print(co()) print(co(1)) print(co(2))
                co = coroutine.wrap(function() for x in function() return coroutine.yield('iter') end do print('item', x) end return 'end' end) print(co()) print(co(5)) print(co(nil))
                print(pcall(coroutine.wrap(function() table.sort({3, 2, 1}, coroutine.yield) end))) print(pcall(coroutine.wrap(function() string.gsub('a', 'a', coroutine.yield) end)))
                print(coroutine.resume(coroutine.create(function() return coroutine.resume(coroutine.running()) end))) local outer outer = coroutine.wrap(function() return pcall(outer) end) print(outer())
                print(pcall(coroutine.resume, 5), pcall(coroutine.create, 5), pcall(coroutine.status))
                local deep = 0 local function nest(n) if n == 0 then return 'bottom' end return coroutine.wrap(nest)(n - 1) end print(nest(100))
                local ok, message = pcall(function() local function n(i) return coroutine.wrap(n)(i + 1) end n(0) end) print(ok, tostring(message):match('C stack overflow') or message)
                print(debug.traceback(coroutine.create(function() end), 'told')) co = coroutine.create(function() error('kept') end) coroutine.resume(co) print((debug.traceback(co)))
                local function producer() return coroutine.create(function() for _, v in ipairs{'a', 'b'} do coroutine.yield(v) end end) end
                local p = producer() while true do local ok, v = coroutine.resume(p) if not v then break end io.write(v, ' ') end print(coroutine.status(p))
                """),
        Program(
            name: "coroutines that end badly",
            code: """
                local function closing(name, raises) return setmetatable({}, {__close = function(_, e) print('close', name, e) if raises then error(raises, 0) end end}) end
                local co = coroutine.create(function() local a <close> = closing('a') local b <close> = closing('b', 'from b') error('body', 0) end)
                print(coroutine.resume(co)) print(coroutine.status(co), coroutine.close(co)) print(coroutine.status(co), coroutine.close(co)) print(coroutine.resume(co))
                print(pcall(coroutine.wrap(function() local a <close> = closing('a') local b <close> = closing('b', {'table'}) error('body') end)))
                print(pcall(coroutine.wrap(function() local a <close> = closing('a') error('at') end))) print(pcall(coroutine.wrap(function() error({}) end)))
                print(pcall(coroutine.wrap(function() error() end))) print(pcall(coroutine.wrap(function() error('no place', 0) end))) print(pcall(coroutine.wrap(function() local x = nil + 1 end)))
                local dead = coroutine.wrap(function() end) dead() print(pcall(dead)) print(pcall(function() dead() end))
                co = coroutine.create(function() local a <close> = closing('a') coroutine.yield() end) coroutine.resume(co) print(coroutine.close(co)) print(coroutine.close(co))
                co = coroutine.create(function() local a <close> = closing('a', false) coroutine.yield() end) print(coroutine.close(co), coroutine.resume(co))
                co = coroutine.create(function() local a <close> = setmetatable({}, {__close = function() error(nil) end}) coroutine.yield() end) coroutine.resume(co) print(coroutine.close(co))
                co = coroutine.create(function() local a <close> = setmetatable({}, {__close = function() coroutine.yield('in close') print('closed') end}) return 'value' end) print(coroutine.resume(co)) print(coroutine.resume(co))
                co = coroutine.wrap(function() local a <close> = setmetatable({}, {__close = function(_, e) print(coroutine.yield('in close', e)) end}) error('body', 0) end) print(pcall(co)) print(pcall(co, 'passed'))
                local outer outer = coroutine.create(function() local inner = coroutine.wrap(function() return pcall(coroutine.close, outer) end) print(inner()) return coroutine.status(outer) end) print(coroutine.resume(outer))
                print(pcall(coroutine.close, 1)) print(pcall(coroutine.close)) print(pcall(coroutine.wrap)) print(pcall(coroutine.wrap, {})) print(pcall(coroutine.resume, {})) print(coroutine.close(coroutine.wrap and coroutine.create(error)))
                local order = {} co = coroutine.create(function() for i = 1, 3 do local c <close> = setmetatable({}, {__close = function() order[#order + 1] = i end}) if i == 2 then coroutine.yield() end end end)
                coroutine.resume(co) print(coroutine.close(co), table.concat(order, ' ')) print(select('#', coroutine.close(coroutine.create(print))))
                print(coroutine.resume(coroutine.create(function(...) return select('#', ...) end), nil, nil, nil)) print(coroutine.resume(coroutine.create(function() return nil, nil end)))
                local hooked = 0 co = coroutine.create(function() local x = 1
                    x = 2 coroutine.yield() x = 3 end) debug.sethook(co, function() hooked = hooked + 1 end, 'l') coroutine.resume(co) print(hooked > 0, debug.gethook(co) ~= nil, debug.gethook()) debug.sethook(co) print(debug.gethook(co))
                co = coroutine.create(function() local function f() coroutine.yield() end f() end) coroutine.resume(co) print((debug.traceback(co)), (debug.traceback(co, nil, 1)), debug.traceback(co, {}) ~= nil)
                print(coroutine.wrap(function() return (debug.traceback('in')) end)()) print(xpcall(coroutine.wrap(function() error('x') end), function(m) return (debug.traceback(m):gsub('%s*%[C%]: in %?$', '')) end))
                print(pcall(string.rep, 'x', 1 << 40)) print(pcall(coroutine.wrap(function() string.rep('x', 1 << 40) end))) print(debug.getinfo(coroutine.resume).what, debug.getinfo(coroutine.wrap(print)).what)
                for k, v in coroutine.wrap(function() for i = 1, 2 do coroutine.yield(i, i * i) end end) do io.write(k, v, ' ') end print() print(pcall(load 'for x in coroutine.wrap(function() error("in iterator", 0) end) do end'))
                coroutine.wrap(function() print(pcall(os.exit, 'x')) os.exit(3) end)()
                """),
        Program(
            name: "control and scope",
            code: """
                for i = 1, 3 do for j = 1, 3 do if j == 2 then goto continue end io.write(i, j, ' ') ::continue:: end end print()
                do local i = 1 ::top:: if i <= 3 then io.write(i, ' ') i = i + 1 goto top end print() end
                local fns = {} for i = 1, 3 do fns[i] = function() i = i + 1 return i end end print(fns[1](), fns[1](), fns[2]())
                local n = 0 repeat local done = n >= 2 n = n + 1 until done print(n) while true do if n > 5 then break end n = n + 1 end print(n)
                local function va(...) local a, b = ... return select('#', ...), a, b, (...) end print(va()) print(va(nil, nil)) print((va(1, 2, 3)))
                local a, b, c = (function() return 1, 2, 3 end)() print(a, b, c) local t = {va(1, 2), va(1, 2)} print(#t)
                print(pcall(select, 0)) print(select(-1, 1, 2, 3)) local x, y = 1, 2 x, y = y, x print(x, y) local i = 1 i, t[i] = i + 1, 'first' print(i, t[1])
                print(not nil == true, nil and 1, false or 'x', 1 and 2, 2^3^2, -2^2, 'a' .. 'b' == 'ab', 1 .. 2 .. 3, not 1 == 2, 1 < 2 == true, 5 - -3)
                local function tail(n) if n == 0 then return 'deep enough' end return tail(n - 1) end print(tail(1000000))
                local ok, m = pcall(function() local function f() return 1 + f() end return f() end) print(ok, (m:gsub('\\n.*', ''):match('stack overflow')))
                local _ENV <const> = {print = print} print(x, _G) global = 5 print(global)
                """),
        Program(
            name: "errors and debug",
            code: """
                local function level1() error('one', 1) end local function level2() error('two', 2) end
                print(pcall(level1)) print(pcall(level2)) print(pcall(error, 'none', 0)) print(select('#', pcall(error)))
                print(xpcall(function() local x = nil; x() end, debug.traceback ~= nil and function(m) return 'handled: ' .. m end))
                print(xpcall(function() error('a') end, function(m) error('b') end)) print(pcall(xpcall)) print(xpcall(print, print, 1, 2))
                local function where() local i = debug.getinfo(2, 'Sl') return i.short_src .. ':' .. i.currentline .. ':' .. i.what end print(where())
                print(debug.getinfo(print).what, debug.getinfo(1, 'S').source, debug.getinfo(where, 'u').nparams, debug.getinfo(1, 'n').name)
                local up = 5 local function f() return up end print(debug.getupvalue(f, 1)) debug.setupvalue(f, 1, 6) print(f()) print(debug.getlocal(1, 1))
                print(pcall(function() local t = {} t.a.b.c = 1 end)) print(pcall(function() return up.x.y end)) print(pcall(function() return ('x').y.z end))
                print(pcall(function() return up() end)) print(pcall(function() math.nothing() end)) print(pcall(function() return {} < {} end)) print(pcall(function() return #nil end))
                print(pcall(string.rep, 'x', -1)) print(pcall(tostring)) print(pcall(ipairs)) print(pcall(setmetatable, {}, 1)) print(pcall(rawset, 1, 2, 3)) print(pcall(load, 5))
                local counts = 0 debug.sethook(function() counts = counts + 1 end, 'l') local a = 1
                a = 2
                debug.sethook() print(counts > 0, debug.gethook()) print(load('x ===')) print(load(function() return nil end)) print(pcall(load, 'return 1', 'c', 'b'))
                print(load('error("at")', '=name')) print(pcall(load('error("at")', '=name'))) print(pcall(load('error("at")', '@file.lua'))) print(pcall(load('\\n\\nerror("at")')))
                print(collectgarbage('count') > 0, collectgarbage('step'), collectgarbage('isrunning'), collectgarbage('incremental'), collectgarbage('generational'), collectgarbage('incremental'))
                print(os.time({year = 2020, month = 1, day = 1, hour = 12}), os.date('!%Y-%m-%d', 0), pcall(os.date, '%Ez', 0), os.difftime(5, 3), type(os.clock()), pcall(os.time, {year = 2020}))
                """),
        Program(
            name: "files",
            code: """
                local name = os.tmpname() local f = assert(io.open(name, 'w')) print(f:write('one\\n', 2, '\\n', 3.5, '\\nlast'), io.type(f)) print(f:seek('cur'), f:close(), io.type(f), pcall(f.write, f, 'x'))
                for line in io.lines(name) do io.write('[', line, ']') end print() for a, b in io.lines(name, 1, 'n') do io.write(a, tostring(b), ';') break end print()
                f = io.open(name) print(f:read('l', 'n', 'L', 'a')) print(f:read('a'), f:read('l'), f:read(0)) f:seek('set', 1) print(f:read(3)) f:close() print(tostring(f))
                f = io.open(name, 'a+') f:write('more') f:seek('set') print(#f:read('a')) f:close() print(pcall(io.open, name, 'zz')) os.remove(name) print(os.remove(name))
                """),
    ]
}
