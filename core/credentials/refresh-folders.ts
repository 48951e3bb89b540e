import {
  decodeFolders,
  encodeFolders,
  foldersFile,
  type FolderEntry,
} from '../../shared/domain/shells/folder-format.ts'
import { ok, type Result } from '../../shared/result.ts'
import { readActiveSettings, type ActiveSettings } from '../state/active-settings.ts'
import { readAllowedFolders, type KeptFolder } from '../state/allowed-folders.ts'
import { ownFileFailure, OwnFileFailure } from '../state/own-file-failure.ts'
import { ownFiles } from '../state/own-files.ts'
import { unguessableHex } from '../state/unguessable-hex.ts'
import { errno } from '../system/file-errors.ts'
import { shellStateOf, type ShellStateContext } from './shell-state.ts'

/** How Pulumi writes the selected stack: some versions leave out the blank after the colon. */
function selections(stack: string): string[] {
  const name = JSON.stringify(stack)
  return [`"stack": ${name}`, `"stack":${name}`]
}

function entriesOf({ folder, spelled, file, stacks }: KeptFolder): FolderEntry[] {
  return [folder, ...spelled].flatMap((path): FolderEntry[] => {
    if (stacks !== undefined)
      return stacks.selectedIn.flatMap((selected) =>
        stacks.profiles.flatMap(([stack, profile]) =>
          selections(stack).map((holds) => ({ folder: path, profile, when: { file: selected, holds } })),
        ),
      )
    return file === undefined
      ? [{ folder: path }]
      : [{ folder: path, profile: file.profile, text: file.text }]
  })
}

/** Every folder with a profile, without what is known about the profiles: rules of the user go before what folders ask for. */
export function folderEntries(settings: ActiveSettings, kept: readonly KeptFolder[]): FolderEntry[] {
  const ruled = new Set(settings.folderProfiles.map(([folder]) => folder))
  const others = kept.filter(
    ({ folder, stacks, file }) => !ruled.has(folder) || stacks !== undefined || file !== undefined,
  )
  return [
    ...settings.folderProfiles.map(([folder, profile]) => ({ folder, profile })),
    ...others.flatMap(entriesOf),
  ]
}

/**
 * Updates the file that hooks read to match what is allowed, the settings and the shared files. Writes nothing where no folder
 * has a profile and none had one. True when something changed. Errors: DiskFull, StateUnwritable.
 */
export async function refreshFolders(context: ShellStateContext): Promise<Result<boolean>> {
  const { paths, ownFiles: files = ownFiles } = context
  const target = foldersFile(paths.activeStateFile)
  const [settings, kept, before] = await Promise.all([
    readActiveSettings(paths.settingsFile, files),
    readAllowedFolders(paths.allowedFoldersFile, files),
    files.read(target).catch((error: unknown) => {
      if (errno(error) === '') throw error
      return undefined
    }),
  ])
  const entries = folderEntries(settings, kept)
  if (entries.length === 0 && before === undefined) return ok(false)
  const view = await context.aws.view()
  const known = new Map<string, Partial<FolderEntry>>()
  for (const name of new Set(entries.map(({ profile }) => profile))) {
    const profile = name === undefined ? undefined : view.profiles.get(name)
    if (name === undefined || profile === undefined) continue
    const { region, expires, production, colour } = await shellStateOf(
      profile,
      view,
      context,
      settings,
      undefined,
    )
    known.set(name, {
      ...(settings.exportRegion && region !== undefined && { region }),
      ...(expires !== undefined && { expires }),
      ...(production === true && { production }),
      ...(colour !== undefined && { colour }),
    })
  }
  const whole = entries.map((entry) => ({ ...entry, ...known.get(entry.profile ?? '') }))
  const text = encodeFolders(whole, unguessableHex())
  if (before !== undefined && JSON.stringify(decodeFolders(text)) === JSON.stringify(decodeFolders(before)))
    return ok(false)
  try {
    await files.write(target, text)
  } catch (error) {
    const failed = ownFileFailure(
      error,
      target,
      'Stackpass could not tell shells which profiles the folders have.',
    )
    if (failed instanceof OwnFileFailure) return { ok: false, error: failed.coded }
    throw failed
  }
  return ok(true)
}
