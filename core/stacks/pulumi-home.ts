import { join } from 'node:path'

export type Environment = Readonly<Record<string, string | undefined>>

/** `$PULUMI_HOME`, by default `~/.pulumi`. */
export function pulumiHome(environment: Environment, home: string): string {
  const set = environment['PULUMI_HOME']
  return set === undefined || set === '' ? join(home, '.pulumi') : set
}
