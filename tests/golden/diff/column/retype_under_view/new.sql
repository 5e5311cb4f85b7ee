create table people (id int primary key, age bigint default 7 check (age > 0), name text);
create view ages as select id, age from people;
create view old_ages as select * from ages where age > 60;
create materialized view kept as select age, count(*) from ages group by age;
create unique index kept_age on kept (age);
comment on view ages is 'how old';
