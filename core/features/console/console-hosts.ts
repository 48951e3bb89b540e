import { fail, ok, type Result } from '../../../shared/result.ts'

/** Where the console of a partition is. */
export interface ConsoleHosts {
  readonly partition: string
  readonly console: string
  /** The host of the federation endpoint. In the commercial partition, the one that accepts tokens of every Region. */
  readonly signIn: string
}

const hosts: ReadonlyMap<string, Omit<ConsoleHosts, 'partition'>> = new Map([
  ['aws', { console: 'console.aws.amazon.com', signIn: 'us-east-1.signin.aws.amazon.com' }],
  ['aws-cn', { console: 'console.amazonaws.cn', signIn: 'signin.amazonaws.cn' }],
  ['aws-us-gov', { console: 'console.amazonaws-us-gov.com', signIn: 'signin.amazonaws-us-gov.com' }],
  ['aws-eusc', { console: 'console.amazonaws-eusc.eu', signIn: 'signin.amazonaws-eusc.eu' }],
])

/** Error: ConsoleUnavailable for a partition whose hosts are not public. */
export function consoleHosts(partition: string): Result<ConsoleHosts> {
  const found = hosts.get(partition)
  if (found !== undefined) return ok({ partition, ...found })
  return fail('ConsoleUnavailable', `The console of the partition ${partition} is not known.`, {
    reason: 'Its addresses are not public.',
    remedy: 'Open it at the address that you were given.',
  })
}
