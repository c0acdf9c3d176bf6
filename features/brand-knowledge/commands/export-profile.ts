/** The whole profile as files, with what people changed: a folder that a desk can start with. */
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrandKnowledge } from '../knowledge.ts';

/** The folder is not empty: nothing is written over. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

/** Writes the profile into a new or empty folder; returns the files that differ from the profile's own. */
export async function exportProfile({ folder, inForce }: BrandKnowledge, to: string): Promise<string[]> {
  await mkdir(to, { recursive: true });
  if ((await readdir(to)).length > 0) throw new FolderInUse(`${to} is not empty. Name a new folder.`);
  await cp(folder.dir, to, { recursive: true });
  for (const [file, text] of inForce.overlay) await writeFile(path.join(to, file), text);
  return [...inForce.overlay.keys()].sort();
}
