/** Every route that any feature declares in its `contract*.ts`, found by looking, so that none can be forgotten. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ranks } from '#features/ranks.ts';
import type { RouteContract } from '#platform/http/contract.ts';

const features = fileURLToPath(new URL('../../features', import.meta.url));

function isRoute(value: unknown): value is RouteContract {
  return (
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
  );
}

export type Declared = { feature: string; name: string; contract: RouteContract };

export async function declaredRoutes(): Promise<Declared[]> {
  const found: Declared[] = [];
  const seen = new Set<RouteContract>();
  for (const feature of Object.keys(ranks).sort()) {
    if (!existsSync(`${features}/${feature}`)) continue;
    const files = readdirSync(`${features}/${feature}`).filter((file) => /^contract[a-z-]*\.ts$/.test(file));
    for (const file of files) {
      const exports: Record<string, unknown> = await import(`${features}/${feature}/${file}`);
      for (const [name, value] of Object.entries(exports)) {
        // A contract may be passed on by another file of its feature.
        if (!isRoute(value) || seen.has(value)) continue;
        seen.add(value);
        found.push({ feature, name, contract: value });
      }
    }
  }
  return found;
}

/** Method and path with every parameter filled in. */
export function address(contract: RouteContract, fill: Readonly<Record<string, string>> = {}): string {
  return contract.path.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) => {
    const usual = name === 'number' ? '1001' : '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e';
    return encodeURIComponent(fill[name] ?? usual);
  });
}

/** `GET /api/v1/tickets` */
export function called(contract: RouteContract): string {
  return `${contract.method} ${contract.path}`;
}
