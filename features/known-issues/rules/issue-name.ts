/** "KI-12": how an issue is called in short. */
export function issueKey(number: number | string | bigint): string {
  return `KI-${number}`;
}

/** "KI-12 “Syncing stops after the update”": for timelines. */
export function issueName({ number, title }: { number: number | string | bigint; title: string }): string {
  return `${issueKey(number)} “${title}”`;
}
