"""Write accounts, drafts, notices."""
