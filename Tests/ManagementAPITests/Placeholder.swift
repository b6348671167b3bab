import Testing

@testable import ManagementAPI
