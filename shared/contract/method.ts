import type * as z from 'zod'

/** A query changes nothing; a command may change files, state or the clipboard. */
export type MethodKind = 'query' | 'command'

export interface Method<Input extends z.ZodType, Output extends z.ZodType> {
  readonly kind: MethodKind
  /** One line for `stackpass call --help`. */
  readonly about: string
  readonly input: Input
  readonly output: Output
}

/** Declares a query of the contract. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  about: string,
  input: I,
  output: O,
): Method<I, O> {
  return { kind: 'query', about, input, output }
}

/** Declares a command of the contract. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  about: string,
  input: I,
  output: O,
): Method<I, O> {
  return { kind: 'command', about, input, output }
}
