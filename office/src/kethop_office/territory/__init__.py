"""Provinces and communes with what they were made of, by date."""
