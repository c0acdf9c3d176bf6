-- intake: customers answer "2. Pixel 8", so the place of a question in its list is kept.
alter table asked_fact add column position smallint not null default 0;
