import type { BotocoreSection } from '../../lenses/botocore.ts'
import type { ReaderInput } from '../types.ts'
import type { BotocoreFiles } from './files.ts'

/** One look by botocore at one profile. */
export interface BotocoreLook {
  readonly input: ReaderInput
  readonly files: BotocoreFiles
  readonly profile: string
  /** The first profile of the chain, which the session is for. */
  readonly sessionProfile: string
  /** Whether the variables of the environment are ignored. */
  readonly profileInCode: boolean
}

const none: BotocoreSection = new Map()

/** The profile in one of the files, or merged from both. */
export function sectionOf(
  { files, profile }: BotocoreLook,
  from: 'merged' | 'config' | 'credentials' = 'merged',
): BotocoreSection {
  return files[from].get(profile) ?? none
}

/** A setting as text; a block of nested settings is not one. */
export function settingOf(section: BotocoreSection, key: string): string | undefined {
  const value = section.get(key)
  return typeof value === 'string' ? value : undefined
}
