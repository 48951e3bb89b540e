import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'
import { programReplaced, watchProgram } from '../../core/system/program-replaced.ts'
import type { Loaded } from './keep-code.ts'
import type { Store } from './open-store.ts'

type Module = { exports: unknown }
type Require = (id: string) => unknown
type Body = (exports: unknown, require: Require, module: Module, file: string, folder: string) => void

/** Node modules that take a millisecond or more to load and that few commands use. */
const heavy = new Set(
  [
    ...['crypto', 'fs/promises', 'timers/promises', 'child_process', 'http', 'https', 'http2', 'net', 'tls'],
    ...['zlib', 'dns', 'worker_threads', 'readline', 'perf_hooks', 'v8'],
  ].flatMap((name) => [name, `node:${name}`]),
)

/** Such a module, loaded on first use. */
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
        // The proxy's target does not have this property, so the proxy must report it as configurable.
        return found && { ...found, configurable: true }
      },
    },
  )
}

const head = Buffer.from('(function (exports, require, module, __filename, __dirname) {')
const tail = Buffer.from('\n})')

/** Compiles one file, with the kept code for exactly this text if there is any. */
function compile(file: string, name: string, store: Store | undefined): Loaded {
  // Joined as bytes: joined strings would take up heap space, and so short a run would collect garbage.
  const bytes = Buffer.concat([head, readFileSync(file), tail])
  const text = bytes.subarray(head.length, bytes.length - tail.length)
  const kept = store?.read(name)
  const isKept = kept !== undefined && Buffer.compare(kept.text, text) === 0
  // The bundle is ASCII (build/ascii-only.mjs). V8 itself refuses code that was compiled with other flags.
  const script = new Script(bytes.toString('latin1'), {
    filename: file,
    ...(isKept && { cachedData: Buffer.from(kept.code.buffer, kept.code.byteOffset, kept.code.length) }),
  })
  return { text, script, isKept, isOther: kept !== undefined && !isKept }
}

/**
 * Runs a bundle of CommonJS files, and adds each loaded file to `loaded` under its name. Returns the exports of the
 * entry.
 */
export function loadBundle(entry: string, store: Store | undefined, loaded: Map<string, Loaded>): unknown {
  const modules = new Map<string, Module>()
  const root = dirname(entry)
  const isReplaced = watchProgram(entry)
  let depth = 0

  function load(file: string): unknown {
    const known = modules.get(file)
    if (known) return known.exports
    // File names are the same in every version, but their contents differ. Checked once for files that load together.
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
