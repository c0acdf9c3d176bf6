/** Waits until somebody wants the desk to end: Ctrl-C, kill, or the program that started it is gone. */

/** npm and our bootstrap pass on what the terminal already sent us: within this time it is the same wish. */
const SAME_WISH_MS = 500;

/**
 * Resolves at the first wish to end. A second wish, later than an echo of the first, calls `force`.
 */
export function waitForEnd(force: () => void): Promise<void> {
  return new Promise((resolve) => {
    let first = 0;
    const wish = (): void => {
      const now = performance.now();
      if (first === 0) {
        first = now;
        resolve();
      } else if (now - first > SAME_WISH_MS) {
        force();
      }
    };
    process.on('SIGINT', wish).on('SIGTERM', wish).on('SIGHUP', wish);
    // The bootstrap holds a channel to us; it breaks when the bootstrap is killed without a chance to tell.
    process.once('disconnect', wish);
    // The channel alone must not keep us alive when the start fails.
    process.channel?.unref();
  });
}
