/** Reads JSON Schema the way a person does: rows of fields, words for types, and a small example. */
import type { JsonSchema } from './openapi-document.ts';

export type FieldRow = { path: string; type: string; required: boolean; note: string };

/** Deeper than any of our shapes; a schema that refers to itself ends here. */
const deepest = 6;

/** Fields of an object, nested ones as `a.b` and `a[].b`. */
export function fieldRows(schema: JsonSchema | undefined, prefix = '', depth = 0): FieldRow[] {
  if (!schema || depth > deepest) return [];
  const inner = unwrapped(schema);
  if (inner.type === 'array') return fieldRows(asSchema(inner.items), `${prefix}[]`, depth + 1);
  const properties = inner.properties;
  if (typeof properties !== 'object' || properties === null) return [];
  const required = Array.isArray(inner.required) ? inner.required : [];
  return Object.entries(properties).flatMap(([name, value]) => {
    const field = asSchema(value);
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const row = { path, type: typeWords(field), required: required.includes(name), note: noteOf(field) };
    return [row, ...fieldRows(field, path, depth + 1)];
  });
}

/** `text, null or "a" / "b"` */
export function typeWords(schema: JsonSchema): string {
  const options = optionsOf(schema);
  if (options.length > 1) return [...new Set(options.map(typeWords))].join(' or ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((one) => JSON.stringify(one)).join(' / ');
  const format = typeof schema.format === 'string' ? schema.format : '';
  switch (schema.type) {
    case 'string':
      return (
        { 'date-time': 'time', date: 'date', email: 'e-mail address', uuid: 'id', binary: 'bytes' }[format] ??
        'text'
      );
    case 'integer':
      return 'whole number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true / false';
    case 'null':
      return 'null';
    case 'array':
      return `list of ${typeWords(asSchema(schema.items))}`;
    case 'object':
      return 'object';
    default:
      return 'anything';
  }
}

/** Limits, default and description in one line. */
export function noteOf(schema: JsonSchema): string {
  const own = options(schema).find((one) => one.type !== 'null') ?? schema;
  const notes: string[] = [];
  const range = (low: string, high: string, unit: string): void => {
    const least = limitOf(own, low);
    const most = limitOf(own, high);
    if (least !== null && most !== null) notes.push(`${least} to ${most.toLocaleString('en')}${unit}`);
    else if (most !== null) notes.push(`at most ${most.toLocaleString('en')}${unit}`);
    else if (least !== null) notes.push(`at least ${least}${unit}`);
  };
  if (typeof schema.description === 'string') notes.push(schema.description);
  range('minimum', 'maximum', '');
  range('minLength', 'maxLength', ' characters');
  range('minItems', 'maxItems', ' entries');
  if ('default' in schema) notes.push(`default ${JSON.stringify(schema.default)}`);
  return notes.join('; ');
}

/** A limit somebody chose; those of the number format itself say nothing. */
function limitOf(schema: JsonSchema, name: string): number | null {
  const value = schema[name];
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
}

/** The smallest sensible value: required fields only. */
export function example(schema: JsonSchema | undefined, name = '', depth = 0): unknown {
  if (!schema || depth > deepest) return null;
  const inner = unwrapped(schema);
  if ('const' in inner) return inner.const;
  if (Array.isArray(inner.enum)) return inner.enum[0];
  if ('default' in inner && depth > 0) return inner.default;
  switch (inner.type) {
    case 'object':
      return exampleObject(inner, depth);
    case 'array':
      return [example(asSchema(inner.items), name, depth + 1)];
    case 'string':
      return exampleText(inner, name);
    case 'integer':
    case 'number':
      return name === 'number' || name === 'numbers' || name === 'into' ? 1001 : (inner.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

function exampleObject(schema: JsonSchema, depth: number): Record<string, unknown> {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = Object.entries(schema.properties ?? {});
  const shown = properties.filter(([name]) => required.includes(name));
  // Where nothing is required, one field says more than none.
  const chosen = shown.length > 0 ? shown : properties.slice(0, 1);
  return Object.fromEntries(chosen.map(([name, value]) => [name, example(asSchema(value), name, depth + 1)]));
}

const sampleId = '018f2c5e-7a10-7c3b-9d4e-2f6a8b1c0d3e';
const sampleWords: Readonly<Record<string, string>> = {
  name: 'Robin Park',
  email: 'robin@example.com',
  address: 'help@example.com',
  subject: 'Your ring and its charger',
  text: 'Hello Robin, thank you for writing.',
  password: 'a long phrase of your own',
  next: 'a long phrase of your own',
  token: 'token-of-the-link',
  html: '<p>Hello Robin, thank you for writing.</p>',
};

function exampleText(schema: JsonSchema, name: string): string {
  switch (schema.format) {
    case 'uuid':
      return sampleId;
    case 'date-time':
      return '2026-11-23T09:30:00Z';
    case 'date':
      return '2026-11-01';
    case 'email':
      return sampleWords[name] ?? 'robin@example.com';
    default:
      return sampleWords[name] ?? 'text';
  }
}

function asSchema(value: unknown): JsonSchema {
  // Generated by us: what stands where a schema belongs is one.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};
}

function options(schema: JsonSchema): JsonSchema[] {
  return optionsOf(schema).length > 0 ? optionsOf(schema) : [schema];
}

function optionsOf(schema: JsonSchema): JsonSchema[] {
  const list = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(list)) return list.map(asSchema);
  const types = schema.type;
  return Array.isArray(types) ? types.map((type) => ({ ...schema, type })) : [];
}

/** Without the `null` of an optional value. */
function unwrapped(schema: JsonSchema): JsonSchema {
  return options(schema).find((one) => one.type !== 'null') ?? schema;
}
