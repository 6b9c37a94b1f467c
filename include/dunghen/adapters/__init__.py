"""The world outside: the ledger's database, the mail server, files. Each adapter implements a port."""
