import type { Settings } from '../../shared/contract/models.ts'

export type StatusTool = Settings['statusReader']

/** Why the status tool cannot use a profile. */
export interface ToolRefusal {
  readonly tool: StatusTool
  readonly error: string | undefined
  readonly why: string
}
