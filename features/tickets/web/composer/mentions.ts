/** @mentions in notes. Pure. */

export type Mentionable = { id: string; name: string };

/** Names offered at once. */
const mostOffered = 6;

/** What stands behind the last @ before the cursor, or null when nobody is being mentioned. */
export function mentionTyped(before: string): string | null {
  const found = /(?:^|[\s(])@([\p{L}\p{M}' -]{0,30})$/u.exec(before.slice(-64));
  return found ? (found[1] ?? '') : null;
}

export function offerMentions(typed: string, agents: readonly Mentionable[]): Mentionable[] {
  const wanted = typed.trim().toLowerCase();
  const fits = (name: string) =>
    name.toLowerCase().startsWith(wanted) ||
    name
      .toLowerCase()
      .split(' ')
      .some((part) => part.startsWith(wanted));
  return agents.filter((agent) => agent.name !== '' && fits(agent.name)).slice(0, mostOffered);
}

/** Everybody whose full name stands behind an @ in the text; the longest name wins where one starts with another. */
export function mentionsIn(text: string, agents: readonly Mentionable[]): string[] {
  const ids = new Set<string>();
  const longestFirst = agents
    .filter((agent) => agent.name !== '')
    .sort((a, b) => b.name.length - a.name.length);
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1).toLowerCase();
    const found = longestFirst.find((agent) => {
      const name = agent.name.toLowerCase();
      return rest.startsWith(name) && !/[\p{L}\p{N}]/u.test(rest.charAt(name.length));
    });
    if (found) ids.add(found.id);
  }
  return [...ids];
}
