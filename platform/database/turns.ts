/** Turns of works that share a transaction: inside one, the database's own locks part nobody. */

type Waiter = { member: object; keys: readonly string[]; go(): void; stop(error: Error): void };

/** Every member waits for another: one of them has to give up. */
export class TurnsInACircle extends Error {
  override readonly name = 'TurnsInACircle';
}

/** Who holds what in one shared transaction. Keys are held until their member leaves, like a lock until its commit. */
export class Turns {
  readonly #members = new Set<object>();
  readonly #holders = new Map<string, object>();
  #waiters: Waiter[] = [];

  enter(member: object): void {
    this.#members.add(member);
  }

  /** Gives everything back; whoever waited for it goes on. */
  leave(member: object): void {
    this.#members.delete(member);
    this.give(member, [...this.#holders.keys()]);
  }

  /** Gives back those of the keys that the member holds. */
  give(member: object, keys: readonly string[]): void {
    for (const key of keys) {
      if (this.#holders.get(key) === member) this.#holders.delete(key);
    }
    const still: Waiter[] = [];
    for (const waiter of this.#waiters) {
      if (this.#hold(waiter.member, waiter.keys)) waiter.go();
      else still.push(waiter);
    }
    this.#waiters = still;
    this.#breakCircle();
  }

  /** Takes all keys together; true when it had to wait, so what was read before may be old. Throws TurnsInACircle. */
  async take(member: object, keys: readonly string[]): Promise<boolean> {
    if (this.#hold(member, keys)) return false;
    await new Promise<void>((go, stop) => {
      this.#waiters.push({ member, keys, go, stop });
      this.#breakCircle();
    });
    return true;
  }

  #hold(member: object, keys: readonly string[]): boolean {
    if (keys.some((key) => (this.#holders.get(key) ?? member) !== member)) return false;
    for (const key of keys) this.#holders.set(key, member);
    return true;
  }

  #breakCircle(): void {
    if (this.#waiters.length === 0 || this.#waiters.length < this.#members.size) return;
    this.#waiters.pop()?.stop(new TurnsInACircle('Works of one transaction waited for each other.'));
  }
}
