/** `posthaste doctor`: looks at the machine and the desk, and says what to do. Changes nothing. */
import type { Command } from '../command.ts';
import { type Finding, findings } from '../doctor/findings.ts';

const SIGN: Record<Finding['state'], string> = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' };

export const command: Command = {
  name: 'doctor',
  summary: 'Check this machine and the desk, and say what to do.',
  settings: ['dataDir', 'httpPort', 'smtpPort', 'httpHost', 'smtpHost', 'brandProfile'],
  json: true,
  async run(input) {
    const found = await findings(input.config());
    const bad = found.some((finding) => finding.state === 'fail');
    if (input.json) {
      input.print(JSON.stringify({ ok: !bad, findings: found }));
    } else {
      for (const { state, name, text, advice } of found) {
        input.print(`${SIGN[state]}  ${name}: ${text}${advice ? `\n      ${advice}` : ''}`);
      }
    }
    return bad ? 1 : 0;
  },
};
