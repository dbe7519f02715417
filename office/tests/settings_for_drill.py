"""The office's own settings in a process of its own; jobs are done at once, so that a story needs no worker."""

from kethop_office.project.settings import *  # noqa: F403 - everything is the office's own

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
