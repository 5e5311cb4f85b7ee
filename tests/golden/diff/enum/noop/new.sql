create type mood as enum ('ok');
alter type mood add value 'sad' before 'ok';
comment on type mood is 'how one feels';
