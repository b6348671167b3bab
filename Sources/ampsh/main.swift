import ShellCommand

Shell.main()
