-- The alarm of the breaker is looked for with every confirmation that it stops: in a flood that must not read all events.
create index event_automatic_mail_stopped on event (brand_id, at) where kind = 'automatic-mail-stopped';
