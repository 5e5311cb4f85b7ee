create table a (id int not null, v varchar(10), b int, constraint positive check (b > 0));
alter table a drop column v, drop column b;
alter table a add b int, add constraint positive check (b > 0), add v varchar(10);
alter table a alter v set default 'x', add primary key (id), add constraint a_v_check check (v in ('x', 'y'));
