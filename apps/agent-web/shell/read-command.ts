/** What somebody typed into the command bar: a ticket number ("#12345", "12345", "[#12345]") or words. */
export function readCommand(typed: string): { number: number | null; text: string } {
  const text = typed.trim().slice(0, 200);
  const found = /^\[?#?(\d{1,9})\]?$/.exec(text);
  const number = found ? Number(found[1]) : null;
  return { number: number && number > 0 ? number : null, text };
}
