import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { versionFrom, type Detector } from './types.ts'

/** Go: the module path carries the major, `go.mod` the version. */
export const goVersion: Detector = async (folder, readText) => {
  for (let at = folder, level = 0; level < 12; level += 1) {
    const text = await readText(join(at, 'go.mod'))
    if (text !== undefined) {
      const match = /github\.com\/pulumi\/pulumi-aws\/sdk(?:\/v(\d+))?\s+v(\S+)/.exec(text)
      return versionFrom(match?.[2], join(at, 'go.mod'), true)
    }
    if (dirname(at) === at) return undefined
    at = dirname(at)
  }
  return undefined
}

const dotnetReference =
  /<Package(?:Reference|Version)\s[^>]*Include\s*=\s*"Pulumi\.Aws"[^>]*?(?:\/>|>)(?:\s*<Version>([^<]+)<)?/i

/** .NET: the project file, or versions kept centrally above it. */
export const dotnetVersion: Detector = async (folder, readText) => {
  const names = (await namesOf(folder)).filter((name) => /\.(?:cs|fs|vb)proj$/i.test(name))
  const above = [folder, dirname(folder), dirname(dirname(folder))]
  const files = [
    ...names.map((name) => join(folder, name)),
    ...above.map((at) => join(at, 'Directory.Packages.props')),
  ]
  for (const file of files) {
    const match = dotnetReference.exec((await readText(file)) ?? '')
    const version = match && (/\bVersion\s*=\s*"([^"]+)"/i.exec(match[0])?.[1] ?? match[1])
    const exact = version !== null && version !== undefined && !/[*[(,]/.test(version)
    const found = versionFrom(version?.replace(/^[[(]/, ''), file, exact)
    if (found) return found
  }
  return undefined
}

/** Java: Maven and Gradle. */
export const javaVersion: Detector = async (folder, readText) => {
  const pom = await readText(join(folder, 'pom.xml'))
  const inPom = /<groupId>com\.pulumi<\/groupId>\s*<artifactId>aws<\/artifactId>\s*<version>([^<]+)</.exec(
    pom ?? '',
  )?.[1]
  const property = /^\$\{([\w.-]+)\}$/.exec(inPom ?? '')?.[1]
  const resolved =
    property === undefined
      ? inPom
      : new RegExp(`<${property.replaceAll('.', '\\.')}>([^<]+)<`).exec(pom!)?.[1]
  const maven = versionFrom(
    resolved?.replace(/^[[(]/, ''),
    join(folder, 'pom.xml'),
    !/[[(,]/.test(resolved ?? ''),
  )
  if (maven) return maven
  for (const name of ['build.gradle', 'build.gradle.kts', 'app/build.gradle', 'app/build.gradle.kts']) {
    const text = await readText(join(folder, name))
    const version = /["']com\.pulumi:aws:([^"']+)["']/.exec(text ?? '')?.[1]
    const found = versionFrom(
      version?.replace(/^[[(]/, ''),
      join(folder, name),
      !/[[(,+]/.test(version ?? ''),
    )
    if (found) return found
  }
  return undefined
}

async function namesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch {
    // A folder that cannot be listed says nothing about its version.
    return []
  }
}
