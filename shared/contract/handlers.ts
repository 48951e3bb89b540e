import type { Result } from '../result.ts'
import type { MethodName, Output, ParsedInput } from './index.ts'

export type Handler<M extends MethodName> = (
  input: ParsedInput<M>,
) => Promise<Result<Output<M>>> | Result<Output<M>>

/** One handler for each method of the contract: a missing one does not compile. */
export type Handlers = { readonly [M in MethodName]: Handler<M> }

/** The handlers of some methods, as one feature gives them. */
export type HandlersOf<Prefix extends string> = {
  readonly [M in MethodName as M extends `${Prefix}.${string}` ? M : never]: Handler<M>
}
