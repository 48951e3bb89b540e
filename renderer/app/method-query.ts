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

/** What stands in the lists. The host answers one question at a time, and thousands of rows wait for it. */
const first: ReadonlySet<string> = new Set<QueryName>(['profiles.list', 'profiles.show', 'settings.get'])

/**
 * Has everything asked again that an event of this type makes old: first what the rows of the list are made of, the rest once that is
 * there. All of it counts as old from now on.
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

// What was asked again meanwhile, because somebody waits for it, is not asked a second time.
const isOld = (query: Query): boolean => query.state.isInvalidated
