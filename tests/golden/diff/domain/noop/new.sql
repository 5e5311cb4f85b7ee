create domain age as int constraint positive check (value > 0);
alter domain age set default 7;
