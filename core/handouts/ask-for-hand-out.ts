import { asksAbout } from '../../shared/domain/handouts/guarded.ts'
import { isTyped } from '../../shared/domain/handouts/caller.ts'
import type {
  HandOutRequest,
  HandOutRule,
  RefusalReason,
  Verdict,
} from '../../shared/domain/handouts/types.ts'
import { fail } from '../../shared/result.ts'
import type { HandOutQuestion } from '../host/ports.ts'
import { readActiveSettings } from '../state/active-settings.ts'
import { ruleFor, readRules, type RulesContext } from './rules.ts'

export type HandOutAnswer =
  | { readonly kind: 'yes'; readonly rule: Extract<HandOutRule, `asked-${string}` | 'standing'> }
  | { readonly kind: 'no' }
  | { readonly kind: 'unanswered' }
  /** Too many other questions wait. */
  | { readonly kind: 'busy' }
  /** Nobody can be asked here. */
  | { readonly kind: 'nobody' }

export type AskHandOut = (question: HandOutQuestion) => Promise<HandOutAnswer>

export interface HandOutContext extends RulesContext {
  readonly paths: RulesContext['paths'] & { readonly settingsFile: string }
  /** Whether a profile is in a group of production, by hand or by a rule: `lentProduction` of core/credentials. */
  readonly isProduction: (profile: string) => Promise<boolean>
  /** Asks a person, and keeps the rule that a yes makes. Absent: nobody can be asked. */
  readonly askHandOut?: AskHandOut | undefined
}

const allowed = (rule: HandOutRule): Verdict => ({ allowed: true, rule })
const refused = (why: RefusalReason): Verdict => ({ allowed: false, why })

/** The ways by which people get credentials into their own hands: what they type, and what they press in the app. */
const byHand: ReadonlySet<HandOutRequest['way']> = new Set([
  'exec',
  'env',
  'credentials',
  'session',
  'console',
])
const inApp: ReadonlySet<HandOutRequest['way']> = new Set(['copy', 'terminal'])

const ruleOfKind = { tree: 'asked-tree', hour: 'asked-hour', standing: 'standing' } as const

function verdictOfAnswer(answer: HandOutAnswer): Verdict {
  if (answer.kind === 'yes') return allowed(answer.rule)
  if (answer.kind === 'nobody') return refused('no-surface')
  return refused(answer.kind === 'no' ? 'denied' : answer.kind === 'unanswered' ? 'no-answer' : 'busy')
}

/** Whether the profile, or the twin that named it, is production. */
export async function isProductionUse(
  { isProduction }: Pick<HandOutContext, 'isProduction'>,
  { profile, asked = profile }: Pick<HandOutRequest, 'profile' | 'asked'>,
): Promise<boolean> {
  return (await isProduction(profile)) || (asked !== profile && (await isProduction(asked)))
}

/**
 * Whether a program may have the credentials of a profile. Rules answer first; where none does, a person is asked, on a
 * surface that no message of the page reaches. Nobody to ask, or no answer, means no.
 */
export async function askForHandOut(context: HandOutContext, request: HandOutRequest): Promise<Verdict> {
  const { profile, way, caller, inVault = false, account, role } = request
  if (way === 'lease') return allowed('lease')
  const settings = await readActiveSettings(context.paths.settingsFile, context.ownFiles)
  const production = await isProductionUse(context, request)
  if (inApp.has(way)) return allowed('you')
  if (byHand.has(way) && isTyped(caller)) return allowed('you')
  const rule = ruleFor(await readRules(context), profile, caller)
  // Never means never, even for a profile that is open to all others.
  if (rule?.kind === 'never') return refused('never')
  // A program that requests a lease itself always needs an answer, whatever the profile.
  if (way !== 'mcp' && !asksAbout(settings.askAbout, { production, inVault })) return allowed('open')
  if (rule !== undefined) return allowed(ruleOfKind[rule.kind])
  if (context.askHandOut === undefined) return refused('no-surface')
  const limitMs = settings.askForMinutes * 60_000
  const { leased } = request
  const question = { profile, way, caller, production, inVault, account, role, leased, limitMs }
  return verdictOfAnswer(await context.askHandOut(question))
}

/** Whether a rule or a person must agree to a hand-out. */
export async function isAskedAbout(
  context: Pick<HandOutContext, 'paths' | 'ownFiles' | 'isProduction'>,
  request: Omit<HandOutRequest, 'caller'>,
): Promise<boolean> {
  const { inVault = false, way } = request
  if (way === 'lease' || inApp.has(way)) return false
  if (way === 'mcp') return true
  const settings = await readActiveSettings(context.paths.settingsFile, context.ownFiles)
  const production = await isProductionUse(context, request)
  return asksAbout(settings.askAbout, { production, inVault })
}

const whys: Readonly<Record<RefusalReason, string>> = {
  denied: 'The answer was no.',
  never: 'A rule of the profile says never.',
  'no-answer': 'Nobody answered in time, and no answer means no.',
  'no-surface': 'Stackpass was not open, and the program has no terminal to ask in.',
  busy: 'Too many questions are open.',
  'lease-ended': 'The lease has ended.',
  'not-leased': 'The lease does not hold this profile.',
}

/** What an SDK shows about a refusal: one sentence that says what to do. */
export function refusedHandOut(profile: string, why: RefusalReason, production: boolean) {
  const what = production ? `${profile} is production` : `Stackpass asks before others use ${profile}`
  const message =
    why === 'no-surface'
      ? `${what} and there was nobody to ask.`
      : `Credentials of ${profile} were not handed out.`
  return fail('HandOutRefused', message, {
    reason: whys[why],
    remedy:
      why === 'no-surface' || why === 'no-answer'
        ? 'Open Stackpass, then run this again.'
        : why === 'never'
          ? 'Change it in "Who may use it" on the profile, or with `stackpass allow revoke`.'
          : 'Run this again and answer yes, if it was you.',
    details: { why },
  })
}
