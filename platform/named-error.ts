/** Named errors and their one way onto the wire (RFC 9457 problem details). */
import { commonErrors, type ErrorTable, type Problem } from './http/contract.ts';

const registry = new Map<string, { status: number; title: string }>(Object.entries(commonErrors));

/** Makes a feature's error names known. Throws when a name is taken with another meaning. */
export function registerErrors(table: ErrorTable): void {
  for (const [name, entry] of Object.entries(table)) {
    const known = registry.get(name);
    if (known && (known.status !== entry.status || known.title !== entry.title)) {
      throw new Error(`Error name ${name} is declared twice with different meanings`);
    }
    registry.set(name, entry);
  }
}

/** All error names, for the reference page and its test. */
export function knownErrors(): ReadonlyMap<string, { status: number; title: string }> {
  return registry;
}

/**
 * An error that has a name in some contract. Commands throw it; the server turns it into a problem
 * document, the command line into a sentence.
 */
export class NamedError extends Error {
  override readonly name = 'NamedError';
  /** Stable name such as `ticket-not-found`. */
  readonly problem: string;
  /** Field path -> sentence, for wrong input. */
  readonly fields: Record<string, string> | undefined;

  constructor(problem: string, detail: string, fields?: Record<string, string>, options?: ErrorOptions) {
    super(detail, options);
    this.problem = problem;
    this.fields = fields;
  }

  get status(): number {
    return registry.get(this.problem)?.status ?? 500;
  }

  toDocument(): Problem {
    const known = registry.get(this.problem);
    return {
      type: `/api#problem-${this.problem}`,
      name: this.problem,
      title: known?.title ?? 'Something went wrong on our side',
      status: known?.status ?? 500,
      detail: this.message,
      ...(this.fields ? { fields: this.fields } : {}),
    };
  }
}
