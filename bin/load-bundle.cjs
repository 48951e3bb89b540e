'use strict'
const { readFileSync } = process.getBuiltinModule('node:fs')
const { dirname, join } = process.getBuiltinModule('node:path')
const { Script } = process.getBuiltinModule('node:vm')

function readCache(file) {
  try {
    return readFileSync(`${file}.cache`)
  } catch {
    // Built without one: V8 compiles the text, which takes longer and gives the same.
    return undefined
  }
}

/** Modules of Node that take a millisecond or more to load, while most commands use few of them. */
const heavy = new Set(
  [
    'crypto',
    'fs/promises',
    'timers/promises',
    'child_process',
    'http',
    'https',
    'http2',
    'net',
    'tls',
    'zlib',
  ]
    .concat(['dns', 'worker_threads', 'readline', 'perf_hooks', 'v8'])
    .flatMap((name) => [name, `node:${name}`]),
)

/** Such a module, loaded when something of it is first used. */
function whenUsed(id) {
  const target = () => process.getBuiltinModule(id)
  return new Proxy(
    {},
    {
      get: (_, key) => target()[key],
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

/**
 * Runs a bundle of CommonJS files with the code that V8 kept of them at the build (FILE.cache, see
 * build/keep-code.cjs), so that a start compiles next to nothing. V8 refuses a cache of another version, of other flags
 * or of another text by itself. `onScript` gets each file with its script. Returns what the entry exports.
 */
exports.loadBundle = function loadBundle(entry, onScript) {
  const modules = new Map()

  function load(file) {
    const known = modules.get(file)
    if (known) return known.exports
    const module = { exports: {} }
    modules.set(file, module)
    const folder = dirname(file)
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`,
      {
        filename: file,
        cachedData: readCache(file),
      },
    )
    onScript?.(file, script)
    const requireHere = (id) => {
      if (id.startsWith('.')) return load(join(folder, id))
      return heavy.has(id) ? whenUsed(id) : require(id)
    }
    script.runInThisContext()(module.exports, requireHere, module, file, folder)
    return module.exports
  }

  return load(entry)
}
