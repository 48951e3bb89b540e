import type { AwsFiles, AwsView } from '../../aws/aws-files.ts'
import type { KnownSession } from './known-session.ts'

export interface RenewalWatch {
  /** Looks now; the host does so every minute. */
  tick(): Promise<void>
  close(): Promise<void>
}

export interface KeepRenewedContext {
  readonly aws: Pick<AwsFiles, 'view'>
  /** The profile in use. */
  readonly active: () => Promise<string | undefined>
  readonly known: (view: AwsView) => Promise<readonly KnownSession[]>
  readonly onBug: (error: unknown) => void
}

const every = 60_000

/**
 * Renews the sign-in of the active profile while the app is open: a login of the AWS CLI lasts only while somebody renews it each
 * quarter of an hour. Opens nothing and asks nobody; its state and the notice of its end show what needs the user.
 */
export function keepRenewed({ aws, active, known, onBug }: KeepRenewedContext): RenewalWatch {
  let work: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    const name = await active()
    if (name === undefined) return
    const sessions = await known(await aws.view())
    for (const { session, renew } of sessions) {
      const { state, profiles } = session
      const isInUse = profiles.some((profile) => profile.name === name)
      if (renew === undefined || !isInUse || state.kind !== 'works' || state.renews === undefined) continue
      await renew()
    }
  }

  function tick(): Promise<void> {
    work = work.then(look).catch(onBug)
    return work
  }

  const timer = setInterval(() => void tick(), every)
  timer.unref()
  return {
    tick,
    async close() {
      clearInterval(timer)
      await work
    },
  }
}
