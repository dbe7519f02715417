"""Offices, accounts, roles, delegations, labels and grants; drafts, notices and jobs of an account."""
