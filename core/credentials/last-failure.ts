import { verifyFailureCodes, type VerifyFailureCode } from '../../shared/domain/checks/failure-codes.ts'
import type { ReaderName } from '../../shared/domain/aws/readers/types.ts'
import type { AwsView } from '../aws/aws-files.ts'
import { sectionsAsMaps } from '../aws/sections-as-maps.ts'
import { ownFiles, type OwnFiles } from '../state/own-files.ts'
import { profileFingerprint } from './fingerprint.ts'

/** Why the last check of a profile failed. */
export interface LastFailure {
  readonly code: VerifyFailureCode
  readonly message: string
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

const codes: ReadonlySet<unknown> = new Set(verifyFailureCodes)

async function readKept(file: string, files: Pick<OwnFiles, 'read'>): Promise<Fields> {
  try {
    return fieldsOf(JSON.parse(await files.read(file)))
  } catch {
    // Missing or damaged: nothing is kept, as for the store.
    return {}
  }
}

interface KeptPlace {
  readonly file: string
  readonly files?: Pick<OwnFiles, 'read'> | undefined
}

/**
 * What the last checks for a tool found, by profile, for profiles that are unchanged since. Each is looked at when it is asked
 * for.
 */
async function keptResults(
  as: ReaderName,
  view: AwsView,
  { file, files = ownFiles }: KeptPlace,
): Promise<(name: string) => Fields | undefined> {
  const { salt, results } = await readKept(file, files)
  if (typeof salt !== 'string' || !Array.isArray(results)) return () => undefined
  const ofTool = results.map(fieldsOf).filter(({ result }) => fieldsOf(result)['as'] === as)
  const byName = new Map(ofTool.map((kept) => [fieldsOf(kept['result'])['profile'], kept]))
  const sections = {
    profiles: view.profiles,
    ssoSessions: sectionsAsMaps(view, 'sso-session'),
    services: sectionsAsMaps(view, 'services'),
  }
  return (name) => {
    const kept = byName.get(name)
    if (kept === undefined || profileFingerprint(name, sections, salt) !== kept['fingerprint'])
      return undefined
    return fieldsOf(kept['result'])
  }
}

/**
 * Why the last check of a profile failed for a tool, while the profile is unchanged since; undefined where it did not fail.
 * Parsed by hand: switching has no time to load the schemas of the store.
 */
export async function lastFailure(
  name: string,
  as: ReaderName,
  view: AwsView,
  place: KeptPlace,
): Promise<LastFailure | undefined> {
  const { status, failure } = (await keptResults(as, view, place))(name) ?? {}
  const { code, message } = fieldsOf(failure)
  if (status !== 'failed' || !codes.has(code) || typeof message !== 'string') return undefined
  return { code: code as VerifyFailureCode, message }
}

/** The account in which the last check for a tool found a profile; also parsed by hand. */
export async function checkedAccounts(
  as: ReaderName,
  view: AwsView,
  place: KeptPlace,
): Promise<(name: string) => string | undefined> {
  const resultOf = await keptResults(as, view, place)
  return (name) => {
    const account = resultOf(name)?.['account']
    return typeof account === 'string' ? account : undefined
  }
}
