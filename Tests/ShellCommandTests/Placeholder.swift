import Testing

@testable import ShellCommand
