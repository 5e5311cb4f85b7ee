create table other (id int);
insert into other values (1);
create table base (id int not null, d timestamp not null default now(), primary key (id));
create table child (unique (id), check (id > 1)) inherits (base);
insert into base values (1);
insert into child values (2);
create rule r as on insert to base where new.id > 1 do instead insert into child(id, d) select new.id, now();
create policy p on base using (exists (select from child c where c.id = base.id));
