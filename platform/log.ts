/**
 * The log: one JSON object a line on standard error. Known names of secrets are blanked at any place near the top,
 * so that an object logged in a hurry does not give one away; mail text and addresses are not logged at all.
 */
import { type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

const SECRET_NAMES = [
  'password',
  'pass',
  'secret',
  'token',
  'apiKey',
  'authorization',
  'cookie',
  'privateKey',
  'databaseUrl',
  'signInLink',
];

const redact = {
  // pino has no "any depth"; three levels hold every object we log (record, record.field, record.field.field).
  paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.headers["${name}"]`]),
  censor: '[secret]',
};

/** A log that writes to `destination` (standard error unless told); tests pass a stream and read what was written. */
export function createLog(
  level: string,
  destination: { write(line: string): void } = process.stderr,
): Logger {
  return pino({ level, redact, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

/** The process-wide log. The command line sets its level (`log.level = …`) once the configuration is read. */
export const log: Logger = createLog('info');
