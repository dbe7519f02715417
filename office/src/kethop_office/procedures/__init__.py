"""Procedures drawn in BPMN, read into versioned steps and run as rows."""
