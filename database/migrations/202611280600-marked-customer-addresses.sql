-- Addresses of customers that an import brought and that may be, or are, wrong. The address itself is kept as it is written.
create table address_mark (
  brand_id uuid not null references brand (id),
  -- normalised as in person_address
  address text not null check (address <> ''),
  verdict text not null check (verdict in ('doubtful', 'wrong')),
  -- The address that was probably meant
  suggestion text,
  -- [{code, words}]: shown beside the address
  reasons jsonb not null,
  confidence real not null check (confidence between 0 and 1),
  at timestamptz not null,
  primary key (brand_id, address)
);
