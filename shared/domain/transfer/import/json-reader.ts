import { slotOf } from './key-names.ts'
import { asProfileName, nameFromArn } from './names.ts'
import type { ImportFormat, ImportSlot, RawFound } from './types.ts'

const mostSets = 20_000

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function formatOf(own: Record<string, unknown>, parentKey: string): ImportFormat {
  if (parentKey === 'Credentials') return 'sts-json'
  if (parentKey === 'roleCredentials') return 'sso-json'
  if (parentKey === 'AccessKey') return 'iam-json'
  return Object.hasOwn(own, 'Version') ? 'process-json' : 'json'
}

function nameOf(
  own: Record<string, unknown>,
  parent: Record<string, unknown> | undefined,
): string | undefined {
  for (const candidate of [own['UserName'], own['ProfileName'], own['AWS_PROFILE'], own['profile']]) {
    if (typeof candidate === 'string' && candidate !== '') return asProfileName(candidate)
  }
  for (const key of ['AssumedRoleUser', 'FederatedUser']) {
    const user = parent?.[key]
    if (isObject(user) && typeof user['Arn'] === 'string') return nameFromArn(user['Arn'])
  }
  return undefined
}

function slotsOf(own: Record<string, unknown>): Map<ImportSlot, string> {
  const slots = new Map<ImportSlot, string>()
  for (const [key, value] of Object.entries(own)) {
    // The metadata service says just `Token`; elsewhere a bare token is not an AWS session token.
    const slot = key === 'Token' ? 'token' : slotOf(key)
    if (slot === undefined || slots.has(slot)) continue
    if (typeof value === 'number' && slot === 'expiry') slots.set(slot, String(Math.floor(value)))
    else if (typeof value === 'string' && value.trim() !== '') slots.set(slot, value.trim())
  }
  return slots
}

/**
 * Finds every set of credentials in a JSON document: STS, credential_process, IAM, Identity Center and environment
 * shapes, at any depth. Undefined when the text is not JSON.
 */
export function readJson(text: string): RawFound[] | undefined {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    // Not JSON, or cut off: the line reader finds the pairs that are there.
    return undefined
  }
  if (typeof document !== 'object' || document === null) return undefined
  const found: RawFound[] = []
  const open: { value: unknown; key: string; parent: Record<string, unknown> | undefined }[] = [
    { value: document, key: '', parent: undefined },
  ]
  while (open.length > 0 && found.length < mostSets) {
    const { value, key, parent } = open.pop()!
    if (Array.isArray(value)) {
      for (let at = value.length - 1; at >= 0; at -= 1) open.push({ value: value[at], key, parent })
      continue
    }
    if (!isObject(value)) continue
    const slots = slotsOf(value)
    if (slots.has('id') || slots.has('secret')) {
      const name = nameOf(value, parent)
      found.push({ format: formatOf(value, key), slots, others: [], ...(name === undefined ? {} : { name }) })
    }
    const inner = Object.entries(value)
    for (let at = inner.length - 1; at >= 0; at -= 1) {
      const [innerKey, innerValue] = inner[at]!
      if (typeof innerValue === 'object') open.push({ value: innerValue, key: innerKey, parent: value })
    }
  }
  return found
}
