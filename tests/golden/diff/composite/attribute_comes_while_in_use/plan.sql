ALTER TYPE public.point3 ADD ATTRIBUTE z integer CASCADE;
