import { dirname, join } from 'node:path'
import { searchNear, type Place } from './search-near.ts'
import { versionFrom, type Detector } from './types.ts'

const goModule: Place = {
  name: /github\.com\/pulumi\/pulumi-aws\/sdk/g,
  pattern: /^github\.com\/pulumi\/pulumi-aws\/sdk(?:\/v\d{1,9})?[ \t]+v(\S+)/,
}

/** Go: the module path carries the major, `go.mod` the version. */
export const goVersion: Detector = async (folder, readText) => {
  for (let at = folder, level = 0; level < 12; level += 1) {
    const text = await readText(at, 'go.mod')
    if (text !== undefined) {
      return versionFrom(searchNear(text, goModule)?.[1], join(at, 'go.mod'), true)
    }
    if (dirname(at) === at) return undefined
    at = dirname(at)
  }
  return undefined
}

const dotnetReference: Place = {
  name: /"Pulumi\.Aws"/gi,
  pattern: /^<Package(?:Reference|Version)\s[^>]*Include\s*=\s*"Pulumi\.Aws"[^>]*>(?:\s*<Version>([^<]+)<)?/i,
  from: 'tag',
}

/** A folder usually holds one. */
const mostProjectFiles = 8

/** .NET: the project file, or versions kept centrally above it. */
export const dotnetVersion: Detector = async (folder, readText) => {
  const there = (await readText.names(folder)) ?? []
  const names = [...there].filter((name) => /\.(?:cs|fs|vb)proj$/i.test(name)).slice(0, mostProjectFiles)
  const above = [folder, dirname(folder), dirname(dirname(folder))]
  const files = [
    ...names.map((name) => [folder, name] as const),
    ...above.map((at) => [at, 'Directory.Packages.props'] as const),
  ]
  for (const [at, name] of files) {
    const match = searchNear((await readText(at, name)) ?? '', dotnetReference)
    const version = match && (/\bVersion\s*=\s*"([^"]+)"/i.exec(match[0])?.[1] ?? match[1])
    const exact = version !== undefined && !/[*[(,]/.test(version)
    const found = versionFrom(version?.replace(/^[[(]/, ''), join(at, name), exact)
    if (found) return found
  }
  return undefined
}

const mavenDependency: Place = {
  name: /com\.pulumi<\/groupId>/g,
  pattern: /^<groupId>com\.pulumi<\/groupId>\s*<artifactId>aws<\/artifactId>\s*<version>([^<]+)</,
  from: 'tag',
}
const gradleDependency: Place = {
  name: /["']com\.pulumi:aws:/g,
  pattern: /^["']com\.pulumi:aws:([^"'\n]+)["']/,
}

/** The text of the first element of a name. */
function elementText(text: string, name: string): string | undefined {
  const start = text.indexOf(`<${name}>`)
  const rest = start < 0 ? '' : text.slice(start + name.length + 2, start + name.length + 202)
  return /^([^<]+)</.exec(rest)?.[1]
}

/** Java: Maven and Gradle. */
export const javaVersion: Detector = async (folder, readText) => {
  const pom = await readText(folder, 'pom.xml')
  const inPom = searchNear(pom ?? '', mavenDependency)?.[1]
  const property = /^\$\{([\w.-]+)\}$/.exec(inPom ?? '')?.[1]
  const resolved = property === undefined ? inPom : elementText(pom!, property)
  const maven = versionFrom(
    resolved?.replace(/^[[(]/, ''),
    join(folder, 'pom.xml'),
    !/[[(,]/.test(resolved ?? ''),
  )
  if (maven) return maven
  for (const name of ['build.gradle', 'build.gradle.kts', 'app/build.gradle', 'app/build.gradle.kts']) {
    const text = await readText(folder, name)
    const version = searchNear(text ?? '', gradleDependency)?.[1]
    const found = versionFrom(
      version?.replace(/^[[(]/, ''),
      join(folder, name),
      !/[[(,+]/.test(version ?? ''),
    )
    if (found) return found
  }
  return undefined
}
