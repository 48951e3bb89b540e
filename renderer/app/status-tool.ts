import type { Settings } from '../../shared/contract/models.ts'

export type StatusTool = Settings['statusReader']

/** How the tool of the status is called in a sentence. */
export const toolNames: Readonly<Record<StatusTool, string>> = {
  awsCli: 'the AWS CLI',
  jsSdk: 'the JS SDK',
  goSdk: 'the Go SDK',
  pulumi: 'Pulumi',
}

/** The tool of the status cannot use a profile. */
export interface ToolRefusal {
  readonly tool: StatusTool
  readonly error: string | undefined
  readonly why: string
}
