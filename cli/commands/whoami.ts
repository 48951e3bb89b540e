import { chosenHome } from '../../core/state/chosen-home.ts'
import { randomUUID } from 'node:crypto'
import type { Call } from '../../shared/contract/index.ts'
import type { ProfileSummary, VerifyResult } from '../../shared/contract/models.ts'
import { profileHere, type Here } from '../../shared/domain/aws/profile-here.ts'
import { wordsOfFailure } from '../../shared/domain/checks/failure-words.ts'
import { ok, type Result } from '../../shared/result.ts'
import { exitCodes, type CliContext, type CommonOptions } from '../context.ts'
import { createMfaAsker } from '../input/mfa-asker.ts'
import { withCore } from '../open-core.ts'
import { profileState } from '../output/profile-state.ts'
import { finish, printNote } from '../output/reply.ts'
import { padEnd } from '../terminal/display-width.ts'
import { safeText } from '../terminal/safe-text.ts'
import { localTime } from './local-time.ts'

export interface WhoamiOptions extends CommonOptions {
  readonly verify?: boolean
}

/** The identity here, as far as it is known without asking, or as STS just answered. */
export interface Identity extends Here {
  readonly summary?: ProfileSummary
  /** The active profile, if it differs. */
  readonly active?: string
  readonly verified?: VerifyResult
}

/** What is known without asking STS. */
export async function identityHere(context: CliContext, call: Call): Promise<Result<Identity>> {
  const here = profileHere(context.env)
  const active = await call('active.get', {})
  const name = active.ok ? active.value.profile : undefined
  const more = name !== undefined && name !== here.profile ? { active: name } : {}
  if (here.profile === undefined || here.rule === 'exec-shell') return ok({ ...here, ...more })
  const shown = await call('profiles.show', { name: here.profile })
  // Without a default profile, programs look elsewhere, such as in a container or on an instance.
  if (!shown.ok && here.rule === 'default-profile')
    return ok({
      rule: here.rule,
      why: 'AWS_PROFILE is not set, and no profile is called default',
      hidden: [],
      ...more,
    })
  return shown.ok ? ok({ ...here, ...more, summary: shown.value.summary }) : shown
}

async function verify(call: Call, identity: Identity): Promise<Result<Identity>> {
  const { summary } = identity
  if (summary === undefined) return ok(identity)
  const ran = await call('verify.run', { runId: randomUUID(), profiles: [summary.name] })
  if (!ran.ok) return ran
  const [verified] = ran.value.results
  return ok({ ...identity, ...(verified !== undefined && { verified }) })
}

/** When the profile stops working, if known. */
function untilOf({ access, expiresAt }: ProfileSummary): string | undefined {
  return expiresAt ?? (access?.kind === 'works' ? (access.renews?.last ?? access.until) : undefined)
}

function accountText(summary: ProfileSummary, verified: VerifyResult | undefined): string {
  const account = verified?.account ?? summary.account
  if (account === undefined) return 'not known; --verify asks STS'
  const name =
    account === summary.account && summary.accountName !== undefined ? ` ${summary.accountName}` : ''
  if (verified?.account !== undefined) return `${account}${name}, as STS says now`
  const { verified: kept } = summary
  const guess =
    summary.accountFromName === true ? ', judging by its name; --verify asks STS' : ', according to the files'
  const from = kept?.account === account ? `, as STS said ${localTime(kept.checkedAt)}` : guess
  return `${account}${name}${from}`
}

function facts({ profile, why, hidden, summary, verified }: Identity): [string, string | undefined][] {
  const because = hidden.length === 0 ? why : `${why}; Stackpass does not ask ${hidden.join(' and ')}`
  const keys = profile === undefined ? 'keys of this shell' : profile
  const list: [string, string | undefined][] = [
    ['Profile', keys],
    ['Because', because],
  ]
  if (summary === undefined) return [...list, ['Account', 'not known'], ['Until', 'not known']]
  const until = untilOf(summary)
  const state = verified?.failure === undefined ? profileState(summary, new Date())?.text : undefined
  const identity = verified?.arn ?? (summary.verified?.status === 'valid' ? summary.verified.arn : undefined)
  return [
    ...list,
    ['Account', accountText(summary, verified)],
    ['Identity', identity],
    ['Until', until === undefined ? 'end not known' : localTime(until)],
    ['State', verified?.failure === undefined ? state : wordsOfFailure(verified.failure.code)],
    ['Group', summary.group && `${summary.group}${summary.production ? ' (production)' : ''}`],
    ['Region', summary.region],
  ]
}

function print(context: CliContext, identity: Identity): void {
  const { terminal } = context
  if (identity.profile === undefined && identity.rule === 'default-profile') {
    terminal.out(`No profile: ${identity.why}.\n`)
  } else {
    for (const [name, value] of facts(identity))
      if (value !== undefined && value !== '') terminal.out(`${padEnd(name, 10)}${safeText(value)}\n`)
  }
  const home = chosenHome(context.env)
  if (home !== context.shellHome)
    printNote(
      context,
      `This applies to the AWS files of ${home ?? 'Linux'}, which Stackpass uses; this shell has others until the hook runs.`,
    )
  const { verified, active } = identity
  if (verified?.failure !== undefined)
    printNote(context, `${verified.failure.message} ${verified.failure.remedy ?? ''}`.trim())
  if (active !== undefined)
    printNote(context, `The active profile is ${active}; this shell uses another identity.`)
}

/** `whoami [--verify]`: shows the identity here, by which rule, in which account and until when. Contacts nobody without --verify. */
export function runWhoami(context: CliContext, options: WhoamiOptions): Promise<number> {
  return withCore(
    context,
    async (call) => {
      const found = await identityHere(context, call)
      const identity = found.ok && options.verify === true ? await verify(call, found.value) : found
      const code = finish(context, options, identity, (value) => print(context, value))
      const failed = identity.ok && identity.value.verified?.status === 'failed'
      return failed ? exitCodes.refused : code
    },
    { askMfa: createMfaAsker(context.platform) },
  )
}
