create table p (a int constraint a_has_a_name not null, b int constraint b_is_there not null, c int, d int constraint alone not null, e int);
create table one (z int) inherits (p);
create table two (b int constraint own not null, e int not null) inherits (p);
create table three (a int constraint own not null) inherits (p);
