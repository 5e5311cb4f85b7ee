create domain age as int constraint positive check (value in (1, 2));
