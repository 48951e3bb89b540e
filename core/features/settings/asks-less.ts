import type { Settings } from '../../../shared/contract/models.ts'
import { shownText } from '../../../shared/domain/text/shown-command.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import { productionProfiles } from '../../credentials/profile-groups.ts'
import type { ConsentQuestion, CorePorts } from '../../host/ports.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { unguessableHex } from '../../state/unguessable-hex.ts'

type Asks = Settings['askBeforeHandOut']

/** How many profiles each guards, in parallel. */
const guards: Readonly<Record<Asks, number>> = { none: 0, guarded: 1, all: 2 }

const ofWhich: Readonly<Record<Asks, string>> = {
  none: 'no profile',
  guarded: 'production and vault profiles',
  all: 'all profiles',
}

const limitMs = 2 * 60_000

interface Weaker {
  readonly title: string
  readonly rows: ConsentQuestion['rows']
  /** What was not changed. */
  readonly what: string
  readonly reason: string
  readonly remedy: string
}

/** Errors: ConsentUnavailable where nobody can be asked, ConsentRefused. */
async function confirm(
  { askConsent }: Pick<CorePorts, 'askConsent'>,
  { title, rows, what, reason, remedy }: Weaker,
): Promise<Result<undefined>> {
  const question = { title, rows, asks: 'Change it?', fingerprint: unguessableHex(), limitMs }
  const answer = await askConsent?.(question, AbortSignal.timeout(limitMs))
  if (answer?.kind === 'yes') return ok(undefined)
  if (answer?.kind === 'no')
    return fail('ConsentRefused', `${what} not changed.`, {
      reason: 'The answer was no, or nobody answered in time.',
      remedy: 'Change it again and answer yes, if it was you.',
    })
  return fail('ConsentUnavailable', `${what} not changed, because there is nobody to ask here.`, {
    reason,
    remedy,
  })
}

/**
 * Asks a person before the questions cover fewer programs: the sender of the setting may be what the questions guard against, so
 * the answer comes from where no message of the page reaches. Covering more needs no answer. Errors: ConsentUnavailable where
 * nobody can be asked, ConsentRefused.
 */
export async function confirmAskingLess(
  ports: Pick<CorePorts, 'askConsent'>,
  before: Asks,
  after: Asks,
): Promise<Result<undefined>> {
  if (guards[after] >= guards[before]) return ok(undefined)
  return confirm(ports, {
    title: 'Let more programs have credentials without a question?',
    rows: [
      { label: 'asked now', text: `before a program gets credentials of ${ofWhich[before]}` },
      { label: 'asked then', text: `before a program gets credentials of ${ofWhich[after]}` },
    ],
    what: 'The setting was',
    reason: 'With it, programs would get credentials that Stackpass asks about today.',
    remedy: 'Run `stackpass settings set askBeforeHandOut` in a terminal, or change it in the desktop app.',
  })
}

const mostNamed = 12

interface GroupsContext {
  readonly ports: Pick<CorePorts, 'askConsent'>
  readonly aws: Pick<AwsFiles, 'view'>
  readonly paths: Pick<StackpassPaths, 'verifiedFile'>
}

/**
 * Asks a person, in the same way, before profiles stop being production: Stackpass would then ask less about their hand-outs, or
 * not at all. More production needs no answer, and neither does a change where no profile is asked about. Errors: as above.
 */
export async function confirmLessProduction(
  { ports, aws, paths }: GroupsContext,
  before: Settings,
  after: Settings,
): Promise<Result<undefined>> {
  if (before.askBeforeHandOut === 'none' || !before.groups.some(({ production }) => production))
    return ok(undefined)
  const view = await aws.view()
  const was = await productionProfiles(view, before, { paths })
  const is = await productionProfiles(view, after, { paths })
  const leaving = [...view.profiles.keys()].filter((name) => was(name) && !is(name))
  if (leaving.length === 0) return ok(undefined)
  const named = leaving.slice(0, mostNamed).map(shownText)
  const more = leaving.length - named.length
  return confirm(ports, {
    title:
      leaving.length === 1
        ? `Stop treating ${named.join('')} as production?`
        : `Stop treating ${leaving.length} profiles as production?`,
    rows: [
      { label: 'profiles', text: more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ') },
      { label: 'then', text: 'Stackpass asks about their programs as it does for any other profile' },
    ],
    what: 'The groups were',
    reason: 'Programs are asked about before they get credentials of production.',
    remedy: 'Change it in the desktop app, or with `stackpass settings set` in a terminal.',
  })
}
