create domain age as int constraint positive check (value = any (array[1, 2]));
