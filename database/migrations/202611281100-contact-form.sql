-- mail-in: what is filled in on the contact form comes in as a mail that the desk writes for the customer.
alter table inbound_mail drop constraint inbound_mail_source_check;
alter table inbound_mail add constraint inbound_mail_source_check
  check (source in ('smtp', 'imap', 'http', 'import', 'form'));
-- What the fields held: topic, facts, language, and what looked like a program. Null for mail that came any other way
alter table inbound_mail add column form jsonb;
alter table inbound_mail add constraint inbound_mail_form_check check ((source = 'form') = (form is not null));
