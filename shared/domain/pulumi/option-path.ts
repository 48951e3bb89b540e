import { fail, ok, type Result } from '../../result.ts'

/** Keys are strings, list positions are numbers. */
export type PathSegment = string | number

export interface OptionPath {
  /** `namespace:name`; the three-part form `namespace:config:name` is the same key and becomes two parts. */
  readonly key: string
  readonly rest: readonly PathSegment[]
}

/** `ns:name` of any spelling of a config key (pulumi `key.go`). Keys without a namespace come back as they are. */
export function logicalKey(key: string): string {
  const parts = key.split(':')
  return parts.length === 3 && parts[1] === 'config' ? `${parts[0]}:${parts[2]}` : key
}

/**
 * Parses a path as `pulumi config set --path` does: `ns:name`, then `.name`, `["any text"]` or `[index]`.
 * Errors: BadInput for text that is not a path, IndexOutOfRange for a negative index.
 */
export function parseOptionPath(path: string): Result<OptionPath> {
  const head = /^[^.[\]"\s]+/.exec(path)?.[0]
  if (head === undefined || !/^[^:]+:[^:]+(?::[^:]+)?$/.test(head)) {
    return bad(path, 'It must begin with namespace:name, such as aws:region.')
  }
  const rest: PathSegment[] = []
  let at = head.length
  while (at < path.length) {
    const tail = path.slice(at)
    const name = /^\.([^.[\]"]+)/.exec(tail)
    const index = /^\[(-?\d+|\*)\]/.exec(tail)
    const quoted = /^\["((?:[^"\\]|\\.)*)"\]/.exec(tail)
    if (name) rest.push(name[1]!)
    else if (quoted) rest.push(quoted[1]!.replace(/\\(.)/g, '$1'))
    else if (index?.[1] === '*') rest.push('*')
    else if (index) {
      const position = Number(index[1])
      if (position < 0 || !Number.isSafeInteger(position)) {
        return fail('IndexOutOfRange', `${path} points before the first entry of a list.`, {
          reason: 'Its position is below zero.',
          remedy: 'Lists count from 0.',
        })
      }
      rest.push(position)
    } else return bad(path, `The part ${tail} is neither .name, ["name"] nor [number].`)
    at += (name ?? index ?? quoted)![0].length
  }
  return ok({ key: logicalKey(head), rest })
}

/** Writes a path so that `parseOptionPath` reads it back. */
export function formatOptionPath(path: OptionPath): string {
  return (
    path.key +
    path.rest
      .map((segment) => {
        if (typeof segment === 'number') return `[${segment}]`
        if (/^[A-Za-z_][\w-]*$/.test(segment)) return `.${segment}`
        return `["${segment.replace(/["\\]/g, '\\$&')}"]`
      })
      .join('')
  )
}

function bad(path: string, reason: string): Result<OptionPath> {
  return fail('BadInput', `${path === '' ? 'An empty text' : path} is not the path of an option.`, {
    reason,
    remedy: 'Write it as aws:region, or as aws:assumeRoles[0].roleArn.',
  })
}
