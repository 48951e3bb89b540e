import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Operation } from '../../shared/contract/models.ts'
import { foldersFile } from '../../shared/domain/shells/folder-format.ts'
import { ok } from '../../shared/result.ts'
import { createAwsFiles } from '../aws/aws-files.ts'
import { touchesFilesOnly, type EditCall, type EditMethod } from '../edits/edit-kinds.ts'
import type { SettingsContext } from '../edits/own-settings.ts'
import { planOperations } from '../edits/plan-operations.ts'
import { createPlanStore } from '../edits/plans.ts'
import type { ProfileUsers } from '../edits/profile-users.ts'
import { refreshActive } from '../features/active/activate-profile.ts'
import { createPurgeHandlers } from '../features/history/purge.ts'
import { readWriteInPlace } from '../files/in-place-setting.ts'
import { createFilesAndHistory } from '../history/files-and-history.ts'
import type { CorePorts } from '../host/ports.ts'
import { stackpassPaths } from '../state/paths.ts'
import { createRecentsFile, type RecentsFile } from '../state/recents.ts'
import { mayHaveStackFolders } from '../state/stack-folders.ts'
import { purgePlaces } from './purge-places.ts'
import { createQuickBase } from './quick-base.ts'
import { hasBridges } from './quick-core.ts'
import { hasRecord } from '../vault/record-file.ts'

/** Whether `createQuickEdits` may carry these out: nothing follows them that it does not know. */
export function canEditQuickly(
  operations: readonly Operation[],
  ports: Pick<CorePorts, 'env' | 'platform' | 'homeDir'>,
): boolean {
  if (hasBridges(ports)) return false
  const { settingsFile } = stackpassPaths(ports.env, ports.platform, ports.homeDir)
  return touchesFilesOnly(operations) || !mayHaveStackFolders(settingsFile)
}

/** There are no folders in which a stack could name a profile. */
const noStacks: ProfileUsers = {
  find: () => Promise.resolve({ users: [], inUrls: [], complete: true }),
  follow: () => Promise.resolve(ok([])),
  give: () => Promise.resolve(ok([])),
}

/** The settings that follow a rename; their schema is loaded where there are any. */
function quickSettings(settingsFile: string, recents: RecentsFile): SettingsContext['settings'] {
  const load = async () => (await import('../state/settings.ts')).createSettings(settingsFile, recents)
  return {
    get: async () =>
      existsSync(settingsFile)
        ? (await load()).get()
        : {
            favourites: [],
            profileGroups: [],
            folderProfiles: [],
            fallback: null,
            recents: await recents.read(),
          },
    set: async (patch) => (await load()).set(patch),
  }
}

/**
 * The same functions as createCore runs for these methods, without the schemas and the features that they do not need, for
 * commands that write to the shared files. Only for operations that `canEditQuickly` accepts.
 */
export function createQuickEdits(ports: CorePorts): { readonly call: EditCall; close(): Promise<void> } {
  const { now, paths, events, incident, answerWith } = createQuickBase(ports)
  // Each change of these comes with a way to find its secrets.
  const { files, history } = createFilesAndHistory({
    ...paths,
    ...purgePlaces(paths),
    maskers: new Map(),
    now,
    writeInPlace: () => readWriteInPlace(paths.settingsFile),
  })
  const aws = createAwsFiles(files, ports, hasRecord(paths))
  const recents = createRecentsFile(join(paths.stateDir, 'recents.json'))
  const plans = createPlanStore(files, events, now)
  const settings = quickSettings(paths.settingsFile, recents)
  const context = {
    ports,
    paths,
    now,
    files,
    history,
    aws,
    events,
    plans,
    recents,
    settings,
    profileUsers: noStacks,
  }
  const refreshHooks = async () => {
    const refreshed = await refreshActive(context)
    if (!refreshed.ok || !existsSync(foldersFile(paths.activeStateFile))) return refreshed
    const { refreshFolders } = await import('../credentials/refresh-folders.ts')
    return refreshFolders(context)
  }
  let refreshing: Promise<unknown> = Promise.resolve()
  events.subscribe(({ type }) => {
    if (type !== 'filesChanged') return
    refreshing = refreshHooks().then(
      (refreshed) => !refreshed.ok && ports.onNotice?.(refreshed.error),
      (error: unknown) => incident('active', error),
    )
  })
  return {
    call: answerWith<EditMethod>({
      'edits.plan': ({ operations, summary, stacks }) => planOperations(context, operations, summary, stacks),
      'edits.apply': ({ planId }) => plans.apply(planId),
      'edits.discard': async ({ planId }) => {
        plans.discard(planId)
        return ok({})
      },
      ...createPurgeHandlers(context),
    }),
    async close() {
      await refreshing
      await files.close()
    },
  }
}
