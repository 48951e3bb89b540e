import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { programReplaced, watchProgram } from '../../core/system/program-replaced.ts'
import type { Loaded } from './keep-code.ts'
import type { Store } from './open-store.ts'

type Module = { exports: unknown }
type Require = (id: string) => unknown
type Body = (exports: unknown, require: Require, module: Module, file: string, folder: string) => void

/** Modules of Node that take a millisecond or more to load, while most commands use few of them. */
const heavy = new Set(
  [
    ...['crypto', 'fs/promises', 'timers/promises', 'child_process', 'http', 'https', 'http2', 'net', 'tls'],
    ...['zlib', 'dns', 'worker_threads', 'readline', 'perf_hooks', 'v8'],
  ].flatMap((name) => [name, `node:${name}`]),
)

/** Such a module, loaded when something of it is first used. */
function whenUsed(id: string): unknown {
  const target = (): object => process.getBuiltinModule(id) as object
  return new Proxy(
    {},
    {
      get: (_, key) => Reflect.get(target(), key) as unknown,
      has: (_, key) => key in target(),
      ownKeys: () => Reflect.ownKeys(target()),
      getOwnPropertyDescriptor(_, key) {
        const found = Reflect.getOwnPropertyDescriptor(target(), key)
        // The empty object behind the proxy has no such property, so it must not be said to be a fixed one.
        return found && { ...found, configurable: true }
      },
    },
  )
}

const head = Buffer.from('(function (exports, require, module, __filename, __dirname) {')
const tail = Buffer.from('\n})')

/** Compiles one file, from the code that is kept of exactly this text if there is any. */
function compile(file: string, name: string, store: Store | undefined): Loaded {
  // Joined as bytes: joined as strings, both would take room on the heap, and a run so short would collect garbage.
  const bytes = Buffer.concat([head, readFileSync(file), tail])
  const text = bytes.subarray(head.length, bytes.length - tail.length)
  const kept = store?.read(name)
  const isKept = kept !== undefined && Buffer.compare(kept.text, text) === 0
  // The bundle is ASCII (build/ascii-only.mjs). V8 itself refuses code of other flags.
  const script = new Script(bytes.toString('latin1'), {
    filename: file,
    ...(isKept && { cachedData: Buffer.from(kept.code.buffer, kept.code.byteOffset, kept.code.length) }),
  })
  return { text, script, isKept, isOther: kept !== undefined && !isKept }
}

/**
 * Runs a bundle of CommonJS files; each that was loaded comes into `loaded` under its name. Returns what the entry
 * exports.
 */
export function loadBundle(entry: string, store: Store | undefined, loaded: Map<string, Loaded>): unknown {
  const modules = new Map<string, Module>()
  const root = dirname(entry)
  const isReplaced = watchProgram(entry)
  let depth = 0

  function load(file: string): unknown {
    const known = modules.get(file)
    if (known) return known.exports
    // The names of the files are the same in each version, what they hold is not. Asked once for what loads together.
    if (depth === 0 && modules.size > 0 && isReplaced()) throw programReplaced()
    const module: Module = { exports: {} }
    modules.set(file, module)
    const folder = dirname(file)
    const name = folder === root ? basename(file) : file.slice(root.length + 1)
    const compiled = compile(file, name, store)
    loaded.set(name, compiled)
    const body = compiled.script.runInThisContext() as Body
    const requireHere: Require = (id) => {
      if (id.startsWith('.')) return load(join(folder, id))
      return heavy.has(id) ? whenUsed(id) : process.getBuiltinModule(id)
    }
    depth += 1
    try {
      body(module.exports, requireHere, module, file, folder)
    } finally {
      depth -= 1
    }
    return module.exports
  }

  return load(entry)
}
