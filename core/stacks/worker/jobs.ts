import type { StateProvider } from '../../../shared/domain/pulumi/problems/types.ts'
import type { DiscoveredProject } from '../discovery-types.ts'
import type { LoadedProject } from '../load-project.ts'
import type { Environment } from '../pulumi-home.ts'
import type { Batch, BatchResult } from '../walk-batch.ts'

/** The names in a folder that begin as Pulumi's files do. */
export interface FolderNames {
  readonly files: readonly string[]
  readonly links: readonly string[]
}

/** Files that ran over their time, with what tells whether they are unchanged. */
export type SlowFiles = ReadonlyMap<string, string>

/** Each kind of work: what goes to the thread, and what comes back. All of it can be copied between threads. */
export interface Jobs {
  readonly walk: {
    readonly input: { readonly batch: Batch; readonly depth: number }
    readonly output: BatchResult
  }
  readonly find: {
    readonly input: {
      readonly folder: string
      readonly names: FolderNames | undefined
      readonly slow: SlowFiles
    }
    readonly output: DiscoveredProject | undefined
  }
  readonly load: {
    readonly input: {
      readonly found: DiscoveredProject
      readonly environment: Environment
      readonly homeDir: string
      /** Stack files that are already known: their signatures. */
      readonly known: ReadonlyMap<string, string>
      readonly slow: SlowFiles
    }
    /** A stack whose file is still the known one comes without its content. */
    readonly output: LoadedProject
  }
  readonly state: {
    readonly input: { readonly path: string; readonly slow: SlowFiles }
    readonly output: readonly StateProvider[] | undefined
  }
}

export type JobKind = keyof Jobs

export interface JobMessage {
  readonly kind: JobKind
  readonly input: Jobs[JobKind]['input']
}

export type JobReply =
  /** The file in progress; its time limit starts here. */
  { readonly at: string } | { readonly output: unknown } | { readonly failed: string }
