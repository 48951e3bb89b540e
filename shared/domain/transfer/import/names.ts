const longestName = 64
const unusable = new Set(['DEFAULT', '__proto__', 'constructor', 'prototype', '.', '..'])

/**
 * Turns any text into a profile name that every reader accepts (`A-Za-z0-9_-/.%@:+`); undefined when nothing usable is
 * left. Source of the characters: the shared file format of the AWS SDKs.
 */
export function asProfileName(text: string): string | undefined {
  const name = text
    .slice(0, 4 * longestName)
    .replace(/[^A-Za-z0-9_\-/.%@:+]/g, '-')
    .replace(/--+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, longestName)
  if (!/[A-Za-z0-9]/.test(name) || unusable.has(name)) return undefined
  return name
}

/** `123456789012_Admin` from `arn:aws:sts::123456789012:assumed-role/Admin/session`, the way the access portal names it. */
export function nameFromArn(arn: string): string | undefined {
  const parts =
    /^arn:[\w-]+:(?:sts|iam)::(\d{12}):(?:assumed-role|role|user|federated-user)\/([^\s]{1,256})$/.exec(arn)
  if (parts === null) return undefined
  const [, account, path = ''] = parts
  const segments = path.split('/')
  const name = arn.includes(':assumed-role/') ? segments[0] : segments.at(-1)
  // Roles of the Identity Center are called AWSReservedSSO_<permission set>_<16 hex digits>.
  const plain = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(name ?? '')?.[1] ?? name
  return `${account}_${plain}`
}

/**
 * The name that a comment above the keys gives: `# profile: dev`, `# [dev]`, `# dev`. Undefined for prose, so that a
 * sentence never becomes a name.
 */
export function nameFromComment(comment: string): string | undefined {
  if (comment.length > 200) return undefined
  const text = comment.replace(/^(?:#+|;+|\/\/|::|rem\s)\s*/i, '').trim()
  // eslint-disable-next-line regexp/no-super-linear-backtracking -- of 200 characters
  const labelled = /^(?:aws[ _-]?)?(?:profile|account|name)\s*[:=]?\s+["'[]?([^\s"'\]]+)["'\]]?$/i.exec(text)
  if (labelled?.[1] !== undefined) return asProfileName(labelled[1])
  const single = /^\[?(?:profile )?([\w\-/.%@:+]{2,64})\]?$/.exec(text)?.[1]
  return single === undefined || single.includes('=') ? undefined : asProfileName(single)
}

/** Makes names unique by a trailing number. Remembers the names that it has given. */
export function uniqueNames(): (wanted: string) => string {
  const lastNumber = new Map<string, number>()
  return (wanted) => {
    let number = (lastNumber.get(wanted) ?? 0) + 1
    let name = number === 1 ? wanted : `${wanted}-${number}`
    while (number > 1 && lastNumber.has(name)) {
      number += 1
      name = `${wanted}-${number}`
    }
    lastNumber.set(wanted, number)
    if (name !== wanted) lastNumber.set(name, 1)
    return name
  }
}
