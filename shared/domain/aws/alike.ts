import type { SharedFileDocument } from './document.ts'
import { parseExpiry } from './expiry.ts'
import { indexOf } from './lookup.ts'
import { plainFile } from './plain-file.ts'
import { newScanState, scanSettings, type KeyTable, type KnownKey } from './scan.ts'

/**
 * What decides how tools use a profile and what is wrong with it. Profiles of one shape are treated alike: they differ only in
 * values of the same kind, such as two keys that AWS gave out.
 */
export interface Shape {
  readonly shape: string
  /** Values that no shape tells apart, and that may each be wrong by themselves. */
  readonly values: readonly (readonly [key: string, value: string])[]
}

type Rule =
  /** Nobody takes it for credentials; its value is in `values`. */
  | 'aside'
  /** Nobody takes it for credentials, and any value is right. */
  | 'nothing'
  | 'literal'
  | 'end'
  | 'source'
  | 'command'
  /** What the value of one kind looks like; any other counts by its letters. */
  | RegExp

const secret = /^[A-Za-z0-9+/=]{16,}$/

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['aws_access_key_id', /^(?:AKIA|ASIA)[A-Z0-9]{16}$/],
  ['aws_secret_access_key', secret],
  ['aws_session_token', secret],
  ['aws_security_token', secret],
  ['role_arn', /^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/],
  ['mfa_serial', /^arn:aws:iam::\d{12}:mfa\/[\w+=,.@/-]+$/],
  ['sso_account_id', /^\d{12}$/],
  ['aws_account_id', /^\d{12}$/],
  ['sso_role_name', /^[A-Za-z][\w+=,.@-]*$/],
  // Regions of the usual partition, to which the ARNs above belong.
  ['region', /^(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d$/],
  ['output', 'aside'],
  ['cli_pager', 'nothing'],
  ['source_profile', 'source'],
  ['credential_process', 'command'],
])

/** The blocks of nested settings that have nothing to do with credentials. */
const asideBlocks: ReadonlySet<string> = new Set(['s3'])

/** Settings beside which a value means something else than elsewhere. */
const bending: ReadonlySet<string> = new Set(['endpoint_url', 'services'])

function ruleOf({ key, expiry, parent }: KnownKey): Rule {
  if (parent !== undefined) return asideBlocks.has(parent.key) ? 'nothing' : 'literal'
  return expiry ? 'end' : (rules.get(key) ?? 'literal')
}

/** A command that names no profile and asks nobody by name: an account number in it may be any. */
const accountDigits = /(?<![\w-])\d{12}(?![\w-])/g
const namesSomebody = /profile|stackpass|exec|credentials/i

/** The shapes of the profiles in both files; undefined for one that must be checked by itself. */
export function createShapes(
  config: SharedFileDocument | undefined,
  credentials: SharedFileDocument | undefined,
  now: number | undefined,
): (name: string) => Shape | undefined {
  const documents = [config, credentials].flatMap((document) => document ?? [])
  const files = documents.map((document) => plainFile(document))
  const shapes = new Map<string, Shape | 'begun' | undefined>()
  const keys: KeyTable = new Map()
  const states = documents.map(newScanState)
  const ruleFor = new Map<KnownKey, Rule>()

  /** One setting; undefined where the shape cannot be told. */
  function wordOf(
    known: KnownKey,
    value: string,
    name: string,
    values: [string, string][],
  ): string | undefined {
    let rule = ruleFor.get(known)
    if (rule === undefined) ruleFor.set(known, (rule = ruleOf(known)))
    const { key } = known
    if (rule === 'nothing') return ''
    if (rule === 'aside') {
      values.push([key, value])
      return ''
    }
    if (rule === 'end') {
      const end = parseExpiry(value)
      return `${key}:${end === undefined ? value : now !== undefined && Date.parse(end) <= now}\n`
    }
    if (rule === 'source') {
      if (value === name) return 'itself\n'
      const source = shapeOf(value)
      return source && `from(${source.shape})\n`
    }
    if (rule === 'command') {
      if (namesSomebody.test(value)) return undefined
      return `${key}=${value.replace(accountDigits, '#')}\n`
    }
    if (rule === 'literal') return bending.has(key) ? undefined : `${key}=${value}\n`
    if (!rule.test(value)) return `${key}=${value}\n`
    if (key === 'region') values.push([key, value])
    return key === 'aws_access_key_id' ? `${key}~${value.slice(0, 4)}\n` : `${key}~\n`
  }

  function work(name: string): Shape | undefined {
    if (name.toLowerCase() === 'default') return undefined
    const values: [string, string][] = []
    const seen = new Set<string>()
    let shape = ''
    let isTold = true
    let isThere = false
    for (const [which, file] of files.entries()) {
      if (file === undefined) return undefined
      const section = indexOf(file.document).get(name)
      if (section === undefined) continue
      if (Array.isArray(section) || file.odd.has(section)) return undefined
      isThere = true
      shape += `${file.document.kind}:\n`
      scanSettings(file.document, section, keys, states[which]!, false, (known, value) => {
        if (!isTold) return
        const word = seen.has(known.key) ? undefined : wordOf(known, value, name, values)
        if (word === undefined) isTold = false
        else shape += word
        seen.add(known.key)
      })
    }
    return isTold && isThere ? { shape, values } : undefined
  }

  function shapeOf(name: string): Shape | undefined {
    const known = shapes.get(name)
    // A circle of source profiles.
    if (known === 'begun') return undefined
    if (known !== undefined || shapes.has(name)) return known
    shapes.set(name, 'begun')
    const shape = work(name)
    shapes.set(name, shape)
    return shape
  }
  return shapeOf
}
