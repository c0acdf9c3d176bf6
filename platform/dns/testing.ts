/** A DNS for tests: answers from a table, and remembers what it was asked. */
import {
  type DnsAnswers,
  DnsFailure,
  type DnsFailureCode,
  type DnsResolver,
  type RecordType,
} from './resolver.ts';

export type TableResolver = DnsResolver & {
  /** What was asked, as `TXT example.com`. */
  asked: string[];
  /** Sets the records of a name, or how asking for it fails. TXT records are given as whole strings. */
  set(name: string, type: RecordType, records: readonly unknown[] | DnsFailureCode): void;
};

/** A resolver that knows no name until it is told. */
export function tableResolver(): TableResolver {
  const table = new Map<string, readonly unknown[] | DnsFailureCode>();
  const asked: string[] = [];
  const keyOf = (name: string, type: string): string => `${type} ${name.toLowerCase()}`;
  return {
    asked,
    set: (name, type, records) => table.set(keyOf(name, type), records),
    async lookUp<T extends RecordType>(name: string, type: T): Promise<DnsAnswers[T]> {
      asked.push(keyOf(name, type));
      const records = table.get(keyOf(name, type)) ?? table.get(keyOf('*', type)) ?? 'ENOTFOUND';
      if (typeof records === 'string') throw new DnsFailure(records, name, type);
      // The test that filled the table gave records of this type.
      return (type === 'TXT' ? records.map((text) => [text]) : records) as DnsAnswers[T];
    },
  };
}
