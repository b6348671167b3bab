import APIClient
import LuaBridge
import Testing

/// An object with each kind of part, and `count` items more.
private func answer(_ count: Int) -> String {
    let items = (0..<count).map { #"{"n\#($0 % 7)":\#($0),"t":"x\#($0)"}"# }.joined(separator: ",")
    return #"""
        {"id":"7","a":[null,true,false,-1,0.5,1e300,"text","\t\u00e9","",[],{}],"b\n":{"c":null,"d":1,"e":"\\"},
         "twice":1,"gone":1,"twice":{"f":[1]},"gone":null,"half":"\ud800","":"nameless","items":[\#(items)]}
        """#
}

/// An answer whose text was read when it was judged becomes what `json.decode` makes of the same text. The second has more
/// parts than are kept.
@Test(arguments: [3, 3000])
func anAnswerIsTheSameHoweverOftenItsTextIsRead(_ count: Int) throws {
    let text = answer(count)
    let fixture = try RuntimeFixture { _ in
        .answer(HTTPResponse(status: 200, headers: [], body: Array(text.utf8)))
    }
    fixture.state.main.push(text)
    fixture.state.main.rawSetGlobal("text")
    try fixture.run(
        """
        local function same(a, b)
          if type(a) ~= "table" then return a == b and math.type(a) == math.type(b) end
          for k, v in pairs(a) do if not same(v, b[k]) then return false, k end end
          for k in pairs(b) do if a[k] == nil then return false, k end end
          return true
        end
        local got = experiments.get("7")
        local told = json.decode(text, {replace_surrogates = true})
        assert(same(got, told), select(2, same(got, told)))
        assert(#got.a == 11 and got.a[1] == null and got.a[8] == "\\té" and json.encode(got.a[10]) == "[]")
        assert(got["b\\n"].c == nil and got.twice.f[1] == 1 and got.gone == nil and #got.items == \(count))
        """)
}
