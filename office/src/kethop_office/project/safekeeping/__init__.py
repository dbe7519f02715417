"""Nothing lost: backups, restoring, and checking both."""
