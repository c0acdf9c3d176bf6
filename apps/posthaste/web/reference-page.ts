import type { OpenApiDocument } from './openapi-document.ts';

export function renderReference(document: OpenApiDocument): string {
  return `<!doctype html><title>${document.info.title}</title>`;
}
