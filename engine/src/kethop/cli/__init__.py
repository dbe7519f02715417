"""The command line: thin commands, one file each. The one place that reads the clock, the environment and the user's paths."""
