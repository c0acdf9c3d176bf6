/** IMAP settings to be tried, with the password in the clear, or the mail account that has a token. */
export type ImapTrial = {
  host: string;
  port: number;
  secure: boolean;
  user: string;
  auth: { password: string } | { mailAccountId: string };
  folders: readonly string[];
};

/** What workspace shows of features above it; the app wires it (`apps/posthaste/features.ts`). */
export type WorkspacePorts = {
  /** Signs in to a mail account and looks at its folders, from mail-in. The note says what was found or what is wrong. */
  checkImap(trial: ImapTrial): Promise<{ works: boolean; note: string }>;
  /** People who may be assigned, from access. */
  agents(): Promise<{ id: string; name: string; email: string; role: string; teamIds: string[] }[]>;
  /** Status -> statuses it may move to, from tickets. */
  moves: Record<string, string[]>;
};
