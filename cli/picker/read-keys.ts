/** A key that a picker handles; it ignores other keys. */
export type PickerKey =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'page'; readonly by: number }
  | { readonly kind: 'end'; readonly of: 'start' | 'end' }
  | { readonly kind: 'erase' | 'eraseWord' | 'eraseAll' | 'take' | 'leave' }

const escape = '\u001b'

/** After Esc [ or Esc O. */
const sequences: ReadonlyMap<string, PickerKey> = new Map<string, PickerKey>([
  ['A', { kind: 'move', by: -1 }],
  ['B', { kind: 'move', by: 1 }],
  ['H', { kind: 'end', of: 'start' }],
  ['F', { kind: 'end', of: 'end' }],
  ['1~', { kind: 'end', of: 'start' }],
  ['4~', { kind: 'end', of: 'end' }],
  ['5~', { kind: 'page', by: -1 }],
  ['6~', { kind: 'page', by: 1 }],
])

const controls: ReadonlyMap<string, PickerKey> = new Map<string, PickerKey>([
  ['\r', { kind: 'take' }],
  ['\n', { kind: 'take' }],
  ['\u0003', { kind: 'leave' }],
  ['\u0004', { kind: 'leave' }],
  ['\u007f', { kind: 'erase' }],
  ['\b', { kind: 'erase' }],
  ['\u0015', { kind: 'eraseAll' }],
  ['\u0017', { kind: 'eraseWord' }],
  ['\u000e', { kind: 'move', by: 1 }],
  ['\u0010', { kind: 'move', by: -1 }],
  ['\t', { kind: 'move', by: 1 }],
])

/**
 * The keys in a terminal's input. An Esc at the very end is the Esc key: terminals send a sequence in one piece.
 * Pasted text arrives as text.
 */
export function readKeys(input: string): PickerKey[] {
  const found: PickerKey[] = []
  let rest = input
  while (rest !== '') {
    const sequence = /^\u001b(?:\[|O)([0-9;]*[A-Za-z~])/.exec(rest)
    if (sequence !== null) {
      const key = sequences.get(sequence[1] ?? '')
      if (key !== undefined) found.push(key)
      rest = rest.slice(sequence[0].length)
      continue
    }
    const [character = ''] = rest
    rest = rest.slice(character.length)
    if (character === escape) {
      if (rest === '') found.push({ kind: 'leave' })
      // Alt and a letter.
      else rest = rest.slice((rest[Symbol.iterator]().next().value as string).length)
      continue
    }
    const control = controls.get(character)
    if (control !== undefined) found.push(control)
    else if (!/[\u0000-\u001F\u007F-\u009F]/.test(character)) found.push({ kind: 'text', text: character })
  }
  return found
}
