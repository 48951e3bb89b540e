import type { ProjectFile } from './project-file.ts'

const plain = '([A-Za-z][\\w./@-]*(?: [\\w./@-]+)*)'
const topLine = new RegExp(`^([A-Za-z][A-Za-z0-9]*):(?: ${plain})?$`)
const runtimeName = new RegExp(`^ {2,4}name: ${plain}$`)
const reserved = /^(?:true|false|null|yes|no|on|off)$/i

/**
 * Reads the plainest of project files without a YAML parser, for walks over many. Gives up (undefined) on anything
 * that is not flat text with safe words, so that the full reader decides; it never reads a value differently.
 */
export function quickProject(text: string): ProjectFile | undefined {
  const values = new Map<string, string>()
  const seen = new Set<string>()
  let section = ''
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const nested = section === 'runtime' && !values.has('runtime') ? runtimeName.exec(line) : null
    const match = nested ?? topLine.exec(line)
    if (!match) return undefined
    const key = nested ? 'runtime' : match[1]!
    const value = nested ? match[1] : match[2]
    if (!nested && seen.has(key)) return undefined
    if (value === undefined && key !== 'runtime') return undefined
    seen.add(key)
    if (value !== undefined && reserved.test(value)) return undefined
    section = key
    if (value !== undefined) values.set(key, value)
  }
  const name = values.get('name')
  const special = ['config', 'packages', 'plugins', 'backend', 'template'].some((key) => values.has(key))
  if (name === undefined || special || !/^[A-Za-z0-9_.-]{1,100}$/.test(name) || !values.has('runtime'))
    return undefined
  return {
    name,
    template: false,
    runtime: values.get('runtime'),
    main: values.get('main'),
    stackConfigDir: values.get('stackConfigDir'),
    backendUrl: undefined,
    config: [],
    packages: new Map(),
  }
}
