// ManagementAPI
