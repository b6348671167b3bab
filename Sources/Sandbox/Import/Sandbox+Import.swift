extension Sandbox {
    /// Puts the objects of an export into it as they are, in any state: all of them or, where something is wrong, none.
    ///
    /// An object takes the place of the one that has its id; what the export does not tell of it, and what else the sandbox
    /// holds, stays.
    /// - Parameters:
    ///   - emptying: Whether all that it holds is removed first.
    ///   - allowsUnknown: Whether values are taken that the documents do not know.
    ///   - keepsFirst: Whether of an object that comes twice the first counts.
    /// - Throws: `ImportRefusal` with everything that is wrong, or `SandboxError`.
    public func take(
        _ file: ImportFile, emptying: Bool = false, allowsUnknown: Bool = false, keepsFirst: Bool = false
    ) throws -> ImportReport {
        var check = ImportCheck(allowsUnknown: allowsUnknown, keepsFirst: keepsFirst)
        try check.check(file)
        let store = try self.store()
        do {
            let work = ImportWork(objects: check.objects, histories: check.histories, now: now())
            return try store.write { try work.write(to: $0, emptying: emptying) }
        } catch let refusal as ImportRefusal {
            throw refusal
        } catch {
            throw SandboxError(error, path: path, action: .write)
        }
    }
}
