import type { Output } from '../../shared/contract/index.ts'
import type { HandOutRuleView, LedgerEntryView } from '../../shared/contract/models.ts'
import { ok } from '../../shared/result.ts'
import type { Handlers } from './fake-handlers.ts'

export interface FakeHandouts {
  /** Newest first. */
  entries: LedgerEntryView[]
  state: Output<'handouts.list'>['state']
  rules: HandOutRuleView[]
}

export const noHandouts: FakeHandouts = { entries: [], state: { kind: 'empty' }, rules: [] }

/** An entry of the log. */
export function fakeEntry(more: Partial<LedgerEntryView> = {}): LedgerEntryView {
  return {
    number: 1,
    at: '2026-11-27T18:02:00Z',
    profile: 'prod-billing',
    account: '111122223333',
    way: 'credentials',
    program: 'pulumi',
    pid: 41_207,
    command: 'pulumi up',
    tree: ['gnome-terminal-server', 'zsh', 'pulumi'],
    folder: '/home/ana/src/billing-api',
    from: 'fresh',
    verdict: 'given',
    by: 'standing',
    production: true,
    ...more,
  }
}

type Wanted = 'handouts.list' | 'handouts.rules' | 'handouts.allow' | 'handouts.refuse' | 'handouts.revoke'

export function handoutHandlers(state: { handouts: FakeHandouts }): Pick<Handlers, Wanted> {
  return {
    'handouts.list': ({ profile, lease, since, refused, production }) => {
      const { entries, state: whole } = state.handouts
      const found = entries.filter(
        (entry) =>
          (profile === undefined || entry.profile === profile) &&
          (lease === undefined || entry.lease === lease) &&
          (since === undefined || entry.at >= since) &&
          (refused === undefined || entry.verdict !== 'given') &&
          (production === undefined || entry.production),
      )
      const given = found.filter(({ verdict }) => verdict === 'given').length
      return ok({
        entries: found,
        given,
        refused: found.length - given,
        total: entries.length,
        since: entries.at(-1)?.at,
        state: whole,
      })
    },
    'handouts.rules': ({ profile }) =>
      ok({
        rules: state.handouts.rules.filter((rule) => profile === undefined || rule.profile === profile),
      }),
    'handouts.allow': () => ok({ decision: 'denied' as const }),
    'handouts.refuse': ({ profile, program }) => {
      const at = '2026-11-28T10:00:00Z'
      const rule = {
        id: `never-${program}`,
        profile,
        kind: 'never',
        program,
        file: program,
        at,
        where: 'desktop',
      } as const
      state.handouts.rules = [...state.handouts.rules, rule]
      return ok({})
    },
    'handouts.revoke': ({ id }) => {
      const before = state.handouts.rules.length
      state.handouts.rules = state.handouts.rules.filter((rule) => rule.id !== id)
      return ok({ revoked: before - state.handouts.rules.length })
    },
  }
}
