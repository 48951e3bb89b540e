import type { ReaderName } from './types.ts'

/** The name of each tool within a sentence. */
export const toolNames: Readonly<Record<ReaderName, string>> = {
  awsCli: 'the AWS CLI',
  jsSdk: 'the JS SDK',
  goSdk: 'the Go SDK',
  terraform: 'Terraform',
  pulumi: 'Pulumi',
}

/** That a tool cannot use a profile, and why. */
export function refusalInWords(tool: ReaderName, why: string): string {
  const name = toolNames[tool]
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} cannot use it. ${why}`
}
