create domain age as int default 7 constraint positive check (value > 0);
