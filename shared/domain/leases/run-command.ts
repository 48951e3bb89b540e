import { quotePosix, quotePowerShell } from '../transfer/export/quoting.ts'

export const leaseRights = ['read-only', 'policy', 'full'] as const
export const leaseTimes = ['15m', '30m', '1h', '4h'] as const

export interface LeaseDraft {
  readonly profiles: readonly string[]
  readonly rights: (typeof leaseRights)[number]
  /** The file of the policy. */
  readonly policy: string
  readonly time: (typeof leaseTimes)[number]
  /** The program with its words, as typed. */
  readonly program: string
}

/** `agent run` with the choices, to paste into a terminal; undefined while something is missing or cannot be typed. */
export function runCommand(draft: LeaseDraft, platform: string): string | undefined {
  const { profiles, rights, policy, time, program } = draft
  const quote = platform === 'win32' ? quotePowerShell : quotePosix
  const names = profiles.map(quote)
  const file = rights === 'policy' ? quote(policy.trim()) : ''
  const isWhole =
    profiles.length > 0 && program.trim() !== '' && (rights !== 'policy' || policy.trim() !== '')
  if (!isWhole || file === undefined || names.includes(undefined)) return undefined
  return [
    'stackpass agent run',
    ...names.map((name) => `--profile ${name}`),
    ...(rights === 'read-only' ? ['--read-only'] : rights === 'policy' ? [`--policy ${file}`] : []),
    `--for ${time}`,
    `-- ${program.trim()}`,
  ].join(' ')
}
