import type { Input } from '../../../shared/contract/index.ts'
import type { LedgerEntryView } from '../../../shared/contract/models.ts'
import { dayAndTime } from '../../app/format-time.ts'

/** Which entries of the log to show; each part is a token that the user can remove. */
export interface LogFilter {
  readonly profile?: string | undefined
  readonly production?: true | undefined
  readonly refused?: true | undefined
  readonly agents?: true | undefined
  /** The id of a lease. */
  readonly lease?: string | undefined
  /** ms since 1970. */
  readonly since?: number | undefined
  readonly until?: number | undefined
}

/** From six in the evening to eight in the morning; a night in progress ends now. */
export function lastNight(now: number): { readonly since: number; readonly until: number } {
  const morning = new Date(now)
  morning.setHours(8, 0, 0, 0)
  const evening = new Date(morning)
  evening.setDate(evening.getDate() - 1)
  evening.setHours(18, 0, 0, 0)
  return { since: evening.getTime(), until: Math.min(now, morning.getTime()) }
}

/** The filter for a place in the page: `log`, `log:night`, `log:profile:NAME`, `log:lease:ID`. */
export function filterOf(start: string, now: number): LogFilter {
  if (start === 'log:night') return { production: true, ...lastNight(now) }
  const lease = /^log:lease:(.+)$/.exec(start)?.[1]
  if (lease !== undefined) return { lease }
  const profile = /^log:profile:(.+)$/s.exec(start)?.[1]
  return profile === undefined ? {} : { profile }
}

export interface Token {
  readonly key: string
  readonly label: string
  readonly without: LogFilter
}

export function tokensOf(filter: LogFilter): readonly Token[] {
  const { profile, lease, production, refused, agents, since, until } = filter
  const tokens: Token[] = []
  if (production)
    tokens.push({ key: 'production', label: 'Production', without: { ...filter, production: undefined } })
  if (profile !== undefined)
    tokens.push({ key: 'profile', label: `Profile: ${profile}`, without: { ...filter, profile: undefined } })
  if (lease !== undefined)
    tokens.push({ key: 'lease', label: `Lease: ${lease}`, without: { ...filter, lease: undefined } })
  if (since !== undefined) {
    const label =
      until === undefined ? `Since ${dayAndTime(since)}` : `${dayAndTime(since)} to ${dayAndTime(until)}`
    tokens.push({ key: 'time', label, without: { ...filter, since: undefined, until: undefined } })
  }
  if (refused) tokens.push({ key: 'refused', label: 'Refused', without: { ...filter, refused: undefined } })
  if (agents) tokens.push({ key: 'agents', label: 'Agents', without: { ...filter, agents: undefined } })
  return tokens
}

export function inputOf(filter: LogFilter): Input<'handouts.list'> {
  const { profile, lease, production, refused, since, until } = filter
  return {
    limit: 500,
    ...(profile !== undefined && { profile }),
    ...(lease !== undefined && { lease }),
    ...(production && { production }),
    ...(refused && { refused }),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
  }
}

/** Every word must appear in a program, a profile, an account or a folder. */
export function matching(
  entries: readonly LedgerEntryView[],
  { agents }: LogFilter,
  text: string,
): readonly LedgerEntryView[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    if (agents && entry.lease === undefined) return false
    const all = [entry.program, entry.profile, entry.account, entry.folder, entry.command, entry.lease]
      .join('\n')
      .toLowerCase()
    return words.every((word) => all.includes(word))
  })
}
