import { roleIn } from '../../shared/domain/handouts/role-in.ts'
import type { Caller, HandOutRequest, HandOutWay } from '../../shared/domain/handouts/types.ts'
import type { MergedProfile } from '../../shared/domain/aws/types.ts'
import type { Result } from '../../shared/result.ts'
import type { CorePorts } from '../host/ports.ts'
import { isAskedAbout, type AskHandOut } from './ask-for-hand-out.ts'
import { findCaller } from './find-caller.ts'
import { handOut, type GivenFacts } from './hand-out.ts'
import type { RulesContext } from './rules.ts'

/** The door through which credentials leave core. */
export interface HandOuts {
  /**
   * Asks where that is due, gets, writes the log and gives. Errors: HandOutRefused, LogUnwritable, and those of `get`.
   */
  give<T>(
    what: Omit<HandOutRequest, 'caller' | 'account' | 'role' | 'profile'> & {
      readonly profile: MergedProfile
    },
    get: () => Promise<Result<T>>,
    factsOf: (given: T) => GivenFacts,
  ): Promise<Result<T>>
  /** What this process hands out when its methods are called. */
  readonly usualWay: HandOutWay
}

export interface HandOutsContext extends RulesContext {
  readonly ports: Pick<CorePorts, 'platform' | 'env' | 'host' | 'ownFile' | 'onNotice' | 'handOutWay'>
  readonly paths: RulesContext['paths'] & { readonly settingsFile: string }
  readonly isProduction: (profile: string) => Promise<boolean>
  readonly askHandOut: AskHandOut
}

/** The person in front of the app does what is done in the app. */
const app = (): Caller => ({ known: true, tree: [{ pid: process.pid, name: 'Stackpass', part: 'program' }] })

/** Our own commands in between have not asked for anything themselves. */
function withoutOwn(caller: Caller, ownFile: string | undefined): Caller {
  const tree = caller.tree.map((one) =>
    ownFile !== undefined && one.script === ownFile ? { ...one, part: 'wrapper' as const } : one,
  )
  return { ...caller, tree }
}

/** Combines the caller, the rules and the log. Creating it reads nothing. */
export function createHandOuts(context: HandOutsContext): HandOuts {
  const { ports } = context

  async function callerOf(request: Omit<HandOutRequest, 'caller'>): Promise<Caller> {
    if (ports.host !== 'cli') return app()
    // There the list of processes takes as long as everything else: it is read only where the answer depends on it.
    if (ports.platform === 'win32' && !(await isAskedAbout(context, request)))
      return { known: false, tree: [] }
    return withoutOwn(await findCaller(ports), ports.ownFile)
  }

  return {
    usualWay: ports.handOutWay ?? (ports.host === 'cli' ? 'credentials' : 'copy'),
    async give({ profile, ...rest }, get, factsOf) {
      const request = { ...rest, profile: profile.name, ...roleIn(profile) }
      const caller = await callerOf(request)
      const all = { ...context, onNotice: ports.onNotice }
      return handOut(all, { ...request, caller }, get, (given) => {
        const facts = factsOf(given)
        return { ...facts, account: facts.account ?? request.account }
      })
    },
  }
}
