import type { Input, MethodName, Output, Reply } from './index.ts'

/** Some methods of the contract. Like `dispatch`, for callers that build valid input themselves. Never throws. */
export type CallOf<Methods extends MethodName> = <M extends Methods>(
  method: M,
  input: Input<M>,
) => Promise<Reply<Output<M>>>
