do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
create type mood as enum ('sad', 'ok', 'glad');
create function is_good(mood) returns bool language sql immutable as 'select $1 <> ''sad''';
create table t (id int primary key, mood mood default 'ok' not null check (mood <> 'sad'), moods mood[],
  good bool generated always as (is_good(mood)) stored);
create index t_mood on t (mood) where mood <> 'glad';
create view v as select id, mood from t where mood = 'ok';
create materialized view m as select mood, count(*) from t group by mood;
create unique index m_mood on m (mood);
grant usage on type mood to golden_reader;
grant select on v to golden_reader;
comment on type mood is 'how one feels';
comment on view v is 'those who are ok';
comment on column v.mood is 'ok';
insert into t values (1, 'ok', '{sad,ok}');
