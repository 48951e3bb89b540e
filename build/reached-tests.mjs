import { posix } from 'node:path'
import { importersOf, isUnitTest, readImports, readSources } from './nearest-tests.mjs'

/** The end-to-end specs that use each feature of the page or of core. @type {Readonly<Record<string, readonly string[]>>} */
export const journeys = {
  active: ['profiles', 'loopback'],
  app: ['host', 'smoke', 'broken-files', 'journeys', 'tour'],
  bridges: ['settings'],
  consent: ['security', 'health'],
  console: ['console'],
  credentials: ['secrets', 'profiles'],
  edits: ['profiles', 'history', 'secrets'],
  folders: ['leave-project', 'profiles'],
  guards: ['profiles', 'settings'],
  handouts: ['log', 'vault'],
  health: ['health', 'tools'],
  history: ['history', 'log'],
  imports: ['import', 'secrets'],
  keys: ['vault'],
  leases: ['log'],
  organisations: ['organisation'],
  palette: ['profiles', 'accessibility', 'keyboard'],
  profiles: ['profiles', 'many', 'many-profiles', 'host', 'tools'],
  prompts: ['mfa', 'aws-login'],
  review: ['profiles', 'history', 'secrets', 'import'],
  'session-profiles': ['mfa'],
  sessions: ['aws-login', 'mfa', 'organisation'],
  settings: ['settings'],
  shells: ['settings'],
  stacks: ['stacks', 'many'],
  terminals: ['profiles'],
  vault: ['vault', 'secrets'],
  verify: ['health', 'mfa'],
}

const isSpec = (/** @type {string} */ file) => /^test\/e2e\/.*\.spec\.ts$/.test(file)
const isProduct = (/** @type {string} */ file) => /^(?:shared|core|cli|electron|renderer)\//.test(file)
const isSource = (/** @type {string} */ file) => /\.(?:tsx?|mts|mjs)$/.test(file)
/** Files that affect how all tests run. */
const everything =
  /^(?:package-lock\.json|vitest\.config\.ts|tsconfig[\w.]*\.json|test\/e2e\/playwright\.config\.ts)$/
const specNamed = (/** @type {string} */ name) => `test/e2e/${name}.spec.ts`

/**
 * The sources with their imports, and the text of those that may name files instead: bundles name their entries, tests
 * name the files that they read.
 */
export async function readTree() {
  const sources = await readSources()
  const texts = new Map([...sources].filter(([file]) => /^(?:build|test)\//.test(file)))
  return { imports: await readImports(sources), texts }
}

/**
 * Everything that depends on a file directly or indirectly, including the file itself.
 * @param {string} file @param {ReadonlyMap<string, readonly string[]>} importers @param {ReadonlyMap<string, string>} texts
 */
function dependents(file, importers, texts) {
  const seen = new Set([file])
  for (const each of seen) {
    const above = importers.get(each) ?? []
    // A file that nobody imports is read or started by files that name it or its folder.
    const names = isSource(each) ? [each] : [posix.basename(each), `'${posix.basename(posix.dirname(each))}'`]
    const read = above.length === 0 && !isUnitTest(each) && !isSpec(each)
    const naming = read
      ? [...texts].flatMap(([by, text]) => (names.some((name) => text.includes(name)) ? [by] : []))
      : []
    for (const next of [...above, ...naming]) seen.add(next)
  }
  return seen
}

/**
 * The unit tests that a change affects: those that import a changed file directly or indirectly, or start a bundle that
 * does. The specs: those of the affected features, or all of them when every feature depends on the change.
 * @param {readonly string[]} changed
 * @param {{ imports: ReadonlyMap<string, readonly string[]>, texts: ReadonlyMap<string, string> }} tree
 * @returns {{ units: string[], specs: string[] }}
 */
export function reachedTests(changed, { imports, texts }) {
  const importers = importersOf(imports)
  const inPage = [...imports.keys()].filter((file) => isSpec(file) && !/\/(?:electron|packed)\//.test(file))
  const inElectron = [...imports.keys()].filter(
    (file) => file.startsWith('test/e2e/electron/') && isSpec(file),
  )
  const units = new Set()
  const specs = new Set()
  for (const file of changed) {
    if (everything.test(file))
      return { units: [...imports.keys()].filter(isUnitTest).sort(), specs: inPage.sort() }
    const reached = dependents(file, importers, texts)
    for (const each of reached) if (isUnitTest(each) && imports.has(each)) units.add(each)
    if (!isProduct(file)) {
      for (const each of reached) if (inPage.includes(each) || inElectron.includes(each)) specs.add(each)
      continue
    }
    const features = new Set(
      [...reached].flatMap((each) => /^(?:core|renderer)\/features\/([^/]+)\//.exec(each)?.[1] ?? []),
    )
    for (const feature of features) for (const name of journeys[feature] ?? []) specs.add(specNamed(name))
    if (/^(?:cli\/serve|core\/page)\//.test(file))
      for (const name of ['loopback', 'security', 'host']) specs.add(specNamed(name))
    if (file.startsWith('electron/')) for (const spec of inElectron) specs.add(spec)
    if (features.size === 0 && /^(?:core|shared|renderer)\//.test(file))
      for (const spec of inPage) specs.add(spec)
  }
  return { units: [...units].sort(), specs: [...specs].sort() }
}
