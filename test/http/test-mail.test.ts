/** A test mail: to oneself only, and what became of it. */
import { expect, it } from 'vitest';
import { allJobs } from '#apps/posthaste/features.ts';
import { testWeb } from '#apps/posthaste/testing.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';

const web = await testWeb();
const path = '/api/v1/sending/test-mails';

it('goes to the own address of whoever asks, and is kept while no relay is set', async () => {
  const person = await web.person('admin');
  const sent = await web.call('POST', path, { as: person });
  expect([sent.status, sent.body.to]).toEqual([201, person.email]);
  const watch = () => web.call('GET', `${path}/${String(sent.body.id)}`, { as: person });
  expect((await watch()).body).toMatchObject({ progress: 'leaving', reason: null });
  await drainJobs(web.desk.pool, allJobs(web.desk));
  expect((await watch()).body).toMatchObject({ progress: 'kept', to: person.email });
});

it('cannot be sent by a key, which has no address, and other mail is not watched by it', async () => {
  const key = await web.key('admin');
  expect((await web.call('POST', path, { as: { key } })).body.name).toBe('not-allowed');
  const nowhere = await web.call('GET', `${path}/018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e`, { as: { key } });
  expect(nowhere.body.name).toBe('test-mail-not-found');
});
