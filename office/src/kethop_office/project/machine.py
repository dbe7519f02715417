"""Which names and addresses are this machine."""

from ipaddress import ip_address

__all__ = ["is_here", "is_ip"]


def is_ip(value: str) -> bool:
    """Return whether a text is an IP address."""
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def is_here(host: str) -> bool:
    """Return whether a host is this machine and no other; none given is this one."""
    return host in {"", "localhost"} or (is_ip(host) and ip_address(host).is_loopback)
