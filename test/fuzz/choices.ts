/** How many bytes of an input choose what is done with the others. */
export const headBytes = 10

/** What the first bytes of an input choose: a small change of them is another choice, not another file. */
export class Choices {
  readonly #head: Uint8Array
  readonly #rest: Uint8Array
  #at = 0
  constructor(head: Uint8Array, rest: Uint8Array) {
    this.#head = head
    this.#rest = rest
  }

  /** The next byte; zero where there is none left. */
  number(): number {
    return this.#head[this.#at++] ?? 0
  }

  of<T>(list: readonly T[]): T {
    return list[this.number() % list.length]!
  }

  /** A short text out of the file itself, so that what the search found there turns up in names and values. */
  text(): string {
    const start = this.number()
    return new TextDecoder().decode(this.#rest.subarray(start, start + (this.number() % 24)))
  }
}

/** A rule that does not hold. `kind` is the same for all inputs that break it by the same operation. */
export class Broken extends Error {
  readonly kind: string
  constructor(rule: string, doing?: { readonly type: string }) {
    super(`Broken: ${rule}${doing === undefined ? '' : ` (${JSON.stringify(doing)})`}`)
    this.kind = `${doing?.type ?? 'read'} ${rule}`
  }
}

/** Ends a run with what does not hold, and what was being done. */
export function must(holds: boolean, rule: string, doing?: { readonly type: string }): asserts holds {
  if (!holds) throw new Broken(rule, doing)
}

/** Whether both hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
