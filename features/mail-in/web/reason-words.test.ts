import { describe, expect, it } from 'vitest';
import { quarantineReasons } from '../contract.ts';
import { reasonWord } from './reason-words.ts';

describe('every reason of quarantine', () => {
  it.each(quarantineReasons)('%s is told in a sentence', (reason) => {
    expect(reasonWord(reason).hint).toMatch(/\.$/);
  });
});
