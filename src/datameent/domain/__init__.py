"""Pure types of the field: period, area, money, law, BSN, cell, error. No I/O, imports nothing of ours."""
