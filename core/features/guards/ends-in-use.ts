import { existsSync } from 'node:fs'
import { endToActOn } from '../../../shared/domain/sessions/profile-access.ts'
import { accessStates } from '../../credentials/access-states.ts'
import { createCredentialCache, credentialCacheFolder } from '../../credentials/cache.ts'
import { statesPlace } from '../../credentials/session-states.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import type { StackpassPaths } from '../../state/paths.ts'

type EndsContext = Parameters<typeof statesPlace>[0] & {
  readonly aws: Pick<AwsFiles, 'view'>
  readonly paths: StackpassPaths
}

export interface EndInUse {
  readonly profile: string
  /** ISO 8601. */
  readonly expiresAt: string
}

/**
 * The ends that `isDue` names, for profiles that are in use besides the active one: Stackpass handed their credentials out to a
 * terminal, a stack or a tool, and these still work. Profiles of one session end together, so each end appears once. Nobody
 * uses the others, so nothing is said about them.
 */
export async function endsInUse(
  context: EndsContext,
  isDue: (endsAt: number) => boolean,
): Promise<readonly EndInUse[]> {
  const { paths, aws, now } = context
  // Most homes have handed nothing out: then this does not look at the states of ten thousand profiles.
  if (!existsSync(credentialCacheFolder(paths))) return []
  const cache = createCredentialCache(paths)
  const found = new Map<number, string>()
  for (const [profile, state] of await accessStates(await aws.view(), statesPlace(context), undefined)) {
    const end = state.kind === 'works' ? endToActOn(state) : undefined
    if (end === undefined || found.has(end) || !isDue(end)) continue
    const given = await cache.read(profile)
    if (given !== undefined && given.expiresAt > now().getTime()) found.set(end, profile)
  }
  return [...found].map(([end, profile]) => ({ profile, expiresAt: new Date(end).toISOString() }))
}
