import { expect, it } from 'vitest';
import { makePartLoader } from './part-loader.ts';

/** A part that can be had at the given try. */
function hadAt(tryNumber: number) {
  let tries = 0;
  return async () => {
    tries += 1;
    if (tries < tryNumber) throw new TypeError('Failed to fetch dynamically imported module');
    return `try ${tries}`;
  };
}

it('tries again by itself when a request was lost', async () => {
  const loader = makePartLoader(hadAt(3), [0, 0]);
  await loader.load();
  expect(loader.state()).toEqual({ part: 'try 3', late: false });
});

it('says so when it cannot be had, and can still be asked again', async () => {
  const loader = makePartLoader(hadAt(3), [0]);
  let told = 0;
  loader.subscribe(() => {
    told += 1;
  });
  await loader.load();
  expect([loader.state(), told]).toEqual([{ part: null, late: true }, 1]);
  await loader.load();
  expect(loader.state()).toEqual({ part: 'try 3', late: false });
});

it('tries at once when it is asked in the pause between two tries', async () => {
  let tried = (): void => undefined;
  const firstTry = new Promise<void>((resolve) => {
    tried = resolve;
  });
  const had = hadAt(2);
  const loader = makePartLoader(() => {
    tried();
    return had();
  }, [2 ** 31 - 1]);
  const loading = loader.load();
  await firstTry;
  // The failure is known one turn later; then the pause, which would last for weeks, has begun.
  await new Promise(setImmediate);
  await loader.load();
  await loading;
  expect(loader.state().part).toBe('try 2');
});

it('is asked once however many want it at the same time', async () => {
  let asked = 0;
  const loader = makePartLoader(async () => {
    asked += 1;
    return asked;
  });
  await Promise.all([loader.load(), loader.load()]);
  await loader.load();
  expect(asked).toBe(1);
});

it('tells that it is late while it still waits, and brings it all the same', async () => {
  let bring: (part: string) => void = () => undefined;
  const loader = makePartLoader(() => new Promise<string>((resolve) => (bring = resolve)), [], 0);
  const late = new Promise<void>((resolve) => loader.subscribe(resolve));
  const loading = loader.load();
  await late;
  expect(loader.state()).toEqual({ part: null, late: true });
  bring('here');
  await loading;
  expect(loader.state()).toEqual({ part: 'here', late: false });
});
