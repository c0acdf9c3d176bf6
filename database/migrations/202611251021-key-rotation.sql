-- A new key signs only once every process knows it; null: since it was made. `retired_at` may lie ahead: until then it verifies.
alter table signing_key add column signs_from timestamptz;
