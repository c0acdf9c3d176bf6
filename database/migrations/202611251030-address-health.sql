-- What reports say of addresses we write to. A row exists only for an address that was ever in trouble, so asking costs little.

create table address_health (
  brand_id uuid not null references brand (id),
  -- normalised as in person_address; also addresses of nobody we know, such as one in copy
  address text not null check (address <> ''),
  -- Failures counted so far, as of scored_at; it decays with time (features/people/rules/address-health.ts)
  score real not null default 0 check (score >= 0),
  scored_at timestamptz not null,
  -- Why, in words: shown beside the address
  reason text not null default '',
  -- First mail that the relay took after the last failure, and that did not come back since
  accepted_at timestamptz,
  -- Its owner told their provider that mail of ours is spam (RFC 5965)
  complained_at timestamptz,
  primary key (brand_id, address)
);

-- Every report, believed or not. Append only.
create table address_report (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  address text not null,
  kind text not null check (kind in ('failed', 'delayed', 'delivered', 'complaint', 'healed')),
  -- RFC 3463
  status text,
  cause text not null default 'other',
  note text not null default '',
  -- False: nothing proves that the report is about a mail we sent to this address, so it changed nothing
  counted boolean not null,
  mail_id uuid references outbound_mail (id) on delete set null,
  at timestamptz not null
);
create index address_report_address on address_report (brand_id, address, at desc);
create index address_report_mail on address_report (mail_id) where mail_id is not null;
