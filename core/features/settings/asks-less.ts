import type { Settings } from '../../../shared/contract/models.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { CorePorts } from '../../host/ports.ts'
import { unguessableHex } from '../../state/unguessable-hex.ts'

type Asks = Settings['askBeforeHandOut']

/** How many profiles each guards, one beside the other. */
const guards: Readonly<Record<Asks, number>> = { none: 0, guarded: 1, all: 2 }

const ofWhich: Readonly<Record<Asks, string>> = {
  none: 'no profile',
  guarded: 'production and vault profiles',
  all: 'all profiles',
}

const limitMs = 2 * 60_000

/**
 * Asks a person before fewer programs are asked about: who sends the setting may be what the questions guard against, so the
 * answer comes from where no message of the page reaches. Asking about more needs no answer. Errors: ConsentUnavailable where
 * nobody can be asked, ConsentRefused.
 */
export async function confirmAskingLess(
  { askConsent }: Pick<CorePorts, 'askConsent'>,
  before: Asks,
  after: Asks,
): Promise<Result<undefined>> {
  if (guards[after] >= guards[before]) return ok(undefined)
  const answer = await askConsent?.(
    {
      title: 'Let more programs have credentials without a question?',
      rows: [
        { label: 'asked now', text: `before a program gets credentials of ${ofWhich[before]}` },
        { label: 'asked then', text: `before a program gets credentials of ${ofWhich[after]}` },
      ],
      asks: 'Change it?',
      fingerprint: unguessableHex(),
      limitMs,
    },
    AbortSignal.timeout(limitMs),
  )
  if (answer?.kind === 'yes') return ok(undefined)
  if (answer?.kind === 'no')
    return fail('ConsentRefused', 'The setting was not changed.', {
      reason: 'The answer was no, or nobody answered in time.',
      remedy: 'Change it again and answer yes, if it was you.',
    })
  return fail('ConsentUnavailable', 'The setting was not changed, because there is nobody to ask here.', {
    reason: 'With it, programs would get credentials that Stackpass asks about today.',
    remedy: 'Run `stackpass settings set askBeforeHandOut` in a terminal, or change it in the desktop app.',
  })
}
