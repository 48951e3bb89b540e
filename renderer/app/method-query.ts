import { useQuery, type QueryClient, type UseQueryOptions, type UseQueryResult } from '@tanstack/react-query'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Input, Output, QueryName } from '../../shared/contract/index.ts'
import { neverStale, staleAfter } from '../../shared/contract/stale-after.ts'
import { call } from './transport.ts'

/** The key of a query is its method and its input, so two askers of the same thing share one answer. */
const keyOf = <M extends QueryName>(method: M, input: Input<M>) => [method, input] as const

export interface MethodQuery<M extends QueryName> {
  readonly queryKey: readonly [M, Input<M>]
  readonly queryFn: () => Promise<Output<M>>
}

/** A query of the contract for `useQuery`, `useQueries` and `fetchQuery`. */
export function methodQuery<M extends QueryName>(method: M, input: Input<M>): MethodQuery<M> {
  return { queryKey: keyOf(method, input), queryFn: () => call(method, input) }
}

type Options<M extends QueryName, Selected> = Omit<
  UseQueryOptions<Output<M>, Error, Selected>,
  'queryKey' | 'queryFn'
>

/** The answer of a query of the contract, asked again when an event makes it old (shared/contract/stale-after.ts). */
export function useMethod<M extends QueryName, Selected = Output<M>>(
  method: M,
  input: Input<M>,
  options?: Options<M, Selected>,
): UseQueryResult<Selected> {
  return useQuery<Output<M>, Error, Selected>({
    ...methodQuery(method, input),
    ...options,
  })
}

/** The answer that is there already, without asking. */
export function knownAnswer<M extends QueryName>(
  client: QueryClient,
  method: M,
  input: Input<M>,
): Output<M> | undefined {
  return client.getQueryData<Output<M>>(keyOf(method, input))
}

/** Puts an answer in place of the known one; a function gets the known one and leaves it by returning undefined. */
export function setAnswer<M extends QueryName>(
  client: QueryClient,
  method: M,
  input: Input<M>,
  next: Output<M> | ((known: Output<M> | undefined) => Output<M> | undefined),
): void {
  client.setQueryData<Output<M>>(keyOf(method, input), next as Output<M>)
}

/** True when an answer was marked old and is not asked again yet. */
export function isOutdated<M extends QueryName>(client: QueryClient, method: M, input: Input<M>): boolean {
  return client.getQueryState(keyOf(method, input))?.isInvalidated === true
}

/** Has a query of the contract asked again for every input, where the user waits for that. */
export async function askAgain(client: QueryClient, ...methods: readonly QueryName[]): Promise<void> {
  await Promise.all(methods.map((method) => client.invalidateQueries({ queryKey: [method] })))
}

/** Has everything asked again that an event of this type makes old. */
export function markOutdated(client: QueryClient, type: CoreEvent['type']): void {
  for (const [method, events] of Object.entries(staleAfter))
    if (events !== neverStale && events.includes(type)) void client.invalidateQueries({ queryKey: [method] })
}
