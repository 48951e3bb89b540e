import { hookText } from '../../../shared/domain/shells/hook-text.ts'
import { hasBlock, putBlock, removeBlock } from '../../../shared/domain/shells/rc-block.ts'
import { startUpSecrets } from '../../../shared/domain/shells/rc-secrets.ts'
import type { HookShell } from '../../../shared/domain/shells/types.ts'
import type { EditOutcome } from '../../../shared/domain/edit/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { FileChange } from '../../files/types.ts'
import { pathsOf, rcFileOf, type ShellPlace } from './rc-files.ts'
import { rcLines } from './rc-lines.ts'

/** What the block of a start-up file can load, each from a file of ours. */
export type ShellPart = 'hook' | 'completion'

const parts: readonly ShellPart[] = ['hook', 'completion']

/** The machine, and where the state and the hooks are kept. */
export interface InstallPlace extends ShellPlace {
  readonly stateDir: string
  readonly activeStateFile: string
  /** Absolute path of the `stackpass` program, where it is not on the PATH. */
  readonly program?: string
  /** The bytes of a file; undefined when it does not exist or cannot be read (the file service then says why). */
  read(path: string): Promise<Uint8Array | undefined>
}

/** What set-up would change, for the file service to plan, show and write. */
export interface ShellSetup {
  readonly shell: HookShell
  readonly rcFile: string
  /** `rcFile` as shown to the user. */
  readonly label: string
  /** The exact lines between the marks, for people who want to add them by hand. */
  readonly lines: readonly string[]
  /** Whether the start-up file holds the block now, and the part has its file. */
  readonly installed: boolean
  readonly changes: readonly FileChange[]
}

const extensions = { bash: 'bash', zsh: 'zsh', fish: 'fish', powershell: 'ps1' } as const

type PartPlace = Pick<InstallPlace, 'stateDir' | 'platform'>

/** Where a part is kept, so that opening a terminal starts no process. */
export function partFileOf(part: ShellPart, shell: HookShell, place: PartPlace): string {
  return pathsOf(place.platform).join(place.stateDir, 'shells', `${part}.${extensions[shell]}`)
}

function labelOf(file: string, homeDir: string): string {
  const rest = file.startsWith(homeDir) ? file.slice(homeDir.length) : ''
  return /^[\\/]/.test(rest) ? `~${rest.replaceAll('\\', '/')}` : file
}

function wholeText(text: string): FileChange['edit'] {
  const bytes = new TextEncoder().encode(text)
  return (old): EditOutcome => {
    const before = old ?? new Uint8Array(0)
    if (Buffer.compare(before, bytes) === 0) return { ok: true, bytes: before, splices: [], warnings: [] }
    return { ok: true, bytes, splices: [{ start: 0, end: before.length, insert: bytes }], warnings: [] }
  }
}

interface Described extends Omit<ShellSetup, 'changes'> {
  /** The lines of the other part, if that is set up too: they stay. */
  readonly others: readonly string[]
}

async function describe(part: ShellPart, shell: HookShell, place: InstallPlace): Promise<Described> {
  const rcFile = await rcFileOf(shell, place)
  const fileOf = (one: ShellPart): string => partFileOf(one, shell, place)
  const linesOf = (one: ShellPart): readonly string[] => rcLines(shell, fileOf(one), place.homeDir)
  const isSetUp = hasBlock(await place.read(rcFile))
  const isThere = async (one: ShellPart): Promise<boolean> =>
    isSetUp && (await place.read(fileOf(one))) !== undefined
  const [other] = parts.filter((one) => one !== part)
  return {
    shell,
    rcFile,
    label: labelOf(rcFile, place.homeDir),
    lines: linesOf(part),
    others: other !== undefined && (await isThere(other)) ? linesOf(other) : [],
    // A hook with a missing file still shows as set up: its line is there.
    installed: part === 'hook' ? isSetUp && !(await isOnlyCompletion(shell, place)) : await isThere(part),
  }
}

async function isOnlyCompletion(shell: HookShell, place: InstallPlace): Promise<boolean> {
  const read = (part: ShellPart) => place.read(partFileOf(part, shell, place))
  return (await read('hook')) === undefined && (await read('completion')) !== undefined
}

function rcChange(setup: Described, edit: FileChange['edit']): FileChange {
  return {
    path: setup.rcFile,
    label: setup.label,
    kind: 'shell-rc',
    newFileMode: 0o644,
    edit,
    // The block depends on nothing else in the file, so it may go into any newer version of it.
    fingerprint: () => 'any',
    secretRanges: startUpSecrets,
  }
}

/** The lines of both parts, the hook first. */
function blockLines(part: ShellPart, { lines, others }: Described): readonly string[] {
  return part === 'hook' ? [...lines, ...others] : [...others, ...lines]
}

/** The hook of a shell, as it is set up on this machine. */
export function hookOf(shell: HookShell, place: InstallPlace): string {
  return hookText(shell, {
    stateFile: place.activeStateFile,
    ...(place.program === undefined ? {} : { program: place.program }),
  })
}

/**
 * The changes that load a part whenever the shell starts: its text in a file of ours, and a marked block in its
 * start-up file. Doing it again changes nothing, or brings an older text up to date. Writes nothing.
 */
export async function planInstall(
  part: ShellPart,
  shell: HookShell,
  text: string,
  place: InstallPlace,
): Promise<ShellSetup> {
  const { others, ...setup } = await describe(part, shell, place)
  const partFile = partFileOf(part, shell, place)
  return {
    ...setup,
    changes: [
      {
        path: partFile,
        label: labelOf(partFile, place.homeDir),
        kind: 'shell-hook',
        // Windows PowerShell takes a script without a byte order mark for the local code page.
        edit: wholeText(shell === 'powershell' ? `\uFEFF${text}` : text),
        fingerprint: () => 'any',
      },
      rcChange({ ...setup, others }, (bytes) => putBlock(bytes, blockLines(part, { ...setup, others }))),
    ],
  }
}

/** What to say where a part is not set up. */
const absences: Readonly<Record<ShellPart, string>> = {
  hook: 'is not set up to follow the active profile.',
  completion: 'is not set up to complete stackpass.',
}

/**
 * The changes that undo `planInstall`; deletes a start-up file that held nothing else. Errors: NothingToChange when the
 * shell is not set up.
 */
export async function planRemove(
  part: ShellPart,
  shell: HookShell,
  place: InstallPlace,
): Promise<Result<ShellSetup>> {
  const described = await describe(part, shell, place)
  const { others, ...setup } = described
  const partFile = partFileOf(part, shell, place)
  const hasFile = (await place.read(partFile)) !== undefined
  if (!setup.installed && !hasFile)
    return fail('NothingToChange', `${shell} ${absences[part]}`, {
      remedy: 'Nothing needs to be done.',
      reason: 'Its start-up file has no lines of Stackpass.',
      path: setup.label,
    })
  const changes: FileChange[] = []
  if (others.length > 0) changes.push(rcChange(described, (bytes) => putBlock(bytes, others)))
  else if (setup.installed) {
    const before = await place.read(setup.rcFile)
    const left = removeBlock(before)
    const empties = shell === 'fish' && left.ok && left.bytes.length === 0
    changes.push(empties ? goneChange(setup) : rcChange(described, removeBlock))
  }
  if (hasFile) {
    changes.push({
      path: partFile,
      label: labelOf(partFile, place.homeDir),
      kind: 'shell-hook',
      removes: true,
      edit: keep,
      fingerprint: () => 'any',
    })
  }
  return ok({ ...setup, changes })
}

function keep(bytes: Uint8Array | undefined): EditOutcome {
  return { ok: true, bytes: bytes ?? new Uint8Array(0), splices: [], warnings: [] }
}

/** fish's file is ours alone, unless somebody has added to it. Without a fingerprint, any change to it is refused. */
function goneChange(setup: Omit<ShellSetup, 'changes'>): FileChange {
  return { path: setup.rcFile, label: setup.label, kind: 'shell-rc', removes: true, edit: keep }
}
