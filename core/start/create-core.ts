import { join } from 'node:path'
import type { CoreEvent } from '../../shared/contract/events.ts'
import { createAwsFiles } from '../aws/aws-files.ts'
import { refreshFolders } from '../credentials/refresh-folders.ts'
import { createProcessPermissions } from '../consent/process-permissions.ts'
import { lentProduction } from '../credentials/profile-groups.ts'
import { createDispatcher, type Dispatch } from '../dispatch/dispatcher.ts'
import { createPlanStore } from '../edits/plans.ts'
import { createActiveFeature } from '../features/active/handlers.ts'
import { createAppHandlers } from '../features/app/handlers.ts'
import { followActive } from '../features/bridges/follow.ts'
import { createBridgeHandlers } from '../features/bridges/handlers.ts'
import { createConsentFeature } from '../features/consent/handlers.ts'
import { createConsoleHandlers } from '../features/console/handlers.ts'
import { createCredentials } from '../features/credentials/handlers.ts'
import { createEditHandlers } from '../features/edits/handlers.ts'
import { createFolderHandlers } from '../features/folders/handlers.ts'
import { createGuards } from '../features/guards/guards.ts'
import { createHandoutHandlers } from '../features/handouts/handlers.ts'
import { createHistoryHandlers } from '../features/history/handlers.ts'
import { createImportHandlers } from '../features/imports/handlers.ts'
import { createLeaseHandlers } from '../features/leases/handlers.ts'
import { createKeyHandlers } from '../features/keys/handlers.ts'
import { keysSwitchedOff } from '../features/keys/switched-off.ts'
import { createOrganisationFeature } from '../features/organisations/handlers.ts'
import { createProfileHandlers } from '../features/profiles/handlers.ts'
import { listProfiles } from '../features/profiles/list.ts'
import { createPromptHandlers } from '../features/prompts/handlers.ts'
import { createSessionFeature } from '../features/sessions/handlers.ts'
import { createSessionProfileHandlers } from '../features/session-profiles/handlers.ts'
import { createSettingsHandlers } from '../features/settings/handlers.ts'
import { createShellHandlers } from '../features/shells/handlers.ts'
import { keepProfilesUpToDate } from '../features/shells/keep-profiles.ts'
import { createStackFeature } from '../features/stacks/handlers.ts'
import { createTerminalHandlers } from '../features/terminals/handlers.ts'
import { createVaultHandlers } from '../features/vault/handlers.ts'
import { createVerifyFeature } from '../features/verify/handlers.ts'
import { readWriteInPlace } from '../files/in-place-setting.ts'
import { createHandOutAsker } from '../handouts/ask-a-person.ts'
import { createHandOuts } from '../handouts/hand-outs.ts'
import { createFilesAndHistory } from '../history/files-and-history.ts'
import { createClipboardKeeper } from '../host/clipboard-keeper.ts'
import { createEventHub } from '../host/event-hub.ts'
import { createIncidentReply } from '../host/incident-reply.ts'
import { createIncidentLog } from '../host/incident-log.ts'
import type { CorePorts, Incident } from '../host/ports.ts'
import { createPrompts } from '../host/prompts.ts'
import { createLeases, type Leases } from '../leases/leases.ts'
import { createAccountNames } from '../state/account-names.ts'
import { createFolderTrust } from '../state/folder-trust.ts'
import { ownRoots, stackpassPaths } from '../state/paths.ts'
import { createRecentsFile } from '../state/recents.ts'
import { createSettings } from '../state/settings.ts'
import { createVault } from '../vault/vault.ts'
import { withNotedCodes } from './noted-codes.ts'
import { expireRegularly } from './expire-regularly.ts'
import { maskers } from './maskers.ts'
import { openSurface } from './open-surface.ts'
import { purgePlaces } from './purge-places.ts'
import { watchForChanges } from './watch-for-changes.ts'
import { hasRecord } from '../vault/record-file.ts'

export interface Core {
  /** Runs a method of the contract; never throws. */
  readonly dispatch: Dispatch
  readonly events: {
    subscribe(listener: (event: CoreEvent) => void): () => void
    emit(event: CoreEvent): void
  }
  /** Begins leases: the host that begins one serves it while it lasts. */
  readonly leases: Pick<Leases, 'start'>
  /** Clears a secret from the clipboard, cancels questions and checks. For lock and suspend. */
  forgetSecrets(): Promise<void>
  /** Locks the vault, where it holds a key, and ends the leases. For lock and suspend. */
  lockVault(): Promise<void>
  close(): Promise<void>
}

/** After these the state file of the active profile may be old: rules of groups look at the accounts that checks find. */
const changesActive: ReadonlySet<CoreEvent['type']> = new Set([
  'filesChanged',
  'settingsChanged',
  'sessionsChanged',
  'verifiedChanged',
])

/** Puts core together. Creating it reads and writes nothing; the first call reads. */
export function createCore(ports: CorePorts): Core {
  const now = ports.now ?? (() => new Date())
  const paths = stackpassPaths(ports.env, ports.platform, ports.homeDir)
  const logIncident = createIncidentLog(join(paths.stateDir, 'log', 'incidents.log'), now)
  const onIncident = (incident: Incident): void => {
    logIncident(incident)
    ports.onIncident?.(incident)
  }
  const events = createEventHub((error) => onIncident({ id: 'event', method: 'events', error }))
  const { files, history } = createFilesAndHistory({
    historyDir: paths.historyDir,
    locksDir: paths.locksDir,
    maskers,
    now,
    writeInPlace: () => readWriteInPlace(paths.settingsFile),
    ...purgePlaces(paths),
  })
  const codes = withNotedCodes(createPrompts(ports, events))
  const { prompts } = codes
  const clipboard = createClipboardKeeper(ports.clipboard)
  const recents = createRecentsFile(join(paths.stateDir, 'recents.json'))
  const processes = createProcessPermissions(ports, paths)
  const aws = createAwsFiles(files, ports, hasRecord(paths))
  const base = {
    ports,
    paths,
    now,
    files,
    history,
    events,
    prompts,
    clipboard,
    aws,
    settings: createSettings(paths.settingsFile, recents),
    plans: createPlanStore(files, events, now),
    recents,
    processes,
    vault: createVault({ ports, paths, now }),
    handOuts: createHandOuts({
      ports,
      paths,
      now,
      isProduction: lentProduction({ aws, paths }),
      askHandOut: createHandOutAsker(ports, { paths, now }),
    }),
    accountNames: createAccountNames(paths.accountNamesFile),
  }
  const verify = createVerifyFeature(base)
  const consent = createConsentFeature(base, processes)
  const stacks = createStackFeature({ ...base, verified: verify.results })
  const context = { ...base, verified: verify.results, profileUsers: stacks.profileUsers }
  const active = createActiveFeature(context, {
    follow: (state) => followActive(context, state),
  })
  const activeName = async () => (await active.current()).profile
  const credentials = createCredentials(context, activeName)
  const organisations = createOrganisationFeature(context)
  const incident = createIncidentReply(onIncident)
  const leases = createLeases({
    ...base,
    isProduction: lentProduction(base),
    askHandOut: createHandOutAsker(ports, { paths, now }),
    onBug: (error) => void incident('leases', error),
  })
  const sessions = createSessionFeature({ ...context, activeName }, (error) => incident('sign-in', error))
  const guards = createGuards(context, active.current)
  const refreshHooks = async (): Promise<void> => {
    const refreshed = await refreshFolders(context)
    if (!refreshed.ok) ports.onNotice?.(refreshed.error)
  }
  let refreshing: Promise<void> = Promise.resolve()
  events.subscribe(({ type }) => {
    if (!changesActive.has(type)) return
    refreshing = refreshing
      .then(active.refresh)
      .then(refreshHooks)
      .catch((error: unknown) => onIncident({ id: 'refresh', method: 'active', error }))
  })
  const keeping = keepProfilesUpToDate(context, (error) => void incident('completion', error))
  const vault = createVaultHandlers(context)
  let isClosing = false
  const trust = createFolderTrust(ownRoots(paths))
  const dispatch = createDispatcher(
    {
      ...createAppHandlers(context, {
        listProfiles: () => listProfiles(context),
        activeState: active.current,
      }),
      ...createProfileHandlers(context),
      ...createEditHandlers(context),
      ...createImportHandlers(context),
      ...createHistoryHandlers(context, (plan) => keysSwitchedOff(context, plan)),
      ...verify.handlers,
      ...consent.handlers,
      ...createHandoutHandlers(context),
      ...createPromptHandlers(context),
      ...createSettingsHandlers(context),
      ...active.handlers,
      ...createShellHandlers(context),
      ...createFolderHandlers(context),
      ...createTerminalHandlers(context),
      ...stacks.handlers,
      ...createSessionProfileHandlers(context),
      ...createBridgeHandlers(context, active.current),
      ...sessions.handlers,
      ...organisations.handlers,
      ...credentials.handlers,
      ...vault,
      'vault.lock': async (input) => {
        await leases.endAll('lock')
        return vault['vault.lock'](input)
      },
      ...createLeaseHandlers(context, leases),
      ...createKeyHandlers(context),
      ...createConsoleHandlers(context, {
        activeName,
        credentialsOf: (input) => credentials.get(input, 'console'),
        showStack: stacks.handlers['stacks.show'],
      }),
    },
    onIncident,
    { trust, isClosing: () => isClosing },
  )
  const watching = ports.watch === true ? watchForChanges(context) : undefined
  const surface = openSurface({ ports, paths, now, events }, (error) => void incident('handouts', error))
  const expiring = ports.watch === true ? expireRegularly(context, trust, onIncident) : undefined

  async function forgetSecrets(): Promise<void> {
    prompts.close()
    consent.close()
    surface.cancel()
    verify.cancelAll()
    organisations.cancelAll()
    await clipboard.clearNow()
  }

  return {
    dispatch,
    events,
    leases,
    forgetSecrets,
    async lockVault() {
      await leases.endAll('lock')
      if ((await base.vault.records.list()).length === 0) return
      await base.vault.lockAll()
      events.emit({ type: 'vaultChanged' })
    },
    async close() {
      isClosing = true
      // Hosts that watch have already seen it.
      if (codes.wereAsked() && ports.watch !== true) await active.refresh()
      await forgetSecrets()
      await watching?.close()
      await expiring?.close()
      await surface.close()
      await stacks.close()
      await sessions.close()
      await guards.close()
      await refreshing
      await verify.close()
      await keeping.close()
      await files.close()
    },
  }
}
