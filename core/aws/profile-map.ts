import type { SharedFileDocument } from '../../shared/domain/aws/document.ts'
import { mergeProfile, mergeProfiles } from '../../shared/domain/aws/merge.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'

/** All profiles of both files by name. Whoever wants one of them does not pay for the merging of all. */
export class ProfileMap implements ReadonlyMap<string, MergedProfile> {
  readonly #config: SharedFileDocument | undefined
  readonly #credentials: SharedFileDocument | undefined
  readonly #some = new Map<string, MergedProfile | undefined>()
  #all: ReadonlyMap<string, MergedProfile> | undefined

  constructor(config: SharedFileDocument | undefined, credentials: SharedFileDocument | undefined) {
    this.#config = config
    this.#credentials = credentials
  }

  #every(): ReadonlyMap<string, MergedProfile> {
    return (this.#all ??= mergeProfiles(this.#config, this.#credentials))
  }

  get(name: string): MergedProfile | undefined {
    if (this.#all !== undefined) return this.#all.get(name)
    if (!this.#some.has(name)) this.#some.set(name, mergeProfile(this.#config, this.#credentials, name))
    return this.#some.get(name)
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  get size(): number {
    return this.#every().size
  }

  forEach(
    visit: (profile: MergedProfile, name: string, map: ReadonlyMap<string, MergedProfile>) => void,
  ): void {
    this.#every().forEach(visit)
  }

  entries(): MapIterator<[string, MergedProfile]> {
    return this.#every().entries()
  }

  keys(): MapIterator<string> {
    return this.#every().keys()
  }

  values(): MapIterator<MergedProfile> {
    return this.#every().values()
  }

  [Symbol.iterator](): MapIterator<[string, MergedProfile]> {
    return this.entries()
  }
}
