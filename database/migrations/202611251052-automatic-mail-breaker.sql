-- Why and since when a brand sends no automatic mail; one row while it is open, kept when it was closed.
create table automatic_mail_breaker (
  brand_id uuid primary key references brand (id),
  opened_at timestamptz not null,
  reason text not null,
  closed_at timestamptz,
  closed_by text
);
