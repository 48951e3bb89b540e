import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../../../shared/result.ts'
import { diskAtOnce, pooledDisk } from '../../stacks/disk.ts'
import type { LoadedProject } from '../../stacks/load-project.ts'
import { createReaderHere, type ProjectReader } from '../../stacks/project-reader.ts'
import { pulumiHome } from '../../stacks/pulumi-home.ts'
import { createProgramFacts } from '../../stacks/program-facts.ts'
import { watchFolders } from '../../stacks/watch-folders.ts'
import { createReaderInThreads } from '../../stacks/worker/reader-in-threads.ts'
import { createProjectIndex, type ProjectIndex } from './project-index.ts'
import { absoluteFolder } from './resolve-stacks.ts'
import { throttle } from './throttle.ts'
import type { StackContext } from './types.ts'

/** What a list is made of. */
export interface Seen {
  readonly folders: readonly string[]
  readonly projects: readonly LoadedProject[]
  readonly scanning: boolean
  readonly scannedFolders: number
  readonly notes: readonly string[]
}

export interface LiveIndex {
  readonly index: ProjectIndex
  readonly reader: ProjectReader
  /** The folders of the settings. */
  roots(): Promise<string[]>
  /**
   * What is known below the folders of the settings; the first call starts the search. `within`: milliseconds to wait for the
   * walk.
   */
  seen(within?: number): Promise<Seen>
  /** Looks again, to the end. */
  scan(folders: readonly string[] | undefined): Promise<Seen>
  /** Says that a project may have changed. */
  changed(folder: string): void
  close(): void
}

const firstAnswer = 120
/** How much longer the first answer may wait for a project, in milliseconds: an empty list says little. */
const firstProjectWithin = 130
const eventInterval = 250
/** New folders are not watched for, so when a page asks after this long, they are searched for again. */
const scanAgainAfter = 5 * 60_000

const stackFile = /^Pulumi\..+\.(?:ya?ml|json)$|^Pulumi\.(?:ya?ml|json)$/
const matters = (name: string): boolean =>
  stackFile.test(name) || /\.json(?:\.gz|\.zst)?$/.test(name) || name === 'meta.yaml'

async function missingNote(folder: string): Promise<string[]> {
  try {
    return (await stat(folder)).isDirectory() ? [] : [`${folder} is not a folder.`]
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '') throw error
    return [code === 'ENOENT' ? `${folder} does not exist.` : `${folder} cannot be read (${code}).`]
  }
}

/** The index with its watches and events. In hosts without a page, each call looks to the end and nothing is watched. */
export function createLiveIndex(context: StackContext): LiveIndex {
  const { ports, events, now } = context
  const isLive = ports.watch === true
  const workspaces = join(pulumiHome(ports.env, ports.homeDir), 'workspaces')
  let lastScan: { readonly key: string; readonly at: number } | undefined
  let control: AbortController | undefined
  /** Why the last walk ended before its end, if it did: an empty list must not say that nothing is there. */
  let endedBy: string | undefined

  const told = throttle(() => {
    watch?.set([workspaces, ...index.watchedFolders()])
    events.emit({ type: 'stacksChanged' })
  }, eventInterval)
  let meetFirst: () => void = () => undefined
  const firstProject = new Promise<void>((resolve) => {
    meetFirst = resolve
  })
  const onProject = (): void => {
    meetFirst()
    if (isLive) told.ask()
  }
  // A command has nothing else to do; the thread that answers a page must not wait for a disk.
  const disk = isLive ? pooledDisk : diskAtOnce
  const surroundings = {
    environment: ports.env,
    homeDir: ports.homeDir,
    lookAtProgram: createProgramFacts(() => now().getTime(), disk),
    disk,
  }
  const reader = isLive
    ? createReaderInThreads(surroundings, (reason) =>
        ports.onNotice?.(
          fail('Internal', 'Stackpass reads projects without separate threads.', {
            reason,
            remedy: 'Start Stackpass again.',
          }).error,
        ),
      )
    : createReaderHere(surroundings)
  // Nor does the thread that answers list a folder with a great many files.
  const index = createProjectIndex(reader, onProject, isLive ? { threadsAfter: 0 } : {})
  const watch = isLive
    ? watchFolders(
        matters,
        (folder) => {
          index.markStale(folder === workspaces ? undefined : folder)
          told.ask()
        },
        (error) =>
          ports.onNotice?.({
            code: 'FileUnreadable',
            message: 'Changes of stack files by other programs may not show at once.',
            reason: error instanceof Error ? error.message : String(error),
            remedy: 'Look for projects again after you change a file elsewhere.',
          }),
      )
    : undefined

  async function roots(): Promise<string[]> {
    const { stackFolders } = await context.settings.get()
    return [...new Set(stackFolders.map((folder) => absoluteFolder(folder, ports.homeDir)))]
  }

  /** The walk over the folders of the settings; cancels a walk over earlier folders. */
  function walk(folders: readonly string[]): Promise<unknown> {
    const key = JSON.stringify(folders)
    if (lastScan?.key !== key) {
      control?.abort()
      control = new AbortController()
    }
    lastScan = { key, at: now().getTime() }
    endedBy = undefined
    return index.scan(folders, control?.signal)
  }

  function inBackground(work: Promise<unknown>): Promise<unknown> {
    return work.catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      endedBy = reason
      ports.onNotice?.(
        fail('Internal', 'Looking for projects ended early.', { reason, remedy: 'Start Stackpass again.' })
          .error,
      )
    })
  }

  /** `isRead`: a walk that was waited for has just read all of it. */
  async function view(folders: readonly string[], isRead: boolean): Promise<Seen> {
    if (watch === undefined && !isRead) index.markStale()
    else if (watch !== undefined)
      for (const folder of index.watchedFolders()) if (!watch.covers(folder)) index.markStale(folder)
    const outcome = index.lastScan(folders)
    const notes = (await Promise.all(folders.map(missingNote))).flat()
    if (endedBy !== undefined) notes.push(`Looking for projects ended early. ${endedBy}`)
    const hidden = (outcome?.unreadable ?? 0) - notes.length
    if (hidden > 0) notes.push(`${hidden} ${hidden === 1 ? 'folder' : 'folders'} could not be read.`)
    if (outcome?.truncated === true)
      notes.push(
        `Not every folder was searched: the search ended after ${outcome.folders} folders, or the rest is too deep.`,
      )
    return {
      folders,
      projects: await index.below(folders),
      scanning: index.scanning,
      scannedFolders: index.scannedFolders(folders),
      notes,
    }
  }

  return {
    index,
    reader,
    roots,
    async seen(within) {
      const folders = await roots()
      if (folders.length === 0) return view(folders, false)
      const isOld = lastScan === undefined || now().getTime() - lastScan.at > scanAgainAfter
      if (isOld || lastScan?.key !== JSON.stringify(folders)) {
        const isFirst = index.lastScan(folders) === undefined
        const scan = inBackground(walk(folders)).then(() => true)
        const limit = within ?? (isLive ? firstAnswer : undefined)
        if (limit === undefined) {
          await scan
          return view(folders, true)
        }
        if (isFirst) {
          const after = (ms: number) => sleep(ms, false, { ref: false })
          const isRead = await Promise.race([scan, after(limit)])
          if (isRead) return view(folders, true)
          await Promise.race([scan, firstProject, after(firstProjectWithin)])
        }
      }
      return view(folders, false)
    },
    async scan(folders) {
      const chosen = folders?.map((folder) => absoluteFolder(folder, ports.homeDir)) ?? (await roots())
      if (chosen.length > 0) await (folders ? index.scan(chosen) : walk(chosen))
      return view(chosen, true)
    },
    changed(folder) {
      index.markStale(folder)
      onProject()
    },
    close() {
      index.close()
      watch?.close()
      told.close()
    },
  }
}
