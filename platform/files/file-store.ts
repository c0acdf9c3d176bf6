/**
 * Where the bytes live (raw mails, attachments): content-addressed, so the same content twice is one file, and a name
 * from outside never becomes a path. An S3 store implements the same type.
 */
import type { Readable } from 'node:stream';

/** Lower-case hex SHA-256 of the content. */
export type Sha256 = string;

export type StoredFile = { sha256: Sha256 /** Bytes. */; size: number };

export type FileStore = {
  /**
   * Stores the content and returns when it is safe on disk (flushed, with its folder). Same content again is a no-op.
   * Throws StorageFullError when there is no room; then nothing is kept.
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** The whole content. Throws FileMissingError. */
  get(sha256: Sha256): Promise<Uint8Array>;
  /** The content as a stream; a missing file is an 'error' event with FileMissingError. */
  open(sha256: Sha256): Readable;
  has(sha256: Sha256): Promise<boolean>;
  /**
   * Removes a file that nothing refers to any more, unless it was put since that time: whoever put it may be about to
   * write down that they use it. Removing what is not there is a no-op. True when it is gone now.
   */
  remove(sha256: Sha256, notPutSince: Date): Promise<boolean>;
};

/** The disk (or quota) is full: mail is refused with 452 so that the sender tries again later. */
export class StorageFullError extends Error {
  override name = 'StorageFullError';
}

/** No file with that content is stored. */
export class FileMissingError extends Error {
  override name = 'FileMissingError';
}
