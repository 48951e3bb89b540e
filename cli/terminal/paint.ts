const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const

export type Colour = keyof typeof codes

/** Colours text, or leaves it unchanged if colour is off. */
export type Paint = (colour: Colour, text: string) => string

/** Only terminals get colour, and not when `NO_COLOR` is set and not empty (no-color.org). */
export function colourWanted(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean | undefined,
): boolean {
  return isTerminal === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
}

export function createPaint(enabled: boolean): Paint {
  if (!enabled) return (_colour, text) => text
  return (colour, text) => `\u001b[${String(codes[colour])}m${text}\u001b[0m`
}
