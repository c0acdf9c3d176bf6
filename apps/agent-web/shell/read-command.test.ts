import { describe, expect, it } from 'vitest';
import { readCommand } from './read-command.ts';

describe('the command bar reads', () => {
  it.each([
    ['#12345', 12345],
    [' 12345 ', 12345],
    ['[#7]', 7],
    ['0', null],
    ['12345678901', null],
    ['ring 4', null],
    ['', null],
  ])('%j as ticket %s', (typed, number) => {
    expect(readCommand(typed).number).toBe(number);
  });
});
