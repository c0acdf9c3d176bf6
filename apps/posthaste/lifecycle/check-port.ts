/** Looks whether a port can be listened on, before anything is started. */
import { createServer } from 'node:net';

/** The port cannot be had; the message says what to do. */
export class PortTakenError extends Error {
  override name = 'PortTakenError';
}

/** Throws PortTakenError when the port is in use or not allowed. Port 0 (any free one) is always fine. */
export async function checkPort(use: string, host: string, port: number, flag: string): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen({ host, port, exclusive: true }, resolve);
    });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    if (code === 'EADDRINUSE') {
      throw new PortTakenError(
        `Port ${port} for ${use} is in use by another program. Stop that one, or choose another port: ${flag} ${port + 1}`,
        { cause },
      );
    }
    if (code === 'EACCES') {
      throw new PortTakenError(
        `This user may not listen on port ${port} for ${use}. Choose one above 1023: ${flag} N`,
        { cause },
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new PortTakenError(`This machine has no address "${host}" to listen on for ${use}.`, { cause });
    }
    throw cause;
  } finally {
    if (probe.listening) await new Promise((resolve) => probe.close(resolve));
  }
}
