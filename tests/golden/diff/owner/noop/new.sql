do $$ begin create role golden_owner; exception when duplicate_object then null; end $$;
create schema s;
grant create on schema public to golden_owner;
set role golden_owner;
create table t (id int);
reset role;
revoke create on schema public from golden_owner;
drop schema s;
