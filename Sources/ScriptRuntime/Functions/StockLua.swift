/// One line about each function that Lua brings along, so that `help(print)` has an answer.
enum StockLua {
    /// By the dotted name: how it is called, and what it does.
    static let entries: [String: (signature: String, text: String)] = {
        var entries: [String: (signature: String, text: String)] = [:]
        for line in table.split(separator: "\n") {
            guard let gap = line.ranges(of: "  ").first else { continue }
            let signature = String(line[..<gap.lowerBound])
            let name = String(signature.prefix { $0 != "(" && $0 != " " })
            entries[name] = (signature, String(line[gap.upperBound...]))
        }
        return entries
    }()

    private static let functions = entries.keys.sorted()
    private static let libraries = Set(functions.filter { $0.contains(".") }.map { String($0.prefix { $0 != "." }) })
        .sorted()

    /// The names of the libraries, or of the functions.
    static func names(of libraries: Bool) -> [String] { libraries ? Self.libraries : functions }

    /// The page of a name; for a library, the list of its functions.
    static func page(_ name: String) -> String? {
        if let entry = entries[name] { return "\(entry.signature)\n\n\(entry.text)\n\nA function of Lua 5.4.\n" }
        let inside = entries.filter { $0.key.hasPrefix(name + ".") }.sorted { $0.key < $1.key }
        guard !inside.isEmpty else { return nil }
        return "\(name): a library of Lua 5.4\n" + inside.map { "  \($0.value.signature)\n" }.joined()
    }

    private static let table = """
        assert(v, message)  Raises the message (or "assertion failed!") where v is false or nil; else returns its arguments.
        collectgarbage(option, arg)  Controls the garbage collector; "count" returns the kilobytes in use.
        dofile(filename)  Runs a file as Lua and returns what it returns.
        error(message, level)  Raises the message, with the place where it was raised before it, unless level is 0.
        getmetatable(object)  Returns the metatable of a value, or its field __metatable.
        ipairs(t)  For a for loop: the numbers 1, 2, ... and their items, up to the first nil.
        load(chunk, name, mode, env)  Compiles a text and returns it as a function; or nil and what is wrong.
        loadfile(filename, mode, env)  Compiles a file and returns it as a function; or nil and what is wrong.
        next(t, key)  Returns the key after a key, and its value; nil after the last.
        pairs(t)  For a for loop: all keys of a table and their values, in no order.
        pcall(f, ...)  Calls a function; returns true and its results, or false and what it raised.
        print(...)  Writes its arguments as tostring makes them, with tabs between, and a newline.
        rawequal(a, b)  Whether two values are the same, without metamethods.
        rawget(t, key)  The value of a key, without metamethods.
        rawlen(v)  The length of a table or string, without metamethods.
        rawset(t, key, value)  Sets the value of a key, without metamethods, and returns the table.
        require(name)  Loads a module once, and returns what it returned.
        select(n, ...)  The arguments from the nth on; for "#" how many there are.
        setmetatable(t, metatable)  Sets the metatable of a table and returns the table.
        tonumber(v, base)  A number, from a number or a text; nil where it is none.
        tostring(v)  The value as a text.
        type(v)  The name of the value's type.
        warn(message, ...)  Writes a warning to standard error.
        xpcall(f, handler, ...)  As pcall; where it raises the handler makes of the error what is returned.
        coroutine.close(co)  Ends a coroutine and closes its variables.
        coroutine.create(f)  Makes a coroutine of a function.
        coroutine.isyieldable(co)  Whether it may yield.
        coroutine.resume(co, ...)  Goes on with a coroutine; returns true and what it yields, or false and what it raised.
        coroutine.running()  The coroutine that runs, and whether it is the main one.
        coroutine.status(co)  "running", "suspended", "normal" or "dead".
        coroutine.wrap(f)  A function that goes on with a coroutine of f at each call.
        coroutine.yield(...)  Stops the coroutine; resume returns the arguments.
        debug.traceback(message, level)  The message and where it is called from, as a text.
        debug.getinfo(f, what)  A table of facts about a function or a level of calls.
        io.close(file)  Closes a file.
        io.input(file)  Sets or returns the file that io.read reads.
        io.lines(filename, ...)  For a for loop: the lines of a file.
        io.open(filename, mode)  Opens a file; or returns nil and what is wrong.
        io.output(file)  Sets or returns the file that io.write writes.
        io.popen(command, mode)  Runs a command and returns its output, or its input, as a file.
        io.read(...)  Reads from the input: "l" a line, "n" a number, "a" all, a number so many bytes.
        io.tmpfile()  A file that is gone when it is closed.
        io.type(v)  "file", "closed file" or nil.
        io.write(...)  Writes its arguments raw, with nothing between them.
        math.abs(x)  The value without its sign.
        math.acos(x)  The arc cosine.
        math.asin(x)  The arc sine.
        math.atan(y, x)  The arc tangent of y/x, in the right quadrant.
        math.ceil(x)  The smallest whole number that is not below x.
        math.cos(x)  The cosine.
        math.deg(x)  Radians as degrees.
        math.exp(x)  e to the power of x.
        math.floor(x)  The largest whole number that is not above x.
        math.fmod(x, y)  What is left of x divided by y, rounded toward 0.
        math.log(x, base)  The logarithm, natural unless a base is given.
        math.max(x, ...)  The largest of its arguments.
        math.min(x, ...)  The smallest of its arguments.
        math.modf(x)  The whole part and the rest.
        math.rad(x)  Degrees as radians.
        math.random(m, n)  A number from 0 up to 1, or a whole one from m (else 1) to n.
        math.randomseed(x, y)  Begins another row of random numbers.
        math.sin(x)  The sine.
        math.sqrt(x)  The square root.
        math.tan(x)  The tangent.
        math.tointeger(x)  The whole number that x is; nil where it is none.
        math.type(x)  "integer", "float" or nil.
        math.ult(m, n)  Whether m is below n, both without a sign.
        os.clock()  The seconds of processor time in use.
        os.date(format, time)  A time as a text, or for "*t" as a table.
        os.difftime(t2, t1)  The seconds from t1 to t2.
        os.execute(command)  Runs a command of the system.
        os.exit(code)  Ends the process.
        os.getenv(name)  A variable of the environment, or nil.
        os.remove(filename)  Deletes a file.
        os.rename(old, new)  Gives a file another name.
        os.time(table)  The present time, or that of a table, as a number of seconds.
        os.tmpname()  A name for a file that is there for a while.
        string.byte(s, i, j)  The bytes from i to j as numbers.
        string.char(...)  The text of bytes that are numbers.
        string.dump(f, strip)  A function as a binary text.
        string.find(s, pattern, init, plain)  Where a pattern is found: first and last place, and its captures; else nil.
        string.format(format, ...)  The format with its arguments in place of %s, %d, %5.2f, %q, ...
        string.gmatch(s, pattern, init)  For a for loop: what a pattern matches, one after the other.
        string.gsub(s, pattern, replacement, n)  The text with what matches replaced, and how often it was.
        string.len(s)  The length in bytes.
        string.lower(s)  In small letters.
        string.match(s, pattern, init)  What a pattern captures, or matches; nil where it does not.
        string.pack(format, ...)  Values as binary text.
        string.packsize(format)  The length of what string.pack makes.
        string.rep(s, n, separator)  The text n times.
        string.reverse(s)  The bytes from the last to the first.
        string.sub(s, i, j)  The part from i to j; negative places count from the end.
        string.unpack(format, s, place)  What string.pack packed.
        string.upper(s)  In capitals.
        table.concat(list, separator, i, j)  The items of a list as one text.
        table.insert(list, place, value)  Puts a value in at a place, or at the end where none is given.
        table.move(a, first, last, place, b)  Copies items to a place in the same or another table.
        table.pack(...)  A table of its arguments, with their number in n.
        table.remove(list, place)  Takes out an item, the last where no place is given, and returns it.
        table.sort(list, comes_before)  Puts a list in order.
        table.unpack(list, i, j)  The items of a list as values.
        utf8.char(...)  The text of characters that are numbers.
        utf8.codepoint(s, i, j)  The characters from i to j as numbers.
        utf8.codes(s)  For a for loop: the places of characters, and the characters as numbers.
        utf8.len(s, i, j)  How many characters there are; nil and the place of what is none.
        utf8.offset(s, n, i)  The place where the nth character begins.
        """
}
