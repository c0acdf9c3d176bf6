import { describe, expect, it } from 'vitest';
import { parseLive } from './live.ts';

describe('announcements of the server', () => {
  it('are read with their ticket number', () => {
    expect(parseLive('{"type":"ticket","number":12,"at":"2026-01-01T00:00:00Z"}')).toEqual({
      type: 'ticket',
      number: 12,
      at: '2026-01-01T00:00:00Z',
    });
  });

  it.each(['', 'ping', '{}', 'null', '[]', '{"type":"unheard-of"}', '{"type":5}'])(
    '%j is passed over',
    (data) => {
      expect(parseLive(data)).toBeNull();
    },
  );
});
