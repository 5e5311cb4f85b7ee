do $$ begin create role golden_reader; exception when duplicate_object then null; end $$;
CREATE FOREIGN DATA WRAPPER far;
CREATE SERVER remote FOREIGN DATA WRAPPER far;
CREATE USER MAPPING FOR golden_reader SERVER remote OPTIONS ("user" 'us', password 'secret');
