create schema shop;
comment on schema shop is 'what is sold';
