import type { CodedError } from '../../shared/result.ts'
import type { ProjectFile } from '../../shared/domain/pulumi/read/project-file.ts'
import type { IgnoredReason } from '../../shared/domain/pulumi/stack-files.ts'

/** A stack file on disk. */
export interface DiscoveredStack {
  readonly name: string
  readonly path: string
}

/** A project as the Pulumi CLI would see it in its folder. Paths are absolute. */
export interface DiscoveredProject {
  readonly folder: string
  readonly projectFile: string
  readonly fileName: string
  /** Empty when `problem` says why the file could not be read. */
  readonly name: string
  readonly runtime: string | undefined
  /** What the project file says. Undefined next to a `problem`. */
  readonly content: ProjectFile | undefined
  /** As written in the project file. */
  readonly stackConfigDir: string | undefined
  readonly configFolder: string
  readonly backendUrl: string | undefined
  readonly stacks: readonly DiscoveredStack[]
  /** Files that look like stacks but hold deployment settings. */
  readonly ambiguous: readonly DiscoveredStack[]
  readonly ignored: readonly { readonly path: string; readonly reason: IgnoredReason }[]
  readonly problem: CodedError | undefined
}
