import {
  useQuery,
  type Query,
  type QueryClient,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { CoreEvent } from '../../shared/contract/events.ts'
import type { Input, Output, QueryName } from '../../shared/contract/index.ts'
import { neverStale, staleAfter } from '../../shared/contract/stale-after.ts'
import { call } from './transport.ts'

/** The key of a query is its method and its input, so equal requests share one answer. */
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

/** The answer of a contract query, reloaded when an event makes it stale (shared/contract/stale-after.ts). */
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

/** The cached answer, without a call. */
export function knownAnswer<M extends QueryName>(
  client: QueryClient,
  method: M,
  input: Input<M>,
): Output<M> | undefined {
  return client.getQueryData<Output<M>>(keyOf(method, input))
}

/** Replaces the cached answer; a function gets the cached one and keeps it by returning undefined. */
export function setAnswer<M extends QueryName>(
  client: QueryClient,
  method: M,
  input: Input<M>,
  next: Output<M> | ((known: Output<M> | undefined) => Output<M> | undefined),
): void {
  client.setQueryData<Output<M>>(keyOf(method, input), next as Output<M>)
}

/** True when an answer is marked stale and not yet reloaded. */
export function isOutdated<M extends QueryName>(client: QueryClient, method: M, input: Input<M>): boolean {
  return client.getQueryState(keyOf(method, input))?.isInvalidated === true
}

/** Reloads a contract query for every input, for when the user waits for it. */
export async function askAgain(client: QueryClient, ...methods: readonly QueryName[]): Promise<void> {
  await Promise.all(methods.map((method) => client.invalidateQueries({ queryKey: [method] })))
}

/** The data of the lists. The host answers one call at a time, and thousands of rows wait for these. */
const first: ReadonlySet<string> = new Set<QueryName>(['profiles.list', 'profiles.show', 'settings.get'])

/**
 * Reloads everything that an event of this type makes stale: first the data of the list's rows, then the rest. All of it
 * counts as stale from now on.
 */
export function markOutdated(client: QueryClient, type: CoreEvent['type']): void {
  const old = Object.entries(staleAfter)
    .filter(([, events]) => events !== neverStale && events.includes(type))
    .map(([method]) => method)
  const rest = old.filter((method) => !first.has(method))
  for (const method of rest) void client.invalidateQueries({ queryKey: [method], refetchType: 'none' })
  const asked = old
    .filter((method) => first.has(method))
    .map((method) => client.invalidateQueries({ queryKey: [method] }))
  const askRest = (): void => {
    for (const method of rest)
      void client.refetchQueries({ queryKey: [method], type: 'active', predicate: isOld })
  }
  if (asked.length === 0) askRest()
  else void Promise.all(asked).then(askRest)
}

// Skip what was already reloaded in the meantime because somebody waits for it.
const isOld = (query: Query): boolean => query.state.isInvalidated
