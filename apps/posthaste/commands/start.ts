/** `posthaste start`: runs the desk until it is told to stop. */
import { log } from '#platform/log.ts';
import type { Command } from '../command.ts';
import { runDemo } from '../demo/run-demo.ts';
import type { SummaryLine } from '../lifecycle/role.ts';
import { runDesk } from '../lifecycle/run-desk.ts';
import { waitForEnd } from '../lifecycle/wait-for-end.ts';
import { allRoles } from '../roles/all.ts';

/** `parts`: the roles, when they are not all of them. */
function screen(lines: readonly SummaryLine[], seconds: string, parts: string): string {
  const width = Math.max(...lines.map((line) => line.label.length));
  const rows = lines.map((line) => `  ${line.label.padEnd(width)}  ${line.value}`);
  return ['', `Posthaste is running (${parts}started in ${seconds} s).`, '', ...rows, ''].join('\n');
}

export const command: Command = {
  name: 'start',
  summary: 'Start the desk: web, jobs and mail.',
  details:
    'Starts the database and everything else, prints where to go, and runs until Ctrl-C.\n' +
    'Several desks may run side by side: give each its own --data, --port and --smtp-port.',
  settings: [
    'dataDir',
    'httpPort',
    'smtpPort',
    'demo',
    'roles',
    'brandProfile',
    'publicUrl',
    'httpHost',
    'smtpHost',
    'logLevel',
  ],
  async run(input) {
    const config = input.config();
    log.level = config.logLevel;
    let serverPid = (): number | null => null;
    const end = waitForEnd(() => {
      input.tell('Stopped at once. What was under way is taken up again at the next start.');
      // The server loses nothing by a fast shutdown, and it ends by itself without us.
      const pid = serverPid();
      if (pid !== null) process.kill(pid, 'SIGINT');
      process.exit(1);
    });
    let up = false;
    void end.then(() => {
      if (!up) input.tell('Stopping as soon as the start is through (Ctrl-C again to stop at once) …');
    });
    const desk = await runDesk(config, allRoles, input.tell);
    up = true;
    serverPid = desk.serverPid;
    const parts = config.roles.size === allRoles.length ? '' : `${[...config.roles].join(' and ')}, `;
    input.print(screen(desk.lines, (performance.now() / 1000).toFixed(1), parts));
    const demo = runDemo(desk.context, input.tell);
    const alive = setInterval(() => undefined, 60_000);
    await end;
    clearInterval(alive);
    input.tell('Stopping: finishing what is under way (Ctrl-C again to stop at once) …');
    await demo.stop();
    await desk.stop();
    input.tell('Stopped.');
    process.exit(0);
  },
};
