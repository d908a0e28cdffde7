"""What goes to another outlet and what comes from one."""
