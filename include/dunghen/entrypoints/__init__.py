"""Where people and programs come in: the command line, the DAGs, the launcher. The only readers of the clock."""
