create domain word as text check (value <> '');
create table t (a word, b word[]);
create view v as select a from t;
