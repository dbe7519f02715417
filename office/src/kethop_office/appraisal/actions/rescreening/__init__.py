"""Ask every open case and every park again when layers or the pack change. Nothing in a case changes by it."""
