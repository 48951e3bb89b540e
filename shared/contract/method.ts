import type * as z from 'zod'

/** A query changes nothing; a command may change files, state or the clipboard. */
export type MethodKind = 'query' | 'command'

export interface Method<Kind extends MethodKind, Input extends z.ZodType, Output extends z.ZodType> {
  readonly kind: Kind
  /** One line for `stackpass call --help`. */
  readonly about: string
  readonly input: Input
  readonly output: Output
}

/** Declares a query of the contract. stale-after.ts says what makes its answer old. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  about: string,
  input: I,
  output: O,
): Method<'query', I, O> {
  return { kind: 'query', about, input, output }
}

/** Declares a command of the contract. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  about: string,
  input: I,
  output: O,
): Method<'command', I, O> {
  return { kind: 'command', about, input, output }
}
