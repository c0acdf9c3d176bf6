-- The register of official addresses: what the brand says of its own addresses, in public.
create table official_address (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  -- Lower case, in the form people read
  address text not null check (address <> '' and address = lower(address)),
  -- Of the profile; null for an address that was never ours
  department text,
  -- What one writes there for, by language
  purpose jsonb not null default '{}',
  since date,
  until date,
  state text not null check (state in ('active', 'retired', 'never-ours')),
  -- The address to use instead; null while it is active
  replacement text,
  created_at timestamptz not null default now(),
  unique (brand_id, address)
);

-- Who changed what. Nothing is ever removed from the register: people keep old addresses for years.
create table official_address_change (
  id uuid primary key,
  address_id uuid not null references official_address (id),
  at timestamptz not null,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null default '',
  -- Null when it was added
  before jsonb,
  after jsonb not null
);
create index official_address_change_of on official_address_change (address_id, at desc);
