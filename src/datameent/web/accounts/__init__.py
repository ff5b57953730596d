"""Accounts: users with one role, logging in and out, passwords, and what operators do with them."""
