import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Every `sandbox` attribute of a screen's source, as a list of its words. */
function sandboxes(source: string): string[][] {
  return [...source.matchAll(/sandbox=["'{]+([^"'}]*)/g)].map((found) => (found[1] ?? '').split(/\s+/));
}

describe('the frame of an HTML mail', () => {
  const frame = readFileSync(join(import.meta.dirname, 'html-frame.tsx'), 'utf8');

  it('has a sandbox, and scripts never run in it', () => {
    const found = sandboxes(frame);
    expect(found.length).toBeGreaterThan(0);
    for (const words of found) expect(words).not.toContain('allow-scripts');
  });

  it('would be caught with scripts allowed', () => {
    expect(sandboxes('<iframe sandbox="allow-same-origin allow-scripts" />')).toEqual([
      ['allow-same-origin', 'allow-scripts'],
    ]);
  });
});
