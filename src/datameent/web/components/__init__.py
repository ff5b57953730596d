"""What pages share: the shell, Dutch numbers and dates, styles, template parts."""
