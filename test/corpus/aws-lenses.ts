import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { botocoreMerged, botocoreView } from '../../shared/domain/aws/lenses/botocore.ts'
import { smithyMerged, smithyView } from '../../shared/domain/aws/lenses/smithy.ts'
import type { SharedFileKind } from '../../shared/domain/aws/types.ts'
import { plain } from './aws-result.ts'
import type { Tally } from './aws-result.ts'

type Json = Record<string, unknown>

export function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, 'utf8')) as Json
}

/** The botocore lens in the shape of NAME.botocore.json. */
export function botocoreJson(bytes: Uint8Array, kind: SharedFileKind): Json {
  const view = botocoreView(bytes, kind)
  if (view.error) {
    const { type, cause, message } = view.error
    return { error: { type, cause, message } }
  }
  const profiles = plain(view.profiles)
  if (kind === 'credentials') return { profiles, error: null }
  return {
    profiles,
    sso_sessions: plain(view.ssoSessions),
    services: plain(view.services),
    other_sections: plain(view.otherSections),
    error: null,
  }
}

/** The JS SDK lens in the shape of NAME.smithy.json. */
export function smithyJson(bytes: Uint8Array, kind: SharedFileKind): Json {
  const view = smithyView(bytes, kind)
  const profiles = plain(view.profiles)
  if (kind === 'credentials') return { profiles, error: null }
  return {
    profiles,
    sso_sessions: plain(view.ssoSessions),
    services: plain(view.services),
    rawKeys: view.rawKeys,
    error: null,
  }
}

const documented = new Set(['profiles', 'sso_sessions', 'services', 'other_sections', 'rawKeys', 'error'])

/** The parts of an expectation that the format documents; a note names any other part, except who made it. */
function comparable(tally: Tally, file: string, expected: Json): Json {
  for (const key of Object.keys(expected)) {
    if (key === 'judge' || key === 'kind' || documented.has(key)) continue
    tally.note(`${file} has a part that the format does not describe: ${key}`)
  }
  return Object.fromEntries(Object.entries(expected).filter(([key]) => documented.has(key)))
}

export function checkLenses(
  tally: Tally,
  folder: string,
  name: string,
  bytes: Uint8Array,
  kind: SharedFileKind,
): void {
  const lenses = { botocore: botocoreJson, smithy: smithyJson }
  for (const [lens, read] of Object.entries(lenses)) {
    const path = join(folder, `${name}.${lens}.json`)
    if (!existsSync(path)) {
      if (!name.startsWith('edit-') && !name.startsWith('pair-'))
        tally.note(`${name}.${lens}.json is missing: lens not checked`)
      continue
    }
    tally.check(
      `lens ${lens} ${name}`,
      comparable(tally, `${name}.${lens}.json`, readJson(path)),
      read(bytes, kind),
    )
  }
}

/** The loader lists its other sections among the profiles, as `sso-session.name`; a judge may have kept or removed them. */
function mergedSections(config: Uint8Array, expected: Json): Json {
  const listed = Object.keys((expected['profiles'] ?? {}) as Json)
  if (!listed.some((name) => /^(?:sso-session|services)\./.test(name))) return {}
  const { ssoSessions, services } = smithyView(config, 'config')
  const named = (prefix: string, sections: typeof services): [string, unknown][] =>
    [...sections].map(([name, settings]) => [`${prefix}.${name}`, plain(settings)])
  return Object.fromEntries([...named('sso-session', ssoSessions), ...named('services', services)])
}

export function checkMerged(
  tally: Tally,
  folder: string,
  name: string,
  config: Uint8Array,
  credentials: Uint8Array,
): void {
  const botocore = join(folder, `${name}.merged.botocore.json`)
  if (existsSync(botocore)) {
    const view = botocoreMerged(config, credentials)
    const got = view.error
      ? { error: view.error.type }
      : { profiles: plain(view.profiles), available_profiles: [...view.profiles.keys()] }
    tally.check(`merged botocore ${name}`, readJson(botocore), got)
  } else tally.note(`${name}.merged.botocore.json is missing: merged view not checked`)
  const smithy = join(folder, `${name}.merged.smithy.json`)
  if (existsSync(smithy)) {
    const expected = readJson(smithy)
    tally.check(`merged smithy ${name}`, expected, {
      profiles: {
        ...mergedSections(config, expected),
        ...(plain(smithyMerged(config, credentials)) as Json),
      },
    })
  } else tally.note(`${name}.merged.smithy.json is missing: merged view not checked`)
}
