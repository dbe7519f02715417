"""Two workers of a Dask cluster on this machine, until standard input ends; prints the address of the scheduler."""

import sys

from distributed import LocalCluster


def main() -> None:
    """Keep the cluster."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=40
    ) as local:
        print(local.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
