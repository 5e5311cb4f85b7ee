create function a(int default 1) returns int language sql immutable as 'select 1';
