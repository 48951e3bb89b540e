import { dirname, join } from 'node:path'
import { versionFrom, type AwsVersion, type Detector } from './types.ts'

const locks: readonly (readonly [string, RegExp])[] = [
  ['package-lock.json', /"node_modules\/@pulumi\/aws"\s*:\s*\{\s*"version"\s*:\s*"([^"]+)"/],
  ['package-lock.json', /"@pulumi\/aws"\s*:\s*\{\s*"version"\s*:\s*"([^"]+)"/],
  ['pnpm-lock.yaml', /^\s*['"]?\/?@pulumi\/aws@(\d[\w.+-]*)/m],
  ['yarn.lock', /^"?@pulumi\/aws@[^\n]*:\n\s+version:? "?([\w.+-]+)/m],
  ['bun.lock', /"@pulumi\/aws@(\d[\w.+-]*)"/],
]

/** npm, yarn, pnpm, bun: what is installed, else what is locked, else what package.json asks for; also above the project. */
export const npmVersion: Detector = async (folder, readText) => {
  let wanted: AwsVersion | undefined
  for (let at = folder, level = 0; level < 12; level += 1) {
    const installed = join(at, 'node_modules', '@pulumi', 'aws', 'package.json')
    const found = versionFrom(field(await readText(installed)), installed, true)
    if (found) return found
    for (const [name, pattern] of locks) {
      const text = await readText(join(at, name))
      const locked =
        text === undefined ? undefined : versionFrom(pattern.exec(text)?.[1], join(at, name), true)
      if (locked) return locked
    }
    const manifest = await readText(join(at, 'package.json'))
    wanted ??= versionFrom(
      /"@pulumi\/aws"\s*:\s*"([^"]+)"/.exec(manifest ?? '')?.[1],
      join(at, 'package.json'),
      false,
    )
    if (dirname(at) === at) break
    at = dirname(at)
  }
  return wanted
}

function field(text: string | undefined): string | undefined {
  return /"version"\s*:\s*"([^"]+)"/.exec(text ?? '')?.[1]
}
