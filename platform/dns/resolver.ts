/** Questions to the DNS, as a port: whoever asks is handed a resolver, and tests answer from a table. */

/** Answers by record type, in the shape of `node:dns`. */
export type DnsAnswers = {
  A: string[];
  AAAA: string[];
  CNAME: string[];
  MX: { exchange: string; priority: number }[];
  NS: string[];
  PTR: string[];
  TXT: string[][];
};
export type RecordType = keyof DnsAnswers;

/** `fresh`: asked now, whatever is remembered; for a person who has just changed a record. */
export type LookUp = { fresh?: boolean };

export type DnsResolver = {
  /** The records of a name. Throws `DnsFailure`: also for a name that has none of them. */
  lookUp<T extends RecordType>(name: string, type: T, how?: LookUp): Promise<DnsAnswers[T]>;
};

/**
 * No such name (RFC 1035 NXDOMAIN), no such records (RFC 2308 NODATA), nobody answered in time, or the server said something else.
 * The codes are those of `node:dns`, which libraries ask for.
 */
export type DnsFailureCode = 'ENOTFOUND' | 'ENODATA' | 'ETIMEOUT' | 'ESERVFAIL';

export class DnsFailure extends Error {
  readonly code: DnsFailureCode;

  constructor(code: DnsFailureCode, name: string, type: RecordType, cause?: unknown) {
    super(`DNS ${type} of ${name}: ${code}`, { cause });
    this.name = 'DnsFailure';
    this.code = code;
  }

  /** True when the DNS answered that there is nothing; false when it did not answer. */
  get isAnswer(): boolean {
    return this.code === 'ENOTFOUND' || this.code === 'ENODATA';
  }
}

/** The types that may be asked for, for callers that are handed a type as text. */
export function isRecordType(type: string): type is RecordType {
  return ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'PTR', 'TXT'].includes(type);
}
