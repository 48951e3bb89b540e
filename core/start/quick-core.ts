import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CallOf } from '../../shared/contract/call-of.ts'
import type { Input } from '../../shared/contract/index.ts'
import { createAwsFiles } from '../aws/aws-files.ts'
import { lentProduction } from '../credentials/profile-groups.ts'
import { redactReply } from '../dispatch/redact-reply.ts'
import {
  fallBackWhenDue,
  readActive,
  refreshActive,
  activateProfile,
} from '../features/active/activate-profile.ts'
import { createCredentials } from '../features/credentials/handlers.ts'
import { createHandOuts } from '../handouts/hand-outs.ts'
import type { CorePorts } from '../host/ports.ts'
import { createPrompts } from '../host/prompts.ts'
import { bridgesFile } from '../state/bridges-file.ts'
import { ownFilesAtOnce, readPortAtOnce } from '../state/own-files.ts'
import { stackpassPaths, type StackpassPaths } from '../state/paths.ts'
import { createRecentsFile } from '../state/recents.ts'
import { readUserFile } from '../system/read-user-file.ts'
import { withNotedCodes } from './noted-codes.ts'
import { createQuickBase } from './quick-base.ts'
import { hasRecord } from '../vault/record-file.ts'

export type QuickMethod =
  | 'active.get'
  | 'active.use'
  | 'consent.request'
  | 'credentials.get'
  | 'history.list'
  | 'profiles.list'
  | 'profiles.readers'
  | 'profiles.show'
  | 'profiles.snippet'
  | 'sessions.list'

export type QuickCall = CallOf<QuickMethod>

/** Loaded when a profile has a credential_process, with the schemas. */
async function loadPermissions(ports: CorePorts, paths: StackpassPaths) {
  return (await import('../consent/process-permissions.ts')).createProcessPermissions(ports, paths)
}

/** True when something must follow the active profile beyond the state file; then createCore is needed. */
export function hasBridges(ports: Pick<CorePorts, 'env' | 'platform' | 'homeDir'>): boolean {
  return existsSync(bridgesFile(stackpassPaths(ports.env, ports.platform, ports.homeDir)))
}

/**
 * The same functions as createCore runs for these methods, without the schemas, the writer of user files, the watcher
 * and the SDK: for commands that must cost hardly more than starting node. It does not update bridges; where one is
 * on, use createCore.
 */
export function createQuickCore(ports: CorePorts): QuickCall {
  const { now, paths, events, incident, answerWith } = createQuickBase(ports)
  const codes = withNotedCodes(createPrompts(ports, events))
  // Few profiles have their key there.
  const openVault = async () => (await import('../vault/vault.ts')).createVault({ ports, paths, now })
  const aws = createAwsFiles(
    { read: (path, options) => readUserFile(readPortAtOnce, path, options) },
    ports,
    hasRecord(paths),
  )
  const context = {
    ports,
    paths,
    now,
    aws,
    recents: createRecentsFile(join(paths.stateDir, 'recents.json'), ownFilesAtOnce),
    prompts: codes.prompts,
    ownFiles: ownFilesAtOnce,
    events,
    vault: {
      holds: async (profile: string, command: string) => (await openVault()).holds(profile, command),
      ready: async (profile: string) => (await openVault()).ready(profile),
      keyOf: async (profile: string) => (await openVault()).keyOf(profile),
    },
    handOuts: createHandOuts({
      ports,
      paths,
      now,
      isProduction: lentProduction({ aws, paths, ownFiles: ownFilesAtOnce }),
      ownFiles: ownFilesAtOnce,
      // Loaded when somebody is asked, with its sockets.
      askHandOut: async (question) =>
        (await import('../handouts/ask-a-person.ts')).createHandOutAsker(ports, { paths, now })(question),
    }),
    processes: {
      check: async (command: string, profile: string) =>
        (await loadPermissions(ports, paths)).check(command, profile),
    },
  }

  async function current() {
    const fallen = await fallBackWhenDue(context)
    if (fallen?.ok === false) ports.onNotice?.(fallen.error)
    return readActive(context)
  }

  const profiles = async () => (await import('./quick-profiles.ts')).quickProfiles(context)
  const problems = async () =>
    (await import('./quick-problems.ts')).quickProblems({ ...context, activeName }, incident)
  const activeName = async () => (await current()).profile
  const { handlers: credentials } = createCredentials(context, activeName)
  return answerWith<QuickMethod>({
    'active.get': async () => ({ ok: true, value: await current() }) as const,
    'active.use': ({ profile, confirmed }: Input<'active.use'>) =>
      activateProfile(context, profile, confirmed ?? false),
    'credentials.get': async (input: Input<'credentials.get'>) => {
      const given = await credentials['credentials.get'](input)
      // Shells are told when the session of the code ends.
      const refreshed = codes.wereAsked() ? await refreshActive(context) : undefined
      if (refreshed?.ok === false) ports.onNotice?.(refreshed.error)
      return given
    },
    'consent.request': async (input: Input<'consent.request'>) => {
      const { createConsentFeature } = await import('../features/consent/handlers.ts')
      const { handlers } = createConsentFeature(context, await loadPermissions(ports, paths))
      return handlers['consent.request'](input)
    },
    'history.list': async (input: Input<'history.list'>) =>
      redactReply('history.list', await (await problems())['history.list'](input)),
    'sessions.list': async (input: Input<'sessions.list'>) =>
      redactReply('sessions.list', await (await problems())['sessions.list'](input)),
    'profiles.list': async (input: Input<'profiles.list'>) => {
      if (input.tools === true)
        return redactReply('profiles.list', await (await profiles())['profiles.list'](input))
      const { quickList } = await import('./quick-list.ts')
      const listed = { ok: true, value: await quickList(context, input) } as const
      // The words about problems may repeat text from a file.
      return input.problems === true ? redactReply('profiles.list', listed) : listed
    },
    'profiles.readers': async (input: Input<'profiles.readers'>) =>
      redactReply('profiles.readers', await (await profiles())['profiles.readers'](input)),
    'profiles.show': async (input: Input<'profiles.show'>) =>
      redactReply('profiles.show', await (await profiles())['profiles.show'](input)),
    'profiles.snippet': async (input: Input<'profiles.snippet'>) =>
      (await profiles())['profiles.snippet'](input),
  })
}
