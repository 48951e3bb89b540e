import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { HandlersOf } from '../../../shared/contract/handlers.ts'
import type { Output } from '../../../shared/contract/index.ts'
import { followsActive } from '../../../shared/domain/aws/own-command.ts'
import { folderFileName, isPlainLine, mostFolders } from '../../../shared/domain/shells/folder-format.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import { profileMissing } from '../../aws/profile-missing.ts'
import { productionProfiles } from '../../credentials/profile-groups.ts'
import { refreshFolders } from '../../credentials/refresh-folders.ts'
import type { ShellStateContext } from '../../credentials/shell-state.ts'
import type { EventHub } from '../../host/event-hub.ts'
import type { CorePorts } from '../../host/ports.ts'
import { readActiveSettings } from '../../state/active-settings.ts'
import { readAllowedFolders, writeAllowedFolders, type KeptFolder } from '../../state/allowed-folders.ts'
import { createQueue } from '../../state/private-json.ts'
import type { SettingsService } from '../../state/settings.ts'
import { errno } from '../../system/file-errors.ts'
import { nearestFolderFile, textOfFolder } from './folder-file.ts'
import { stacksOfFolder } from './folder-stacks.ts'

/** What is needed to keep folders with their own profile. */
export interface FolderContext extends ShellStateContext {
  readonly ports: CorePorts
  readonly settings: SettingsService
  readonly events: EventHub
}

type FolderProfile = Output<'folders.list'>['folders'][number]

/** The real path of a folder. Errors: FolderMissing, InvalidValue for a path that cannot be passed to shells. */
async function realFolder(folder: string): Promise<Result<string>> {
  try {
    const real = await realpath(path.resolve(folder))
    if (isPlainLine(real)) return ok(real)
    return fail('InvalidValue', 'This folder cannot have a profile of its own.', {
      reason: 'Its path is very long, or contains control characters, which cannot be passed on to shells.',
      remedy: 'Rename the folder.',
    })
  } catch (error) {
    if (errno(error) === '') throw error
    return fail('FolderMissing', `There is no folder ${folder} that Stackpass can enter.`, {
      path: folder,
      reason: `The system says ${errno(error)}.`,
      remedy: 'Name a folder that exists.',
    })
  }
}

export function createFolderHandlers(context: FolderContext): HandlersOf<'folders'> {
  const { paths, settings, events, ports } = context
  const inTurn = createQueue()
  const kept = () => readAllowedFolders(paths.allowedFoldersFile)

  async function check(profile: string, confirmed: boolean | undefined): Promise<Result<undefined>> {
    const [view, own] = await Promise.all([context.aws.view(), readActiveSettings(paths.settingsFile)])
    if (!view.profiles.has(profile)) return profileMissing(profile, view)
    if (followsActive(view.profiles, profile))
      return fail('PointerCycle', `${profile} stands for the active profile, so no folder can have it.`, {
        reason: 'Its credentials come from whichever profile is active.',
        remedy: 'Use the profile that has the credentials.',
      })
    if (confirmed === true || !own.confirmProduction) return ok(undefined)
    if (!(await productionProfiles(view, own, context))(profile)) return ok(undefined)
    return fail('ConfirmationNeeded', `${profile} is marked as production.`, {
      reason: 'Every terminal with the shell hook would use it in this folder and below.',
      remedy: 'Confirm it, or run the command with --yes.',
      details: { production: true },
    })
  }

  /** Replaces what was kept about one folder; without `next`, forgets it. */
  async function keep(
    folder: string,
    next: Omit<KeptFolder, 'folder'> | undefined,
  ): Promise<Result<undefined>> {
    return inTurn(async () => {
      const others = (await kept()).filter((one) => one.folder !== folder)
      if (next !== undefined && others.length >= mostFolders)
        return fail('InvalidValue', `${mostFolders} folders already have a profile of their own.`, {
          reason: 'Shells look through all of them.',
          remedy: 'Revoke some: `stackpass folder list`, then `stackpass folder deny DIR`.',
        })
      const all = next === undefined ? others : [...others, { folder, ...next }]
      return writeAllowedFolders(paths.allowedFoldersFile, all)
    })
  }

  async function setRule(folder: string, profile: string | undefined): Promise<Result<unknown>> {
    const { folderProfiles } = await settings.get()
    const others = folderProfiles.filter(([one]) => one !== folder)
    if (profile === undefined && others.length === folderProfiles.length) return ok(undefined)
    return settings.set({ folderProfiles: profile === undefined ? others : [...others, [folder, profile]] })
  }

  async function stateOf(one: KeptFolder): Promise<FolderProfile> {
    const { profiles } = await context.aws.view()
    const known = (profile: string | undefined): boolean => profile === undefined || profiles.has(profile)
    const { folder, file, stacks } = one
    if (stacks !== undefined) {
      const now = await stacksOfFolder(folder, ports)
      const isSame = now.ok && JSON.stringify(now.value.stacks.profiles) === JSON.stringify(stacks.profiles)
      const state = isSame ? 'holds' : now.ok ? 'changed' : 'gone'
      const pairs = stacks.profiles.map(([stack, profile]): [string, string] => [stack, profile])
      return {
        folder,
        from: 'stacks',
        state,
        stacks: pairs,
        known: pairs.every(([, profile]) => known(profile)),
      }
    }
    if (file === undefined) return { folder, from: 'file', state: 'denied', known: true }
    const text = await textOfFolder(folder)
    const state = text === undefined ? 'gone' : text === file.text ? 'holds' : 'changed'
    return { folder, from: 'file', state, profile: file.profile, known: known(file.profile) }
  }

  async function changed(value: FolderProfile): Promise<Result<FolderProfile>> {
    const refreshed = await refreshFolders(context)
    if (!refreshed.ok) return refreshed
    events.emit({ type: 'settingsChanged' })
    return ok(value)
  }

  return {
    'folders.list': async () => {
      const [{ folderProfiles }, { profiles }, decided] = await Promise.all([
        settings.get(),
        context.aws.view(),
        kept(),
      ])
      const rules = folderProfiles.map(([folder, profile]): FolderProfile => {
        return { folder, from: 'rule', state: 'holds', profile, known: profiles.has(profile) }
      })
      const folders = [...rules, ...(await Promise.all(decided.map(stateOf)))]
      return ok({ folders: folders.sort((one, other) => (one.folder < other.folder ? -1 : 1)) })
    },
    'folders.allow': async ({ folder, spelled, stacks, confirmed }) => {
      const start = await realFolder(folder)
      if (!start.ok) return start
      const found =
        stacks === true ? await stacksOfFolder(start.value, ports) : await nearestFolderFile(start.value)
      if (!found.ok) return found
      const wanted = found.value
      const names =
        'stacks' in wanted ? wanted.stacks.profiles.map(([, profile]) => profile) : [wanted.profile]
      for (const name of new Set(names)) {
        const checked = await check(name, confirmed)
        if (!checked.ok) return checked
      }
      const place = await realFolder(wanted.folder)
      if (!place.ok) return place
      const before = (await kept()).find((one) => one.folder === place.value)
      const other = await otherSpelling(spelled, start.value, place.value)
      const all = [...(before?.spelled ?? []), ...(other === undefined ? [] : [other])]
      const next: KeptFolder = {
        folder: place.value,
        spelled: [...new Set(all)].slice(-8),
        ...('stacks' in wanted
          ? { stacks: wanted.stacks }
          : { file: { text: wanted.text, profile: wanted.profile } }),
      }
      const saved = await keep(place.value, next)
      return saved.ok ? changed(await stateOf(next)) : saved
    },
    'folders.deny': async ({ folder }) => {
      const real = await realFolder(folder)
      // A missing folder can still be removed from the list.
      const start = real.ok ? real.value : path.resolve(folder)
      const [{ folderProfiles }, decided] = await Promise.all([settings.get(), kept()])
      const isRuled = folderProfiles.some(([one]) => one === start)
      const isKept = decided.some((one) => one.folder === start)
      const nearest = real.ok && !isRuled && !isKept ? await nearestFolderFile(start) : undefined
      const place = nearest?.ok === true ? nearest.value.folder : start
      const hasFile = real.ok && (nearest?.ok === true || (await textOfFolder(place)) !== undefined)
      if (!isRuled && !isKept && !hasFile)
        return fail('NothingToChange', `${start} has no profile of its own.`, {
          reason: `It has no rule, and no ${folderFileName} in it or above.`,
          remedy: '`stackpass folder list` shows the folders that have one.',
        })
      const ruled = await setRule(place, undefined)
      if (!ruled.ok) return ruled
      const saved = await keep(place, hasFile ? { spelled: [] } : undefined)
      return saved.ok
        ? changed({ folder: place, from: isRuled ? 'rule' : 'file', state: 'denied', known: true })
        : saved
    },
    'folders.set': async ({ folder, profile, confirmed }) => {
      const real = await realFolder(folder)
      if (!real.ok) return real
      const checked = await check(profile, confirmed)
      if (!checked.ok) return checked
      const ruled = await setRule(real.value, profile)
      return ruled.ok
        ? changed({ folder: real.value, from: 'rule', state: 'holds', profile, known: true })
        : ruled
    },
  }
}

/** How the shell spells the folder of the file, where that is not its real path. */
async function otherSpelling(
  spelled: string | undefined,
  start: string,
  place: string,
): Promise<string | undefined> {
  if (spelled === undefined || !path.isAbsolute(spelled) || !isPlainLine(spelled)) return undefined
  const up = path.relative(start, place)
  const other = path.normalize(path.join(spelled, up)).replace(/(?<=.)\/$/, '')
  const real = await realFolder(other)
  return real.ok && real.value === place && other !== place ? other : undefined
}
