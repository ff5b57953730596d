"""The command line: flat orchestration of the rooms, one module per stage of the line. No calculation lives here."""
