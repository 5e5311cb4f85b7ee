create schema sop;
alter schema sop rename to shop;
comment on schema shop is 'what is sold';
