/** A disk that can be filled: a tmpfs over a folder. Only root may mount one. */
import { execFileSync } from 'node:child_process';
import { statfsSync } from 'node:fs';

export type SmallDisk = {
  /** No room from now on, save some kilobytes. */
  fill(): void;
  empty(): void;
  remove(): void;
};

const roomBytes = 4 * 1024 ** 3;
/** Enough for a row and a short mail, not for an attachment: the worst kind of full. */
const spareBytes = 24 * 1024;

/** Mounts it over an empty folder; the reason in words when that cannot be. */
export function mountSmallDisk(folder: string): SmallDisk | string {
  if (process.getuid?.() !== 0) return 'only root may mount a small disk';
  try {
    mount(['-t', 'tmpfs', '-o', `size=${roomBytes},mode=711`, 'tmpfs', folder]);
  } catch (error) {
    return `a tmpfs cannot be mounted here: ${error instanceof Error ? error.message.trim() : String(error)}`;
  }
  const resize = (bytes: number): void => mount(['-o', `remount,size=${bytes}`, folder]);
  return {
    fill() {
      // Somebody may write between the look and the resizing; then there is more to leave room for.
      for (let tries = 0; ; tries += 1) {
        const { blocks, bfree, bsize } = statfsSync(folder);
        try {
          return resize((blocks - bfree) * bsize + spareBytes * 2 ** tries);
        } catch (error) {
          if (tries === 8) throw error;
        }
      }
    },
    empty: () => resize(roomBytes),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
    },
  };
}

function mount(args: string[]): void {
  execFileSync('mount', args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
}
