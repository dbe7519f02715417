"""Kết hợp: the office. Django; one app per room of the chain from a directive to the answer given to a council."""
