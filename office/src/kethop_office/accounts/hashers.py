"""Argon2id with 19 MiB a login instead of Django's 100 MiB, so that eight people who sign in at once do not fill the memory."""

from django.contrib.auth.hashers import Argon2PasswordHasher

__all__ = ["Argon2"]


class Argon2(Argon2PasswordHasher):
    """The second of the settings that the OWASP Password Storage Cheat Sheet holds to be equally strong: m=19456 KiB, t=2, p=1."""

    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
