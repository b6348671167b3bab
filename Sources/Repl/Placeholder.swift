// Repl
