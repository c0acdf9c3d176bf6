/** Parts of mailauth that it does not declare; the lock file pins the version they were read in (7.1.0). */
declare module 'mailauth/lib/dkim/dkim-verifier.js' {
  import type { Writable } from 'node:stream';
  import type { DKIMVerifyOptions, DKIMVerifyResult } from 'mailauth';

  export type KeyRecord = { publicKey: unknown };
  export type KeyCache = {
    resolver: unknown;
    get(
      type: string,
      name: string,
      minBitLength: number | undefined,
      options?: { strict?: boolean; hashAlgo?: string },
    ): Promise<KeyRecord>;
  };
  export class DkimVerifier extends Writable {
    constructor(options: DKIMVerifyOptions);
    keyCache: KeyCache;
    lastByte: number | undefined;
    headerFrom: string[];
    results: DKIMVerifyResult['results'];
    arc: DKIMVerifyResult['arc'];
    ensureLinebreaks(input: Buffer): Iterable<Buffer>;
  }
}

declare module 'mailauth/lib/tools.js' {
  import type { Writable } from 'node:stream';
  import type { KeyRecord } from 'mailauth/lib/dkim/dkim-verifier.js';

  export function getPublicKey(
    type: string,
    name: string,
    minBitLength: number | undefined,
    resolver: (name: string, type: string) => Promise<string[] | string[][]>,
    options?: { strict?: boolean; hashAlgo?: string },
  ): Promise<KeyRecord>;
  export function writeToStream(stream: Writable, input: Buffer, chunkSize?: number): Promise<void>;
}
