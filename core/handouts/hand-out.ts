import { isGuarded } from '../../shared/domain/handouts/guarded.ts'
import type { HandOutNote, HandOutRequest } from '../../shared/domain/handouts/types.ts'
import type { CodedError, Result } from '../../shared/result.ts'
import { askForHandOut, isProductionUse, refusedHandOut, type HandOutContext } from './ask-for-hand-out.ts'
import { recordHandOut } from './ledger.ts'

/** What is known about credentials once they are there. */
export interface GivenFacts {
  readonly account?: string | undefined
  readonly cached: boolean
}

export interface HandingOut extends HandOutContext {
  /** Called when an unguarded profile was handed out and the log could not be written. */
  readonly onNotice?: ((error: CodedError) => void) | undefined
}

/**
 * The only way by which credentials leave core: ask, get, write to the log, and only then give. Refusals
 * are logged too. A failure to write refuses guarded profiles and leases; others get their credentials and a notice.
 * Errors: HandOutRefused, LogUnwritable, and those of `get`.
 */
export async function handOut<T>(
  context: HandingOut,
  request: HandOutRequest,
  get: () => Promise<Result<T>>,
  factsOf: (given: T) => GivenFacts,
): Promise<Result<T>> {
  const { profile, way, caller, lease } = request
  const verdict = await askForHandOut(context, request)
  const note = { profile, way, caller, verdict, ...(lease !== undefined && { lease }) }
  const production = await isProductionUse(context, request)
  if (!verdict.allowed) {
    // It is refused in any case; the failed write is reported as well.
    await record(context, { ...note, from: 'none' }, false)
    return refusedHandOut(profile, verdict.why, production)
  }
  const given = await get()
  if (!given.ok) return given
  const { account, cached } = factsOf(given.value)
  const from = cached ? 'cached' : 'fresh'
  const mustBeWritten = lease !== undefined || isGuarded({ production, inVault: request.inVault === true })
  const error = await record(
    context,
    { ...note, from, ...(account !== undefined && { account }) },
    mustBeWritten,
  )
  return error === undefined ? given : { ok: false, error }
}

async function record(
  context: HandingOut,
  note: HandOutNote,
  mustBeWritten: boolean,
): Promise<CodedError | undefined> {
  const written = await recordHandOut(context, note)
  if (written.ok) return undefined
  if (mustBeWritten) return written.error
  context.onNotice?.(written.error)
  return undefined
}
