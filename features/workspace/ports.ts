/** What workspace shows of features above it; the app wires it (`apps/posthaste/features.ts`). */
export type WorkspacePorts = {
  /** People who may be assigned, from access. */
  agents(): Promise<{ id: string; name: string; email: string; role: string; teamIds: string[] }[]>;
  /** Status -> statuses it may move to, from tickets. */
  moves: Record<string, string[]>;
};
