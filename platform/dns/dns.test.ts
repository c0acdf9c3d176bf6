import { createSocket } from 'node:dgram';
import { expect, it } from 'vitest';
import { cachedResolver } from './cached-resolver.ts';
import { dnsLimits } from './limits.ts';
import { systemResolver } from './system-resolver.ts';
import { tableResolver } from './testing.ts';

function cachedTable() {
  const table = tableResolver();
  const clock = { now: 0 };
  return { table, clock, dns: cachedResolver(table, () => clock.now) };
}

it('asks once for a name, whatever its case, until the answer is old', async () => {
  const { table, clock, dns } = cachedTable();
  table.set('example.com', 'TXT', ['v=spf1 -all']);
  const both = await Promise.all([dns.lookUp('example.com', 'TXT'), dns.lookUp('EXAMPLE.com.', 'TXT')]);
  expect(both).toEqual([[['v=spf1 -all']], [['v=spf1 -all']]]);
  expect(table.asked).toHaveLength(1);
  clock.now = dnsLimits.answerMs + 1;
  await dns.lookUp('example.com', 'TXT');
  expect(table.asked).toHaveLength(2);
});

it('asks anew for whoever wants a fresh answer, also while nobody is asked, and remembers that one', async () => {
  const { table, dns } = cachedTable();
  table.set('example.com', 'TXT', ['old']);
  await dns.lookUp('example.com', 'TXT');
  table.set('example.com', 'TXT', ['new']);
  expect(await dns.lookUp('example.com', 'TXT')).toEqual([['old']]);
  expect(await dns.lookUp('example.com', 'TXT', { fresh: true })).toEqual([['new']]);
  expect(await dns.lookUp('example.com', 'TXT')).toEqual([['new']]);
  table.set('*', 'A', 'ETIMEOUT');
  for (let n = 0; n < dnsLimits.unansweredInARow; n++)
    await expect(dns.lookUp(`n${n}.example.com`, 'A')).rejects.toThrow();
  table.set('example.com', 'A', ['192.0.2.1']);
  await expect(dns.lookUp('example.com', 'A')).rejects.toMatchObject({ code: 'ETIMEOUT' });
  expect(await dns.lookUp('example.com', 'A', { fresh: true })).toEqual(['192.0.2.1']);
});

it('remembers that there is no such name, for a shorter time', async () => {
  const { table, clock, dns } = cachedTable();
  const ask = () => dns.lookUp('none.example.com', 'TXT');
  await expect(ask()).rejects.toMatchObject({ code: 'ENOTFOUND', isAnswer: true });
  await expect(ask()).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(table.asked).toHaveLength(1);
  clock.now = dnsLimits.noAnswerMs + 1;
  await expect(ask()).rejects.toThrow();
  expect(table.asked).toHaveLength(2);
});

it('asks nobody for a while once nobody answered, then tries again', async () => {
  const { table, clock, dns } = cachedTable();
  table.set('*', 'TXT', 'ETIMEOUT');
  for (let n = 0; n < 50; n++)
    await expect(dns.lookUp(`n${n}.example.com`, 'TXT')).rejects.toMatchObject({
      code: 'ETIMEOUT',
      isAnswer: false,
    });
  expect(table.asked).toHaveLength(dnsLimits.unansweredInARow);
  clock.now = Math.max(dnsLimits.silenceMs, dnsLimits.failureMs) + 1;
  table.set('*', 'TXT', ['hello']);
  await expect(dns.lookUp('n7.example.com', 'TXT')).resolves.toEqual([['hello']]);
});

it('forgets the names that were not asked for longest, so that nobody can fill the memory', async () => {
  const { table, dns } = cachedTable();
  table.set('*', 'A', ['192.0.2.1']);
  for (let n = 0; n <= dnsLimits.cachedAnswers; n++) await dns.lookUp(`n${n}.example.com`, 'A');
  await dns.lookUp('n1.example.com', 'A');
  expect(table.asked).toHaveLength(dnsLimits.cachedAnswers + 1);
  await dns.lookUp('n0.example.com', 'A');
  expect(table.asked).toHaveLength(dnsLimits.cachedAnswers + 2);
});

it('a name that cannot be asked for has no records; a server that is not there counts as silent', async () => {
  const socket = createSocket('udp4');
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  const { port } = socket.address();
  await new Promise<void>((closed) => socket.close(() => closed()));
  const dns = systemResolver([`127.0.0.1:${port}`]);
  await expect(dns.lookUp(`${'a'.repeat(64)}.example.com`, 'TXT')).rejects.toMatchObject({
    code: 'ENOTFOUND',
  });
  await expect(dns.lookUp('example.com', 'TXT')).rejects.toMatchObject({ code: 'ETIMEOUT' });
});
