/** Tells one alarm by one way that does not lead through what is broken: a webhook, or a mail by a second relay. */
import { createHmac } from 'node:crypto';
import nodemailer from 'nodemailer';
import type { Desk } from '#features/workspace/index.ts';
import { guardedPost } from '#platform/http/guarded-post.ts';
import type { Alarm } from '../jobs-contract.ts';
import { healthLimits } from '../limits.ts';

type TellingDesk = Pick<Desk, 'settings' | 'brand' | 'profile' | 'clock'>;

/** Throws when it could not be told, so that the job is tried again. Does nothing when the way was switched off since. */
export async function tellAlarm(desk: TellingDesk, by: 'webhook' | 'mail', alarm: Alarm): Promise<void> {
  if (by === 'webhook') await callWebhook(desk, alarm);
  else await mailAlarm(desk, alarm);
}

async function callWebhook(desk: TellingDesk, alarm: Alarm): Promise<void> {
  const { webhook, allowedNetworks } = desk.settings.alarm;
  if (webhook === null) return;
  const body = JSON.stringify({ ...alarm, desk: desk.settings.publicUrl, brand: desk.brand.name });
  const seconds = Math.floor(desk.clock.now().getTime() / 1000);
  const { status } = await guardedPost({
    url: webhook.url,
    body,
    headers: {
      'content-type': 'application/json',
      'posthaste-signature': signature(webhook.secret, seconds, body),
    },
    allowedNetworks,
    timeoutMs: healthLimits.alarmTimeout,
  });
  if (status < 200 || status > 299) throw new Error(`The webhook for alarms answered ${status}`);
}

/** `t=<seconds>,v1=<hex>`: HMAC-SHA256 of `<seconds>.<body>`, so that an old alarm cannot be told again. */
export function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

async function mailAlarm(desk: TellingDesk, alarm: Alarm): Promise<void> {
  const { mail } = desk.settings.alarm;
  if (mail === null) return;
  const { host, port, secure, user, password } = mail.relay;
  const transport = nodemailer.createTransport({
    host,
    port,
    secure,
    // A login is only ever sent inside TLS.
    requireTLS: user !== null && !secure,
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: healthLimits.alarmTimeout,
    greetingTimeout: healthLimits.alarmTimeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const { name, address } = desk.profile.support;
  const ended = alarm.kind === 'all-clear';
  try {
    await transport.sendMail({
      from: { name: `${name} desk`, address },
      to: mail.to,
      subject: ended ? alarm.subject : `Alarm: ${alarm.subject}`,
      // The same for every try: whoever got it twice sees it once.
      messageId: `<${alarm.id}@${address.slice(address.lastIndexOf('@') + 1)}>`,
      date: new Date(alarm.at),
      // RFC 3834 section 5: no machine shall answer it.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' },
      text: [
        `${alarm.subject}.`,
        ...(alarm.reason === '' ? [] : [alarm.reason]),
        ended
          ? 'Nothing is left to do. Mail that waited comes in and leaves by itself.'
          : `You get this once for this trouble, and once more when it is over. What the desk sees now: ${desk.settings.publicUrl}/settings/health`,
      ].join('\n\n'),
    });
  } finally {
    transport.close();
  }
}
