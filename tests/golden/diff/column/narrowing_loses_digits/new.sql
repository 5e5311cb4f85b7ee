create table t (a int, b real, c date, d numeric(5, 1), e int);
