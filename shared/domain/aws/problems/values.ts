import type { ListedSection } from '../merge.ts'
import type { FileFix, FileProblem, MergedProfile, MergedSetting, SharedFileKind } from '../types.ts'
import type { Doubt } from '../values/doubt.ts'
import { doubtKey, doubtValue } from '../values/doubt-setting.ts'

interface Place {
  readonly file: SharedFileKind
  readonly line: number
  readonly profile?: string
}

function fixOf({ repair }: Doubt, line: number): { label: string; fix: FileFix } | undefined {
  if (repair === undefined) return undefined
  return 'value' in repair
    ? { label: `Write ${repair.value}`, fix: { kind: 'setValue', line, value: repair.value } }
    : { label: `Rename it to ${repair.key}`, fix: { kind: 'renameKey', line, key: repair.key } }
}

function problemOf(doubt: Doubt, { file, line, profile }: Place): FileProblem {
  const { code, severity, message, reason } = doubt
  const fix = fixOf(doubt, line)
  return {
    code,
    severity,
    message,
    reason,
    file,
    line,
    readers: [],
    ...(profile !== undefined && { profile }),
    ...(fix && { fix: { label: fix.label, operation: { type: 'fix', fix: fix.fix } } }),
  }
}

/** Settings whose value says where requests go: with one of them, regions may be anything. */
export function hasOwnEndpoint(settings: ReadonlyMap<string, { readonly value: string }>): boolean {
  return ['endpoint_url', 'services'].some((key) => (settings.get(key)?.value ?? '') !== '')
}

/** Values that cannot be right, and keys that are almost those which tools know. */
export function checkValues(
  these: Iterable<MergedProfile>,
  sessions: ReadonlyMap<string, ListedSection>,
  into: FileProblem[],
): void {
  // Thousands of profiles have the same few keys that no tool knows.
  const keys = new Map<string, Doubt | undefined>()
  const ofKey = (key: string): Doubt | undefined => {
    if (!keys.has(key)) keys.set(key, doubtKey(key))
    return keys.get(key)
  }
  const check = (
    { key, value }: Pick<MergedSetting, 'key' | 'value'>,
    place: Place,
    around: { readonly ownEndpoint: boolean; readonly has: (key: string) => boolean },
  ): void => {
    const unknown = key.includes('.') ? undefined : ofKey(key)
    const doubt = unknown ?? doubtValue(key, value, around)
    if (doubt === undefined) return
    const { repair, ...bare } = doubt
    const taken = repair !== undefined && 'key' in repair && around.has(repair.key)
    into.push(problemOf(taken ? bare : doubt, place))
  }
  for (const { name, settings } of these) {
    const around = { ownEndpoint: hasOwnEndpoint(settings), has: (key: string) => settings.has(key) }
    for (const setting of settings.values())
      check(setting, { file: setting.file, line: setting.line, profile: name }, around)
  }
  for (const { settings } of sessions.values()) {
    const around = { ownEndpoint: false, has: (key: string) => settings.has(key) }
    for (const setting of settings.values()) check(setting, { file: 'config', line: setting.line }, around)
  }
}
