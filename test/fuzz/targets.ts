import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Broken, Choices, headBytes } from './choices.ts'
import { pastedText } from './pasted-text.ts'
import { sharedFile } from './shared-file.ts'
import { stackFile } from './stack-file.ts'

/** What is searched, by name. */
export const targets = { sharedFile, stackFile, pastedText } as const

/** A name of `targets`. */
export type Target = keyof typeof targets

/** One run: the head of the input chooses, the rest is the file. Throws what does not hold. */
export function runTarget(target: Target, input: Uint8Array): void {
  const rest = Uint8Array.from(input.subarray(headBytes))
  targets[target](new Choices(input.subarray(0, headBytes), rest), rest)
}

/** Runs a target and keeps the shortest input of each kind of failure, so that a search goes on behind its first finding. */
export function collect(target: Target, folder: string): (input: Uint8Array) => void {
  const shortest = new Map<string, number>()
  return (input) => {
    try {
      runTarget(target, input)
    } catch (error) {
      const kind = (error instanceof Broken ? error.kind : String(error))
        .replaceAll(/[^A-Za-z]+/g, '-')
        .slice(0, 80)
      if ((shortest.get(kind) ?? Infinity) <= input.length) return
      shortest.set(kind, input.length)
      writeFileSync(join(folder, kind), input)
    }
  }
}
