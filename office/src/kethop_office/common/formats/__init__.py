"""Formats of both languages, by Django's ``FORMAT_MODULE_PATH``."""
