import { carryOut, planAtOnce } from '../../../shared/domain/aws/edit.ts'
import { parseSharedFile } from '../../../shared/domain/aws/parse.ts'
import type {
  KeyValue,
  MergedProfile,
  MergedSetting,
  SectionKind,
  SharedFileOperation,
} from '../../../shared/domain/aws/types.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { AwsView } from '../../aws/aws-files.ts'
import { sectionsAsMaps } from '../../aws/sections-as-maps.ts'
import { viewSetting } from './summaries.ts'

/** The text of profiles for the config file of another computer. */
export interface ExportText {
  readonly text: string
  /** Settings that were left out because they hold secrets. */
  readonly left: number
}

const pair = ['aws_access_key_id', 'aws_secret_access_key'] as const

/** Which settings of a profile are exported. One half of a key pair is of no use anywhere. */
function settingsOf(profile: MergedProfile, secrets: boolean): MergedSetting[] {
  const kept = [...profile.settings.values()].filter((setting) => secrets || !viewSetting(setting).secret)
  const keys = new Set(kept.map(({ key }) => key))
  const isWhole = pair.every((key) => keys.has(key))
  return isWhole ? kept : kept.filter(({ key }) => !pair.some((half) => half === key))
}

type Section = Extract<SharedFileOperation, { type: 'addProfile' }>

/** The sections of a kind that the profiles name. */
function named(
  { config }: AwsView,
  kind: Exclude<SectionKind, 'profile'>,
  names: ReadonlySet<string>,
): Section[] {
  const all = sectionsAsMaps({ config }, kind)
  return [...names].flatMap((name) => {
    const settings = all.get(name)
    if (settings === undefined) return []
    const entries: KeyValue[] = [...settings].map(([key, value]) => ({ key, value }))
    return [{ type: 'addProfile', name, entries, section: kind }]
  })
}

/**
 * Profiles as sections of a config file, with the sso-sessions and services that they name; settings with secrets only when
 * asked. The text is read again before it is returned. Errors: those of adding the profile to an empty file.
 */
export function exportText(
  view: AwsView,
  profiles: readonly MergedProfile[],
  secrets: boolean,
): Result<ExportText> {
  let left = 0
  const uses = { sso_session: new Set<string>(), services: new Set<string>() }
  const sections = profiles.map((profile): Section => {
    const settings = settingsOf(profile, secrets)
    left += profile.settings.size - settings.length
    for (const { key, value } of settings)
      if (key === 'sso_session' || key === 'services') uses[key].add(value)
    return { type: 'addProfile', name: profile.name, entries: settings }
  })
  let bytes: Uint8Array = new Uint8Array()
  const parts = [
    named(view, 'sso-session', uses.sso_session),
    named(view, 'services', uses.services),
    sections,
  ]
  for (const [first, ...more] of parts) {
    if (first === undefined) continue
    const document = parseSharedFile(bytes, 'config')
    const made = carryOut(document, planAtOnce(document, [first, ...more]))
    if (!made.ok) return made
    bytes = made.bytes
  }
  return ok({ text: Buffer.from(bytes).toString('utf8'), left })
}
