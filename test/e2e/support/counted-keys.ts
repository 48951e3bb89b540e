import type { Page } from '@playwright/test'

/** A keyboard that counts: a key or a chord is one, and so is each letter that is typed. */
export interface CountedKeys {
  readonly count: number
  press(...keys: readonly string[]): Promise<void>
  type(text: string): Promise<void>
}

export function countKeys({ keyboard }: Page): CountedKeys {
  let count = 0
  return {
    get count() {
      return count
    },
    async press(...keys) {
      for (const key of keys) {
        count += 1
        await keyboard.press(key)
      }
    },
    async type(text) {
      count += text.length
      await keyboard.type(text)
    },
  }
}
