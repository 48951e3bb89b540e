/** For which profiles Stackpass asks: `guarded` ones, all, or none. */
export type AskAbout = 'guarded' | 'all' | 'none'

export interface Guarding {
  /** Its group is marked as production. */
  readonly production: boolean
  /** Its keys are in the vault. */
  readonly inVault: boolean
}

/** A profile for which Stackpass asks before another program gets its credentials, unless the setting says otherwise. */
export function isGuarded({ production, inVault }: Guarding): boolean {
  return production || inVault
}

/** Whether the setting makes Stackpass ask for a profile. */
export function asksAbout(setting: AskAbout, guarding: Guarding): boolean {
  return setting === 'all' || (setting === 'guarded' && isGuarded(guarding))
}
