/** Whether a host is this machine itself: what is said to it leaves no cable, so it needs no encryption. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
