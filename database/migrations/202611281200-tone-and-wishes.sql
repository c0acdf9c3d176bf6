-- How a customer sounds and what they want, kept with what was thought of the message: an angry or very long mail is
-- shown with a calm summary first. Neither is asked when a ticket is placed or ordered.
alter table triage_verdict
  add column tone text not null default 'neutral' check (tone in ('angry', 'shouting', 'neutral')),
  add column tone_reason text,
  -- [{wish, quote, start, end}]: sentences of the newly written text
  add column wishes jsonb not null default '[]';
