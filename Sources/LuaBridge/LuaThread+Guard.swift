extension LuaThread {
    /// Runs the body of a method; in debug builds it traps where the stack is not as the mark of the method promises. What
    /// throws has popped what it pops and pushed nothing.
    ///
    /// In release builds nothing of it is left. `check-bridge-law` holds each mark to its guard.
    ///
    /// - Parameters:
    ///   - pops: so many values on top are used up; nil is any number.
    ///   - pushes: so many come in their place; nil is any number.
    @inlinable @inline(__always)
    public func balanced<Result, Failure: Error>(
        pops: Int? = 0, pushes: Int? = 0, _ site: StaticString = #function, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        #if DEBUG
            let before = top
            let result: Result
            do throws(Failure) { result = try body() } catch {
                expect(before, pops, 0, site)
                throw error
            }
            expect(before, pops, pushes, site)
            return result
        #else
            return try body()
        #endif
    }

    /// The same for a method that pushes only where its result is true.
    @inlinable @inline(__always)
    public func balanced<Failure: Error>(
        pops: Int? = 0, pushesWhenTrue pushes: Int, _ site: StaticString = #function, _ body: () throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        #if DEBUG
            let before = top
            let result: Bool
            do throws(Failure) { result = try body() } catch {
                expect(before, pops, 0, site)
                throw error
            }
            expect(before, pops, result ? pushes : 0, site)
            return result
        #else
            return try body()
        #endif
    }

    #if DEBUG
        @usableFromInline
        func expect(_ before: Int, _ pops: Int?, _ pushes: Int?, _ site: StaticString) {
            let isAsPromised =
                switch (pops, pushes) {
                case (let pops?, let pushes?): top == before - pops + pushes
                case (nil, let pushes?): top <= before + pushes
                case (let pops?, nil): top >= before - pops
                case (nil, nil): true
                }
            precondition(
                isAsPromised,
                "\(site) left \(top - before) values, promised -\(pops.map(String.init) ?? "?"), "
                    + "+\(pushes.map(String.init) ?? "?")")
        }
    #endif
}
