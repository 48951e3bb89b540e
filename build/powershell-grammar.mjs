// The PowerShell grammar, with which tests parse our hook: neither npm nor Debian offers PowerShell itself.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchPinned, sharedFolder, tryTo } from './fetch-pinned.mjs'

/** Microsoft's build of tree-sitter and its grammars for WebAssembly: nothing is compiled here. */
const version = '0.3.1'
const integrity =
  'sha512-RJFoomET6FajjG511fmQxeBQfU6M24a0aFZPqpid+ttIxanWf1VGytBG0UmsGjt07qmIPJS8U31D+aecuCucsQ=='
const names = ['tree-sitter.js', 'tree-sitter.wasm', 'tree-sitter-powershell.wasm']

/** The folder of the parser and the grammar; undefined if they were not fetched. */
export function powershellGrammar() {
  const folder = join(sharedFolder('grammars'), `tree-sitter-wasm-${version}`)
  return names.every((name) => existsSync(join(folder, name))) ? folder : undefined
}

/** Fetches both once; prints one line if it cannot. */
export async function ensurePowershellGrammar() {
  if (powershellGrammar() !== undefined) return
  const folder = sharedFolder('grammars')
  await mkdir(folder, { recursive: true })
  const work = await mkdtemp(join(folder, '.fetch-'))
  try {
    const fetched = await fetchPinned(`@vscode/tree-sitter-wasm@${version}`, integrity, work)
    const failed =
      'failed' in fetched
        ? fetched.failed
        : await tryTo('tar', [
            ...['-xzf', fetched.archive, '-C', work, '--strip-components=2'],
            ...names.map((name) => `package/wasm/${name}`),
          ])
    if (failed !== undefined) {
      console.log(`The grammar of PowerShell could not be fetched (${failed}): its test is skipped.`)
      return
    }
    await mkdir(join(work, 'whole'))
    for (const name of names) await rename(join(work, name), join(work, 'whole', name))
    // Complete or not at all; another run may have been faster.
    await rename(join(work, 'whole'), join(folder, `tree-sitter-wasm-${version}`)).catch(
      (/** @type {unknown} */ error) => {
        if (powershellGrammar() === undefined) throw error
      },
    )
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
