import { expect, it } from 'vitest';
import { createLog } from './log.ts';

it('blanks secrets wherever they are near the top of what is logged', () => {
  let written = '';
  const log = createLog('info', {
    write: (line) => {
      written += line;
    },
  });
  const relay = { user: 'support', password: 'hunter2' };
  log.info({ password: 'hunter2', relay, config: { relay, token: 'hunter2' } }, 'relay set');
  log.warn({ req: { headers: { authorization: 'Bearer hunter2', cookie: 'hunter2' } } }, 'refused');
  expect(written).toContain('support');
  expect(written).not.toContain('hunter2');
  expect(written.match(/\[secret\]/g)).toHaveLength(6);
});
