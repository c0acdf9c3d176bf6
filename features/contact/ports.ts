/** What the contact form needs from features above it; they implement it, the app wires it (`apps/posthaste`). */

export type Article = {
  title: string;
  /** A path of this desk. */
  path: string;
  /** One sentence of what it says. */
  summary: string;
};

export type ContactPorts = {
  /** Articles that may help at once, the best first; empty for none. `text` is what was written so far. */
  suggestArticles(asked: { language: string; topic: string | null; text: string }): Promise<Article[]>;
};

/** For a desk without a help centre. */
export const noArticles: ContactPorts = { suggestArticles: async () => [] };
