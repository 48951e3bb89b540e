import { builtinModules } from 'node:module'
import { rolldown } from 'rolldown'
import { asciiOnly, refuseWide } from './ascii-only.mjs'
import { root } from './sources.mjs'

const nodeBuiltins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]))
const isExternal = (/** @type {string} */ id) => nodeBuiltins.has(id) || id === 'electron'

// Names stay whole, so that a stack trace in a bug report can be read.
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } }

/**
 * The command's loader (cli/start/load-bundle.ts) does not support `import()`, so none may be left.
 * @param {readonly (import('rolldown').OutputChunk | import('rolldown').OutputAsset)[]} output
 */
function refuseImports(output) {
  for (const file of output)
    if (file.type === 'chunk' && /\bimport\(/.test(file.code))
      throw new Error(`${file.fileName} holds an import() that its loader cannot do.`)
}

/**
 * In CommonJS, a file that is reached again through an import cycle has not exported anything yet.
 * @param {readonly (import('rolldown').OutputChunk | import('rolldown').OutputAsset)[]} output
 */
function refuseCircles(output) {
  const imports = new Map(
    output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.imports]] : [])),
  )
  const cleared = new Set()
  const visit = (/** @type {string} */ name, /** @type {readonly string[]} */ above) => {
    if (above.includes(name)) throw new Error(`These files load each other: ${[...above, name].join(' -> ')}`)
    if (cleared.has(name)) return
    for (const next of imports.get(name) ?? []) visit(next, [...above, name])
    cleared.add(name)
  }
  for (const name of imports.keys()) visit(name, [])
}

const workers = Object.fromEntries(
  ['walk-worker', 'read-worker'].map((name) => [name, `core/stacks/worker/${name}.ts`]),
)

/**
 * One bundle per process: `main` and the entries of its threads. Only code behind `import()` becomes a separate file.
 * @param {string} input @param {string} dir @param {'esm' | 'cjs'} format @param {string} [name] of the entry's file
 */
export async function bundleForNode(input, dir, format, name = 'main') {
  const build = await rolldown({
    input: {
      [name]: input,
      // The threads that read other people's folders start from separate files.
      ...(name === 'main' && workers),
    },
    cwd: root,
    platform: 'node',
    external: isExternal,
    tsconfig: false,
    plugins: format === 'cjs' ? [asciiOnly()] : [],
    // CommonJS dependencies use these; an ES module has none.
    ...(format === 'esm' && {
      transform: { define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' } },
    }),
  })
  const ending = format === 'esm' ? 'js' : 'cjs'
  const { output } = await build.write({
    dir,
    format,
    entryFileNames: `[name].${ending}`,
    chunkFileNames: `chunks/[name].${ending}`,
    dynamicImportInCjs: false,
    sourcemap: false,
    minify,
    codeSplitting: {
      groups: [
        // `use` and `credentials` start from one file: each extra file would cost about a millisecond.
        { name: 'quick', test: /cli[\\/]quick[\\/]run-quickly\.ts$/ },
        // Its packages import each other in cycles, which CommonJS files cannot do.
        { name: 'aws-sdk', test: /node_modules[\\/]@(?:aws-sdk|aws-crypto|smithy)[\\/]/ },
      ],
    },
  })
  await build.close()
  if (format !== 'cjs') return
  refuseCircles(output)
  refuseImports(output)
  refuseWide(output)
}

/** Bundles the command: `main.cjs` with its files, and `start.cjs`, which bin/stackpass.cjs loads first. @param {string} dir */
export async function bundleCommandLine(dir) {
  // Loading the ES module loader would cost as much time as everything else the command does.
  await bundleForNode('cli/main.ts', dir, 'cjs')
  await bundleForNode('cli/start/start.ts', dir, 'cjs', 'start')
}
