import Terminal
import Testing

@testable import Repl

@Suite
struct LuaIndentationTests {
    @Test(arguments: [
        // what stands above, the line, given, own, next
        ("", "x = 1", 0, 0, 0),
        ("", "for i = 1, 2 do", 0, 0, 2),
        ("for i = 1, 2 do\n", "  print(i)", 2, 2, 2),
        ("for i = 1, 2 do\n", "  end", 2, 0, 0),
        ("for i = 1, 2 do\n  if x then\n", "    y()", 4, 4, 4),
        ("for i = 1, 2 do\n  if x then\n", "    end", 4, 2, 2),
        ("if x then\n  y()\n", "  else", 2, 0, 2),
        ("if x then\n  y()\n", "  elseif z then", 2, 0, 2),
        ("parallel(list, function(e)\n", "  e()", 2, 2, 2),
        ("parallel(list, function(e)\n", "  end)", 2, 0, 0),
        ("x = {\n", "  a = {", 2, 2, 4),
        ("x = {\n  a = {\n", "    }", 4, 2, 2),
        ("x = {\n  a = {\n", "    }}", 4, 0, 0),
        ("repeat\n", "  until x", 2, 0, 0),
        ("for i = 1, 2 do -- end\n", "", 2, 2, 2),
        ("for i = 1, 2 do -- end\n", "  -- a remark", 2, 2, 2),
        ("s = 'do'\n", "x", 0, 0, 0),
        ("function f() return 1 end\n", "x", 0, 0, 0),
        ("    while x do\n", "      y()", 6, 6, 6),
    ])
    func aLineStandsByWhatIsOpen(_ above: String, _ line: String, _ given: Int, _ own: Int, _ next: Int) {
        #expect(LuaIndentation.of(line, below: above) == LineIndentation(given: given, own: own, next: next))
    }

    @Test(arguments: [("s = [[\n", "text"), ("--[[\n", "text"), ("s = [[\n", "end]]"), ("", "s = [["), ("", "s = 'a")])
    func aTextIsNotMoved(_ above: String, _ line: String) {
        #expect(LuaIndentation.of(line, below: above) == nil)
    }
}
