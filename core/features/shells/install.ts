import { hookText } from '../../../shared/domain/shells/hook-text.ts'
import { hasBlock, putBlock, removeBlock } from '../../../shared/domain/shells/rc-block.ts'
import { startUpSecrets } from '../../../shared/domain/shells/rc-secrets.ts'
import type { HookShell } from '../../../shared/domain/shells/types.ts'
import type { EditOutcome } from '../../../shared/domain/edit/types.ts'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { FileChange } from '../../files/types.ts'
import { pathsOf, rcFileOf, type ShellPlace } from './rc-files.ts'
import { rcLines } from './rc-lines.ts'

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
  /** Whether the start-up file holds the block now. */
  readonly installed: boolean
  readonly changes: readonly FileChange[]
}

const extensions = { bash: 'bash', zsh: 'zsh', fish: 'fish', powershell: 'ps1' } as const

/** Where the hook of a shell is kept, so that opening a terminal starts no process. */
export function hookFileOf(shell: HookShell, place: Pick<InstallPlace, 'stateDir' | 'platform'>): string {
  return pathsOf(place.platform).join(place.stateDir, 'shells', `hook.${extensions[shell]}`)
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

async function describe(shell: HookShell, place: InstallPlace): Promise<Omit<ShellSetup, 'changes'>> {
  const rcFile = await rcFileOf(shell, place)
  return {
    shell,
    rcFile,
    label: labelOf(rcFile, place.homeDir),
    lines: rcLines(shell, hookFileOf(shell, place), place.homeDir),
    installed: hasBlock(await place.read(rcFile)),
  }
}

function rcChange(setup: Omit<ShellSetup, 'changes'>, edit: FileChange['edit']): FileChange {
  return {
    path: setup.rcFile,
    label: setup.label,
    kind: 'shell-rc',
    newFileMode: 0o644,
    edit,
    // The block depends on nothing else in the file, so it may be put into any newer version of it.
    fingerprint: () => 'any',
    secretRanges: startUpSecrets,
  }
}

/**
 * The changes that make a shell follow the active profile: its hook in a file of ours, and a marked block in its
 * start-up file. Doing it again changes nothing, or brings an older hook up to date. Writes nothing.
 */
export async function planInstall(shell: HookShell, place: InstallPlace): Promise<ShellSetup> {
  const setup = await describe(shell, place)
  const hookFile = hookFileOf(shell, place)
  const text = hookText(shell, {
    stateFile: place.activeStateFile,
    ...(place.program === undefined ? {} : { program: place.program }),
  })
  // Windows PowerShell takes a script without a byte order mark for the local code page.
  const hook = shell === 'powershell' ? `\uFEFF${text}` : text
  return {
    ...setup,
    changes: [
      {
        path: hookFile,
        label: labelOf(hookFile, place.homeDir),
        kind: 'shell-hook',
        edit: wholeText(hook),
        fingerprint: () => 'any',
      },
      rcChange(setup, (bytes) => putBlock(bytes, setup.lines)),
    ],
  }
}

/**
 * The changes that undo `planInstall`; a start-up file that held nothing else goes. Errors: NothingToChange when the
 * shell is not set up.
 */
export async function planRemove(shell: HookShell, place: InstallPlace): Promise<Result<ShellSetup>> {
  const setup = await describe(shell, place)
  const hookFile = hookFileOf(shell, place)
  const hasHook = (await place.read(hookFile)) !== undefined
  if (!setup.installed && !hasHook) {
    return fail('NothingToChange', `${shell} is not set up to follow the active profile.`, {
      path: setup.label,
    })
  }
  const changes: FileChange[] = []
  if (setup.installed) {
    const before = await place.read(setup.rcFile)
    const left = removeBlock(before)
    const empties = shell === 'fish' && left.ok && left.bytes.length === 0
    changes.push(empties ? goneChange(setup) : rcChange(setup, removeBlock))
  }
  if (hasHook) {
    changes.push({
      path: hookFile,
      label: labelOf(hookFile, place.homeDir),
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

/** fish's file is ours alone, unless somebody has added to it. Without a fingerprint any change of it refuses. */
function goneChange(setup: Omit<ShellSetup, 'changes'>): FileChange {
  return { path: setup.rcFile, label: setup.label, kind: 'shell-rc', removes: true, edit: keep }
}
