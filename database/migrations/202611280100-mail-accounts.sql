-- Accounts at mail providers that the desk signs in to by OAuth2. Every secret is sealed (platform/signing/secret-box.ts).
create table mail_account (
  id uuid primary key,
  brand_id uuid not null references brand (id),
  -- Usually the address of the account; the relay names it by this.
  name text not null,
  provider text not null check (provider in ('microsoft', 'google', 'other')),
  -- 'code': a person signs in once (RFC 6749 section 4.1). 'client-credentials': the application itself (section 4.4).
  flow text not null check (flow in ('code', 'client-credentials')),
  tenant text,
  client_id text not null,
  client_secret text,
  -- Of 'other' only; those of the known providers are data in the code.
  authorization_url text,
  token_url text,
  scopes text[] not null default '{}',
  -- Mail servers the tokens may be shown to.
  mail_hosts text[] not null default '{}',
  access_token text,
  access_expires_at timestamptz,
  refresh_token text,
  state text not null default 'new' check (state in ('new', 'signed-in', 'failing', 'refused')),
  -- Why it is not signed in, as a sentence that says what to do.
  note text not null default '',
  signed_in_at timestamptz,
  refreshed_at timestamptz,
  -- Failed tries since the last token, and when the next one may be made.
  tries integer not null default 0,
  next_try_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index mail_account_name on mail_account (brand_id, lower(name));

-- A person who is at the provider's page. One row is good for one return, in the same session, for a short time.
create table mail_account_sign_in (
  state_hash text primary key,
  account_id uuid not null references mail_account (id) on delete cascade,
  session_hash text not null,
  agent_id uuid not null,
  -- PKCE (RFC 7636), sealed.
  verifier text not null,
  redirect_uri text not null,
  expires_at timestamptz not null
);
create index mail_account_sign_in_expires on mail_account_sign_in (expires_at);

alter table mailbox add column mail_account_id uuid references mail_account (id);
create index mailbox_mail_account on mailbox (mail_account_id) where mail_account_id is not null;
