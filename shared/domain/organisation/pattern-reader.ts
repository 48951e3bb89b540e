export type Has = (character: string) => boolean

export type Node =
  | { readonly kind: 'one'; readonly has: Has }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly least: number; readonly most: number }

const mostTimes = 50

/** What in a pattern is not supported, as the end of a sentence. */
export class PatternError extends Error {}

export const refuse = (reason: string): never => {
  throw new PatternError(reason)
}

const classes: ReadonlyMap<string, Has> = new Map<string, Has>([
  ['d', (c) => /^\d$/.test(c)],
  ['D', (c) => !/^\d$/.test(c)],
  ['w', (c) => /^\w$/.test(c)],
  ['W', (c) => !/^\w$/.test(c)],
  ['s', (c) => /^\s$/.test(c)],
  ['S', (c) => !/^\s$/.test(c)],
])

/** Reads a pattern from left to right. */
export class PatternReader {
  readonly #characters: readonly string[]
  readonly #fold: (character: string) => string
  #at = 0

  constructor(source: string, ignoreCase: boolean) {
    this.#characters = [...source]
    this.#fold = ignoreCase ? (character) => character.toLowerCase() : (character) => character
  }

  whole(): Node {
    const node = this.#any()
    if (this.#at < this.#characters.length) refuse('a ) has no ( before it')
    return node
  }

  get #next(): string | undefined {
    return this.#characters[this.#at]
  }

  #take(): string {
    const character = this.#next ?? refuse('it ends in the middle')
    this.#at += 1
    return character
  }

  #any(): Node {
    const parts = [this.#all()]
    while (this.#next === '|') {
      this.#at += 1
      parts.push(this.#all())
    }
    return parts.length === 1 ? parts[0]! : { kind: 'any', parts }
  }

  #all(): Node {
    const parts: Node[] = []
    while (this.#next !== undefined && this.#next !== '|' && this.#next !== ')')
      parts.push(this.#repeated(this.#atom()))
    return { kind: 'all', parts }
  }

  #atom(): Node {
    const character = this.#take()
    switch (character) {
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '.':
        return { kind: 'one', has: () => true }
      case '(':
        return this.#group()
      case '[':
        return { kind: 'one', has: this.#set() }
      case '\\':
        return { kind: 'one', has: this.#escaped() }
      case '*':
      case '+':
      case '?':
      case '{':
        return refuse(`${character} has nothing before it to repeat`)
      default:
        return this.#literal(character)
    }
  }

  #literal(character: string): Node {
    const wanted = this.#fold(character)
    return { kind: 'one', has: (other) => this.#fold(other) === wanted }
  }

  #group(): Node {
    if (this.#next === '?') {
      this.#at += 1
      if (this.#take() !== ':') refuse('(? is allowed only in the form (?:…)')
    }
    const inner = this.#any()
    if (this.#next !== ')') refuse('a ( is not closed')
    this.#at += 1
    return inner
  }

  #escaped(): Has {
    const character = this.#take()
    const known = classes.get(character)
    if (known) return known
    if (/[A-Za-z0-9]/.test(character)) refuse(`\\${character} is not supported`)
    return (other) => other === character
  }

  #set(): Has {
    const negated = this.#next === '^'
    if (negated) this.#at += 1
    const members: Has[] = []
    for (let first = true; first || this.#next !== ']'; first = false) {
      const character = this.#take()
      if (character === '\\') {
        members.push(this.#escaped())
        continue
      }
      const isRange = this.#next === '-' && ![']', undefined].includes(this.#characters[this.#at + 1])
      if (!isRange) {
        members.push((other) => this.#fold(other) === this.#fold(character))
        continue
      }
      this.#at += 1
      const last = this.#take()
      if (last === '\\' || last < character) refuse(`${character}-${last} is not a range`)
      const within: Has = (other) => character <= other && other <= last
      members.push((other) => within(other) || within(this.#fold(other)) || within(this.#upper(other)))
    }
    this.#at += 1
    return (character) => members.some((has) => has(character)) !== negated
  }

  #upper(character: string): string {
    return this.#fold('A') === 'A' ? character : character.toUpperCase()
  }

  #repeated(part: Node): Node {
    const counts = this.#counts()
    if (counts === undefined) return part
    if (['*', '+', '?', '{'].includes(this.#next ?? ''))
      refuse('a repetition of a repetition is not supported')
    return { kind: 'repeat', part, ...counts }
  }

  #counts(): { least: number; most: number } | undefined {
    switch (this.#next) {
      case '*':
        this.#at += 1
        return { least: 0, most: Infinity }
      case '+':
        this.#at += 1
        return { least: 1, most: Infinity }
      case '?':
        this.#at += 1
        return { least: 0, most: 1 }
      case '{': {
        const found = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(
          this.#characters.slice(this.#at, this.#at + 10).join(''),
        )
        if (found === null) return refuse('{ begins a count such as {2,3}; write \\{ for the character')
        this.#at += found[0].length
        const least = Number(found[1])
        const most = found[2] === undefined ? least : found[3] === '' ? Infinity : Number(found[3])
        if (most < least || Math.max(least, most === Infinity ? 0 : most) > mostTimes)
          refuse(`counts go up to ${mostTimes}`)
        return { least, most }
      }
      default:
        return undefined
    }
  }
}
