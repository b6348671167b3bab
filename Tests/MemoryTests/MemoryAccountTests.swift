import Memory
import Testing

struct MemoryAccountTests {
    @Test func whatDoesNotFitIsRefusedAndNotCounted() throws {
        let account = MemoryAccount(limit: 1000)
        #expect(account.take(600))
        #expect(!account.take(401))
        #expect(account.take(400))
        #expect(account.heldBytes == 1000)
        #expect(!account.take(.max))
        account.give(1000)
        #expect(account.heldBytes == 0)
    }

    @Test func withoutALimitNothingIsRefusedAndAllIsCounted() {
        let account = MemoryAccount()
        #expect(account.limit == nil)
        #expect(account.take(1 << 40))
        #expect(account.heldBytes == 1 << 40)
        // No sum overflows.
        #expect(!account.take(.max))
        #expect(!account.isExceeded)
    }

    @Test func whatIsHeldAlreadyIsCountedThoughItDoesNotFit() {
        let account = MemoryAccount(limit: 10)
        account.charge(11)
        #expect(account.isExceeded)
        #expect(!account.take(1))
        account.give(1)
        #expect(!account.isExceeded)
    }

    @Test func heldMemoryIsGivenBackByItsLastOwner() throws {
        let account = MemoryAccount(limit: 100)
        var first: HeldMemory? = try HeldMemory(60, of: account)
        var second = first
        #expect(throws: NotEnoughMemory.self) { try first?.grow(by: 41) }
        try first?.grow(by: 40)
        #expect(throws: NotEnoughMemory.self) { _ = try HeldMemory(1, of: account) }
        first = nil
        #expect(account.heldBytes == 100)
        second?.shrink(by: 30)
        #expect(account.heldBytes == 70)
        second = nil
        #expect(account.heldBytes == 0)
    }

    @Test func bytesAreCountedAsTheyGrow() throws {
        let account = MemoryAccount(limit: 100_000)
        var text = HeldBytes(of: account)
        let piece = [UInt8](repeating: 1, count: 1000)
        #expect(throws: NotEnoughMemory.self) { for _ in 0..<1000 { try text.append(piece) } }
        // Moving them needs both the old place and the new one.
        #expect(text.bytes.count >= 40_000)
        #expect(account.heldBytes <= 100_000 && account.heldBytes >= text.bytes.count)
        #expect(text.bytes.allSatisfy { $0 == 1 })
        text = HeldBytes(of: account)
        #expect(account.heldBytes == 0)
    }

    @Test func threadsTogetherTakeNoMoreThanThereIs() async {
        let account = MemoryAccount(limit: 1_000_000)
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<100_000).count { _ in account.take(7) } }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 1_000_000 / 7)
        #expect(account.heldBytes == taken * 7)
    }
}
