export interface CompletionOptions {
  /** The rows of `completionTable`. */
  readonly table: string
  /** Absolute paths of what Stackpass keeps about profiles, and of the folder of the history's entries. */
  readonly keptFile: string
  readonly historyFolder: string
  /** `--profile` of the AWS CLI is completed too. */
  readonly aws?: boolean
}
