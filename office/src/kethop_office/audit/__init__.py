"""What was done: an append-only, hash-chained row for every act, written in the transaction of the act."""
