"""Coverage-guided fuzzing: what is fuzzed (`targets`), how to run it (`fuzz`), what it found (`found`)."""
